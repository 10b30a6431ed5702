import type { Deck } from './Deck.ts';
import {
  DRY_SOON_MS,
  FIRST_AUDIO_TIMEOUT_MS,
  HANDOVER_REACH_MS,
  LASTED_MS,
  READY_MS,
  REFUSED_START_MS,
  SETTLED_MS,
  SLOW_AFTER_MS,
  STALL_TOLERANCE_MS,
} from './stationTimes.ts';

/** Whether there is a session, open or about to be. */
export function isAlive(deck: Deck): boolean {
  return deck.state.kind !== 'ended';
}

/** Whether a deck will not go on for long: its session is gone, old, stalled, or too slow. */
export function isFailing(deck: Deck, retireAtMs: number): boolean {
  return (
    !isAlive(deck) ||
    deck.ageMs >= retireAtMs ||
    (deck.hasSounded && deck.quietMs >= STALL_TOLERANCE_MS) ||
    (deck.ageMs >= SLOW_AFTER_MS && deck.runsDryInMs < DRY_SOON_MS)
  );
}

/** Whether its session was told to play and has never brought anything. */
export function isMute(deck: Deck): boolean {
  return !deck.hasSounded && deck.quietMs >= FIRST_AUDIO_TIMEOUT_MS;
}

/**
 * Whether it was begun too soon after another, as far as can be told: all that it was to play is
 * refused, the last of it a moment ago, and nothing is heard.
 */
export function isRefusedStart(deck: Deck, refused: ReadonlySet<string>, sinceMs: number): boolean {
  return (
    !deck.hasSounded &&
    refused.size > 0 &&
    sinceMs >= REFUSED_START_MS &&
    deck.order.prompts.every(({ text }) => refused.has(text))
  );
}

/** Whether it has brought so much that its start was a good one. */
export function hasLasted(deck: Deck): boolean {
  return deck.receivedMs >= LASTED_MS;
}

/** Whether a deck that is not heard yet can be: at once where somebody waits for it. */
export function isReady(deck: Deck, isUrgent: boolean): boolean {
  const isEnough = deck.receivedMs >= (isUrgent ? READY_MS : SETTLED_MS);
  // It has to last from the fade to its next chunk, however far apart these are.
  return (
    isEnough && deck.levelMs - deck.chunkIntervalMs >= deck.leastMarginMs + HANDOVER_REACH_MS.min
  );
}
