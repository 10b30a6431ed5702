import { FRAME_PAIRS } from '../audio/frame.ts';
import type { PcmSource } from '../audio/PcmSource.ts';
import type { BridgeLoop } from './Bridge.ts';
import type { Deck } from './Deck.ts';
import type { History } from './History.ts';
import {
  CUT_FADE_MS,
  CUT_LEAD_MS,
  CUT_REACH_MS,
  CUT_SAFETY_MS,
  HANDOVER_FADE_MS,
  HANDOVER_LEAD_MS,
  HANDOVER_REACH_MS,
  LONGEST_LAP_WAIT_MS,
  MATCH_MS,
  msOf,
  pairsIn,
  RETURN_FADE_MS,
  RETURN_LEVEL_MS,
  STALE_WORTH_MS,
} from './stationTimes.ts';
import { isFeasible, type TransitionPlan } from './Transition.ts';

/** From what plays to another deck; undefined while either side holds too little for a good one. */
export function planHandover(options: {
  readonly history: History;
  readonly leaving: PcmSource;
  readonly coming: PcmSource;
  readonly beatPairs: number | undefined;
}): TransitionPlan | undefined {
  return ifFeasible({
    ...options,
    leadPairs: pairsIn(HANDOVER_LEAD_MS),
    leadReachPairs: pairsIn(MATCH_MS),
    comingPairs: FRAME_PAIRS,
    comingReachPairs: pairsIn(HANDOVER_REACH_MS),
    fadePairs: pairsIn(HANDOVER_FADE_MS),
  });
}

/** Past stale audio to fresh, within a deck, once so much is there that it will not run dry. */
export function planCut(
  history: History,
  deck: Deck,
  heardRevision: number,
): TransitionPlan | undefined {
  if (deck.newestRevision <= heardRevision) return undefined;
  const stalePairs = deck.pairsBeforeNewer(heardRevision);
  if (stalePairs === undefined || msOf(stalePairs) < STALE_WORTH_MS) return undefined;
  const freshMs = deck.levelMs - msOf(stalePairs);
  // When the cut is made, what is left must last until the next chunk is here.
  const leadMs = Math.max(
    CUT_LEAD_MS.min,
    deck.chunkIntervalMs - freshMs + CUT_SAFETY_MS + CUT_REACH_MS,
  );
  if (leadMs > CUT_LEAD_MS.max || leadMs >= msOf(stalePairs)) return undefined;
  return ifFeasible({
    history,
    leaving: deck.stretcher,
    coming: deck.stretcher,
    leadPairs: pairsIn(leadMs),
    leadReachPairs: 0,
    comingPairs: stalePairs + FRAME_PAIRS,
    comingReachPairs: pairsIn(CUT_REACH_MS),
    fadePairs: pairsIn(CUT_FADE_MS),
  });
}

/**
 * From a loop back to the deck whose music broke off, at once: best where the loop ends and the
 * music goes on by itself, else on a beat where the tempo is known. Undefined until then.
 */
export function planReturn(options: {
  readonly history: History;
  readonly loop: BridgeLoop;
  readonly deck: Deck;
  readonly beatPairs: number | undefined;
}): TransitionPlan | undefined {
  const { history, loop, deck, beatPairs } = options;
  if (deck.levelMs < RETURN_LEVEL_MS) return undefined;
  let waitPairs = loop.pairsToLapEnd;
  if (waitPairs > pairsIn(LONGEST_LAP_WAIT_MS)) {
    waitPairs = beatPairs === undefined ? 0 : waitPairs % beatPairs;
  }
  if (waitPairs >= FRAME_PAIRS) return undefined;
  return ifFeasible({
    history,
    leaving: loop.player,
    coming: deck.stretcher,
    leadPairs: 0,
    leadReachPairs: 0,
    comingPairs: 0,
    comingReachPairs: 0,
    fadePairs: pairsIn(RETURN_FADE_MS),
  });
}

function ifFeasible(plan: TransitionPlan): TransitionPlan | undefined {
  return isFeasible(plan) ? plan : undefined;
}
