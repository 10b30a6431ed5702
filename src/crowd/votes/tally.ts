import { type Ballot, type Candidate, isUsable, type Share, type VoteState } from './voteState.ts';

/** Fewer points than this are none: a vote that has all but faded keeps nothing in the mix. */
const LEAST_POINTS = 0.01;

export interface CandidateTally {
  readonly candidate: Candidate;
  /** Counting listeners for and against it. */
  readonly ups: number;
  readonly downs: number;
  /** Start + ups - downs, each faded by its age; never below 0. 0 for a filtered candidate. */
  readonly points: number;
  /** Its part of the mix, 0 to 1; all of them add up to 1. */
  readonly share: number;
}

export interface Tally {
  /** In the order of `state.candidates`. */
  readonly candidates: readonly CandidateTally[];
  /** Nobody has points, so that the last mix stays. */
  readonly held: boolean;
}

/** Counts the ballots at `atMs` of everybody in `state.listeners`, whenever they left. */
export function tally(state: VoteState, atMs: number): Tally {
  const counting = new Set(state.listeners.map(({ userId }) => userId));
  const counted = state.candidates.map((candidate) => {
    const ballots = candidate.ballots.filter(({ userId }) => counting.has(userId));
    const ups = ballots.filter(({ choice }) => choice === 'up').length;
    const points = pointsOf(candidate, ballots, state.halfLifeMs, atMs);
    return { candidate, ups, downs: ballots.length - ups, points };
  });
  const total = counted.reduce((sum, { points }) => sum + points, 0);
  if (total > 0) {
    return {
      candidates: counted.map((one) => ({ ...one, share: one.points / total })),
      held: false,
    };
  }
  const held = heldShares(state);
  return {
    candidates: counted.map((one) => ({ ...one, share: held.get(one.candidate.id) ?? 0 })),
    held: true,
  };
}

function pointsOf(
  candidate: Candidate,
  ballots: readonly Ballot[],
  halfLifeMs: number | null,
  atMs: number,
): number {
  if (!isUsable(candidate)) return 0;
  let points = candidate.startPoints;
  for (const { choice, castAtMs } of ballots) {
    const strength = voteStrength(atMs - castAtMs, halfLifeMs);
    points += choice === 'up' ? strength : -strength;
  }
  return points < LEAST_POINTS ? 0 : points;
}

/** The last mix without what has left since; if nothing of it is left, all alike. */
function heldShares(state: VoteState): Map<number, number> {
  const usable = new Set(state.candidates.filter(isUsable).map(({ id }) => id));
  const kept = state.lastMix.filter(({ candidateId }) => usable.has(candidateId));
  const total = kept.reduce((sum, { share }) => sum + share, 0);
  if (total > 0) return new Map(kept.map((one) => [one.candidateId, one.share / total]));
  return new Map([...usable].map((id) => [id, 1 / usable.size]));
}

/** The state with the mix of this moment remembered, for when a change takes all points away. */
export function rememberMix(state: VoteState, atMs: number): VoteState {
  const { candidates, held } = tally(state, atMs);
  if (held) return state;
  const lastMix: Share[] = candidates
    .filter(({ share }) => share > 0)
    .map(({ candidate, share }) => ({ candidateId: candidate.id, share }));
  return { ...state, lastMix };
}

/** How much a vote counts, 0 to 1, `ageMs` after it was cast. */
export function voteStrength(ageMs: number, halfLifeMs: number | null): number {
  if (halfLifeMs === null) return 1;
  // A wall clock can be set back; a vote is never worth more than when it was cast.
  return 0.5 ** (Math.max(0, ageMs) / halfLifeMs);
}
