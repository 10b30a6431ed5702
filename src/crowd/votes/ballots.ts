import { beforeChange, isListening } from './listeners.ts';
import { type Refused, refused } from './refusal.ts';
import {
  type Choice,
  findCandidate,
  isUsable,
  type VoteState,
  withCandidate,
  withoutUser,
  withUser,
} from './voteState.ts';

export type BallotCast = { readonly ok: true; readonly state: VoteState };

/**
 * Gives, changes, or (`choice` null) withdraws a vote. The same vote again is as good as new,
 * which matters when votes fade.
 */
export function castBallot(
  state: VoteState,
  vote: {
    readonly userId: string;
    readonly candidateId: number;
    readonly choice: Choice | null;
  },
  nowMs: number,
): BallotCast | Refused {
  const candidate = findCandidate(state, vote.candidateId);
  if (candidate === undefined) return refused('no-such-candidate');
  if (!isUsable(candidate)) return refused('filtered');
  if (!isListening(state, vote.userId)) return refused('not-listening');
  const { userId, choice } = vote;
  const ballots =
    choice === null
      ? withoutUser(candidate.ballots, userId)
      : withUser(candidate.ballots, { userId, choice, castAtMs: nowMs });
  return { ok: true, state: withCandidate(beforeChange(state, nowMs), { ...candidate, ballots }) };
}

/** How somebody voted; null: not at all. */
export function choiceOf(state: VoteState, candidateId: number, userId: string): Choice | null {
  const ballots = findCandidate(state, candidateId)?.ballots ?? [];
  return ballots.find((ballot) => ballot.userId === userId)?.choice ?? null;
}

/** Everything that somebody voted for or against, by candidate id. */
export function choicesOf(state: VoteState, userId: string): ReadonlyMap<number, Choice> {
  return new Map(
    state.candidates.flatMap(({ id }) => {
      const choice = choiceOf(state, id, userId);
      return choice === null ? [] : [[id, choice] as const];
    }),
  );
}

/** What a press on a vote button asks for: the same button again takes the vote back. */
export function choiceAfterPress(current: Choice | null, pressed: Choice): Choice | null {
  return current === pressed ? null : pressed;
}

/** Half-lives that make sense: shorter outruns the ramp, longer outlives an evening. */
export const HALF_LIFE_RANGE_MS = { min: 60_000, max: 24 * 3_600_000 } as const;

/** Switches fading of votes on (the age at which a vote counts half) or off (null). */
export function setFading(state: VoteState, halfLifeMs: number | null, nowMs: number): VoteState {
  if (state.halfLifeMs === halfLifeMs) return state;
  return { ...beforeChange(state, nowMs), halfLifeMs };
}
