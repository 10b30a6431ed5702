import type { Deck } from './Deck.ts';
import {
  DRY_SOON_MS,
  FIRST_AUDIO_TIMEOUT_MS,
  READY_MS,
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

/** Whether a deck that is not heard yet can be: Lyria's music grows louder as it settles. */
export function isReady(deck: Deck, isAsLoud: (deck: Deck) => boolean): boolean {
  return deck.receivedMs >= SETTLED_MS || (deck.receivedMs >= READY_MS && isAsLoud(deck));
}
