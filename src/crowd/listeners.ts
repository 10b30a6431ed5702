import { beforeChange } from './advance.ts';
import { inOrder, withoutUser, withUser } from './byUser.ts';
import type { VoteState } from './voteState.ts';

/** They listen: their ballots, old ones too, count. No change when they did already. */
export function listenerJoined(state: VoteState, userId: string, nowMs: number): VoteState {
  if (isListening(state, userId)) return state;
  const before = beforeChange(state, nowMs);
  return { ...before, listeners: withUser(before.listeners, { userId, leftAtMs: null }) };
}

/** They left or deafened themselves: they count for `GRACE_MS` more. */
export function listenerLeft(state: VoteState, userId: string, nowMs: number): VoteState {
  if (!isListening(state, userId)) return state;
  const before = beforeChange(state, nowMs);
  return { ...before, listeners: withUser(before.listeners, { userId, leftAtMs: nowMs }) };
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
