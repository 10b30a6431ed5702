import assert from 'node:assert/strict';
import { castBallot } from '#src/crowd/votes/ballots.ts';
import { createVote } from '#src/crowd/votes/createVote.ts';
import { listenersAre, presentListeners } from '#src/crowd/votes/listeners.ts';
import { propose } from '#src/crowd/votes/proposals.ts';
import { standingsAt } from '#src/crowd/votes/standings.ts';
import type { Choice, VoteState } from '#src/crowd/votes/voteState.ts';
import type { WeightedPrompt } from '#src/music/controls.ts';

/** Shorthand for tests about votes: what ought to work does, or the test ends here. */

export function plain(...texts: string[]): readonly WeightedPrompt[] {
  return texts.map((text) => ({ text, weight: 1 }));
}

export function voteAmong(
  prompts: readonly WeightedPrompt[],
  listeners: readonly string[],
  halfLifeMs: number | null = null,
): VoteState {
  const created = createVote({ prompts, proposedBy: 'ada', listeners, halfLifeMs }, 0);
  assert(created.ok);
  return created.state;
}

export function idOf(state: VoteState, text: string): number {
  const found = state.candidates.find((candidate) => candidate.text === text);
  assert(found, `no candidate ${text}`);
  return found.id;
}

export function cast(
  state: VoteState,
  userId: string,
  choice: Choice | null,
  text: string,
  nowMs = 0,
): VoteState {
  const result = castBallot(state, { userId, candidateId: idOf(state, text), choice }, nowMs);
  assert(result.ok);
  return result.state;
}

export function proposeText(state: VoteState, userId: string, text: string, nowMs = 0): VoteState {
  const result = propose(state, { text, userId, isDj: false }, nowMs);
  assert(result.ok, `${text} was refused`);
  return result.state;
}

/** Points or whole per cents by text. */
export function pointsAt(state: VoteState, nowMs = 0): Record<string, number> {
  return Object.fromEntries(
    standingsAt(state, nowMs).candidates.map((one) => [one.candidate.text, one.points]),
  );
}

export function percentsAt(state: VoteState, nowMs = 0): Record<string, number> {
  return Object.fromEntries(
    standingsAt(state, nowMs).candidates.map((one) => [one.candidate.text, one.percent]),
  );
}

/** They leave or deafen themselves; all others stay. */
export function listenerLeft(state: VoteState, userId: string, nowMs: number): VoteState {
  const others = presentListeners(state).filter((one) => one !== userId);
  return listenersAre(state, others, nowMs);
}
