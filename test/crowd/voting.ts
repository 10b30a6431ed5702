import assert from 'node:assert/strict';
import { castBallot } from '../../src/crowd/ballots.ts';
import type { Choice } from '../../src/crowd/candidate.ts';
import { createVote } from '../../src/crowd/createVote.ts';
import { propose } from '../../src/crowd/proposals.ts';
import { standingsAt } from '../../src/crowd/standings.ts';
import type { VoteState } from '../../src/crowd/voteState.ts';
import type { WeightedPrompt } from '../../src/music/controls.ts';

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
