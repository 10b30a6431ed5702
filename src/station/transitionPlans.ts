import { FRAME_PAIRS } from '../audio/frame.ts';
import type { PcmSource } from '../audio/PcmSource.ts';
import type { BridgeLoop } from './Bridge.ts';
import type { Deck } from './Deck.ts';
import type { History } from './History.ts';
import {
  CUT_FADE_MS,
  CUT_LEAD_MS,
  CUT_REACH_MS,
  HANDOVER_FADE_MS,
  HANDOVER_LEAD_MS,
  HANDOVER_REACH_MS,
  HANDOVER_WAIT_MS,
  LONGEST_LAP_WAIT_MS,
  MOST_UNSETTLED_GAIN,
  msOf,
  pairsIn,
  RETURN_FADE_MS,
  SHORTEST_HANDOVER_FADE_MS,
  STALE_WORTH_MS,
} from './stationTimes.ts';
import { isFeasible, type TransitionPlan } from './Transition.ts';

/**
 * From what plays to another deck; undefined while either side holds too little for a good one.
 *
 * @param options `mayBeShort`: where the leaving side holds less than a full fade takes, a shorter
 *   one will do, and one that does not wait for the beat
 */
export function planHandover(options: {
  readonly history: History;
  readonly leaving: PcmSource;
  readonly to: Deck;
  readonly beatPairs: number | undefined;
  readonly mayBeShort: boolean;
}): TransitionPlan | undefined {
  const { history, leaving, to, beatPairs, mayBeShort } = options;
  const shape = fadeWithin(leaving.availablePairs, beatPairs, mayBeShort);
  if (shape === undefined) return undefined;
  // What the new deck has above its target can be looked through, and passed over.
  const spareMs = to.levelMs - to.chunkIntervalMs - to.targetMarginMs;
  const { min, max } = HANDOVER_REACH_MS;
  return ifFeasible({
    history,
    leaving,
    coming: to.stretcher,
    ...shape,
    leadPairs: pairsIn(HANDOVER_LEAD_MS),
    comingPairs: FRAME_PAIRS,
    comingReachPairs: pairsIn(Math.max(min, Math.min(max, spareMs))),
    beatPairs,
    ...(!to.isSettled ? { mostGain: MOST_UNSETTLED_GAIN } : {}),
  });
}

/** How long to wait for the beat and to fade, with so much left. */
function fadeWithin(
  availablePairs: number,
  beatPairs: number | undefined,
  mayBeShort: boolean,
): Pick<TransitionPlan, 'leadReachPairs' | 'fadePairs'> | undefined {
  const waitPairs = Math.min(Math.ceil(beatPairs ?? 0), pairsIn(HANDOVER_WAIT_MS));
  const fadePairs = pairsIn(HANDOVER_FADE_MS);
  const left = availablePairs - pairsIn(HANDOVER_LEAD_MS);
  if (left >= waitPairs + fadePairs) return { leadReachPairs: waitPairs, fadePairs };
  const shortest = pairsIn(SHORTEST_HANDOVER_FADE_MS);
  if (!mayBeShort || left < shortest) return undefined;
  return left >= waitPairs + shortest
    ? { leadReachPairs: waitPairs, fadePairs: left - waitPairs }
    : { leadReachPairs: 0, fadePairs: Math.min(fadePairs, left) };
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
  const waitMs = Number.isFinite(deck.nextChunkInMs) ? deck.nextChunkInMs : deck.chunkIntervalMs;
  const leadMs = Math.max(CUT_LEAD_MS.min, waitMs - freshMs + deck.leastMarginMs + CUT_REACH_MS);
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
  if (!deck.hasRecovered) return undefined;
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
