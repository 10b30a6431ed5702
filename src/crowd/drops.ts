import { beforeChange } from './advance.ts';
import { type Candidate, isUsable } from './candidate.ts';
import { type Refused, refused } from './refusal.ts';
import { findCandidate, type VoteState } from './voteState.ts';

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
