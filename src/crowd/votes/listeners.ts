import { rememberMix } from './tally.ts';
import { inOrder, type Listener, type VoteState, withoutUser, withUser } from './voteState.ts';

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

/** They listen: their ballots, old ones too, count. No change when they did already. */
export function listenerJoined(state: VoteState, userId: string, nowMs: number): VoteState {
  if (isListening(state, userId)) return state;
  const before = beforeChange(state, nowMs);
  return { ...before, listeners: withUser(before.listeners, { userId, leftAtMs: null }) };
}

/** Their votes count no more, from now on: nothing is to be waited for, as after a lost connection. */
export function listenerBarred(state: VoteState, userId: string, nowMs: number): VoteState {
  const before = beforeChange(state, nowMs);
  return { ...before, listeners: withoutUser(before.listeners, userId) };
}

/** Joins and departures at once: `userIds` are all who listen now. */
export function listenersAre(
  state: VoteState,
  userIds: Iterable<string>,
  nowMs: number,
): VoteState {
  const present = new Set(userIds);
  const before = beforeChange(state, nowMs);
  const listeners = new Map(
    before.listeners.map((one) => [one.userId, { ...one, leftAtMs: one.leftAtMs ?? nowMs }]),
  );
  const here = [...present].map((userId) => ({ userId, leftAtMs: null }));
  for (const { userId } of here) listeners.delete(userId);
  return { ...before, listeners: inOrder([...listeners.values(), ...here]) };
}

/**
 * A state from before a restart, when nobody knows yet who still listens: whoever listened
 * counts for `GRACE_MS` from now, so that the shares are the same until they are seen again.
 */
export function afterRestart(state: VoteState, nowMs: number): VoteState {
  return listenersAre(state, [], nowMs);
}

export function isListening(state: VoteState, userId: string): boolean {
  return state.listeners.some((one) => one.userId === userId && one.leftAtMs === null);
}

/** Who listens, without those who only count a little longer; in order of user id. */
export function presentListeners(state: VoteState): readonly string[] {
  return state.listeners.filter(({ leftAtMs }) => leftAtMs === null).map(({ userId }) => userId);
}
