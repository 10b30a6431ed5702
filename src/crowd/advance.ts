import { rememberMix } from './tally.ts';
import type { Listener, VoteState } from './voteState.ts';

/** How long somebody who left still counts: a dropped connection must not turn the music. */
export const GRACE_MS = 60_000;

/** How often a mix whose votes fade is worth a look: under a per cent at the usual half-lives. */
const FADING_REFRESH_MS = 5_000;

/** When somebody stops counting; infinite while they listen. */
function countsUntilMs({ leftAtMs }: Listener): number {
  return leftAtMs === null ? Number.POSITIVE_INFINITY : leftAtMs + GRACE_MS;
}

/**
 * The state at `nowMs`: whoever left too long ago counts no more. Goes through the departures
 * one by one, so that it does not matter how often anybody looked on the way.
 */
export function advance(state: VoteState, nowMs: number): VoteState {
  let current = state;
  for (;;) {
    const nextMs = Math.min(...current.listeners.map(countsUntilMs));
    // Also ends the loop when there are no listeners: the minimum of nothing is infinite.
    if (nextMs > nowMs || nextMs === Number.POSITIVE_INFINITY) return current;
    const remembered = rememberMix(current, nextMs);
    const listeners = current.listeners.filter((listener) => countsUntilMs(listener) > nextMs);
    current = { ...remembered, listeners };
  }
}

/** Where every change begins: at `nowMs`, with the mix as it was just before the change. */
export function beforeChange(state: VoteState, nowMs: number): VoteState {
  return rememberMix(advance(state, nowMs), nowMs);
}

/**
 * When the mix may next change without anybody doing anything, in wall-clock milliseconds; null
 * when it cannot. A timer set for then, after every change, keeps the music true to the vote.
 */
export function nextChangeAtMs(state: VoteState, nowMs: number): number | null {
  const current = advance(state, nowMs);
  const departureMs = Math.min(...current.listeners.map(countsUntilMs));
  const anyVotes = current.candidates.some(({ ballots }) => ballots.length > 0);
  const fadingMs =
    current.halfLifeMs !== null && anyVotes ? nowMs + FADING_REFRESH_MS : Number.POSITIVE_INFINITY;
  const nextMs = Math.min(departureMs, fadingMs);
  return nextMs === Number.POSITIVE_INFINITY ? null : nextMs;
}
