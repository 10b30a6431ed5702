import { MAX_PROMPT_LENGTH } from '#src/music/controls.ts';
import { VOCABULARY } from '#src/music/vocabulary.ts';
import { promptKey, tidyPrompt } from '../typed/memberText.ts';
import { castBallot } from './ballots.ts';
import { beforeChange, isListening } from './listeners.ts';
import { candidateToGiveWay, ownCount, ownLimit } from './places.ts';
import { type Refused, refused } from './refusal.ts';
import {
  type Candidate,
  findCandidate,
  isUsable,
  MAX_CANDIDATES,
  START_POINTS,
  type VoteState,
} from './voteState.ts';

export type Proposed =
  | {
      readonly ok: true;
      readonly kind: 'added';
      readonly state: VoteState;
      readonly candidate: Candidate;
      /** Whose place it took, when all were taken. */
      readonly gaveWay: Candidate | null;
    }
  /** It was there already: the proposal counted as an up-vote for it. */
  | {
      readonly ok: true;
      readonly kind: 'seconded';
      readonly state: VoteState;
      readonly candidate: Candidate;
    };

/**
 * Puts a prompt up for the vote with `START_POINTS`. It has no weight: how much it counts is for
 * the vote to say. Proposing what somebody else proposed is an up-vote for it; what one proposed
 * oneself is left as it is. What the station steered away from it does not any more: now it has
 * a vote of its own.
 *
 * @param proposal `isDj`: not bound by the limit of candidates a person
 */
export function propose(
  state: VoteState,
  proposal: { readonly text: string; readonly userId: string; readonly isDj: boolean },
  nowMs: number,
): Proposed | Refused {
  const { userId } = proposal;
  const text = tidyPrompt(proposal.text);
  const key = promptKey(text);
  if (key === '') return refused('empty-prompt');
  if (text.length > MAX_PROMPT_LENGTH) return refused('prompt-too-long');
  if (!isListening(state, userId)) return refused('not-listening');

  const same = state.candidates.find((one) => promptKey(one.text) === key);
  if (same !== undefined) return second(state, same, userId, nowMs);
  if (!proposal.isDj && ownCount(state, userId) >= ownLimit(state)) return refused('own-limit');

  const before = beforeChange(state, nowMs);
  const isFull = before.candidates.length >= MAX_CANDIDATES;
  const gaveWay = isFull ? candidateToGiveWay(before, nowMs) : undefined;
  if (isFull && gaveWay === undefined) return refused('full');
  const candidate: Candidate = {
    id: before.nextCandidateId,
    text,
    proposedBy: userId,
    proposedAtMs: nowMs,
    startPoints: START_POINTS,
    ballots: [],
    filteredReason: null,
  };
  return {
    ok: true,
    kind: 'added',
    candidate,
    gaveWay: gaveWay ?? null,
    state: {
      ...before,
      candidates: [...before.candidates.filter((one) => one !== gaveWay), candidate],
      avoided: before.avoided.filter((one) => promptKey(one.text) !== key),
      nextCandidateId: before.nextCandidateId + 1,
    },
  };
}

function second(
  state: VoteState,
  candidate: Candidate,
  userId: string,
  nowMs: number,
): Proposed | Refused {
  if (!isUsable(candidate)) return refused('filtered');
  if (candidate.proposedBy === userId) return { ok: true, kind: 'seconded', state, candidate };
  const vote = { userId, candidateId: candidate.id, choice: 'up' } as const;
  const cast = castBallot(state, vote, nowMs);
  return cast.ok ? { ok: true, kind: 'seconded', state: cast.state, candidate } : cast;
}

export type Dropped = {
  readonly ok: true;
  readonly state: VoteState;
  readonly candidate: Candidate;
};

/**
 * Takes a candidate off the list, with its ballots: one's own, or any for a DJ. What is left
 * must be playable, so the last such candidate stays. Nobody needs to listen to drop.
 */
export function drop(
  state: VoteState,
  request: { readonly candidateId: number; readonly userId: string; readonly isDj: boolean },
  nowMs: number,
): Dropped | Refused {
  const candidate = findCandidate(state, request.candidateId);
  if (candidate === undefined) return refused('no-such-candidate');
  if (!request.isDj && candidate.proposedBy !== request.userId) return refused('not-yours');
  const others = state.candidates.filter((one) => one !== candidate);
  if (!others.some(isUsable)) return refused('last-candidate');
  return { ok: true, candidate, state: { ...beforeChange(state, nowMs), candidates: others } };
}

/** Something that Lyria is known to understand and that is not up for the vote yet. */
export function surprise(
  { candidates }: VoteState,
  random: () => number,
  isUnwanted: (text: string) => boolean = () => false,
): string {
  const taken = new Set(candidates.map(({ text }) => promptKey(text)));
  const free = VOCABULARY.filter((word) => !taken.has(promptKey(word)) && !isUnwanted(word));
  return free[Math.floor(random() * free.length)] ?? 'Ambient';
}
