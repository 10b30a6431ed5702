import { presentListeners } from './listeners.ts';
import { type CandidateTally, tally } from './tally.ts';
import type { VoteState } from './voteState.ts';
import { type Candidate, isUsable, MAX_CANDIDATES } from './voteState.ts';

/**
 * How many candidates one person may have: an equal part of the places, at least one. Somebody
 * alone may fill them all and has to share when others come.
 */
export function ownLimit(state: VoteState): number {
  const people = Math.max(1, presentListeners(state).length);
  return Math.max(1, Math.floor(MAX_CANDIDATES / people));
}

/** How many of the candidates in play somebody proposed. */
export function ownCount(state: VoteState, userId: string): number {
  return state.candidates.filter((one) => isUsable(one) && one.proposedBy === userId).length;
}

/**
 * Whose place a newcomer takes when all are taken. In this order: a filtered candidate, which
 * plays no part; the weakest that nobody up-votes; the weakest of whoever has most above their
 * limit. Undefined: everybody has their part and every candidate a supporter. Among equals the
 * oldest goes.
 *
 * @param state as of `atMs`
 */
export function candidateToGiveWay(state: VoteState, atMs: number): Candidate | undefined {
  const counted = tally(state, atMs).candidates;
  const filtered = counted.filter(({ candidate }) => !isUsable(candidate));
  const unsupported = counted.filter(({ ups }) => ups === 0);
  return weakest(filtered) ?? weakest(unsupported) ?? weakest(ofTheGreediest(state, counted));
}

function weakest(counted: readonly CandidateTally[]): Candidate | undefined {
  let least: CandidateTally | undefined;
  for (const one of counted) {
    if (least === undefined || one.points < least.points) least = one;
  }
  return least?.candidate;
}

function ofTheGreediest(
  state: VoteState,
  counted: readonly CandidateTally[],
): readonly CandidateTally[] {
  const proposers = counted.flatMap(({ candidate }) => candidate.proposedBy ?? []);
  let most = ownLimit(state);
  let greediest: string | undefined;
  for (const userId of proposers) {
    const count = ownCount(state, userId);
    if (count > most) {
      most = count;
      greediest = userId;
    }
  }
  return counted.filter(
    ({ candidate }) => isUsable(candidate) && candidate.proposedBy === greediest,
  );
}
