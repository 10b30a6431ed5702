import type { WeightedPrompt } from '#src/music/controls.ts';
import { advance } from './listeners.ts';
import { tally } from './tally.ts';
import type { Candidate, VoteState } from './voteState.ts';

/** Less of a mix is not heard, and only makes it longer to read. */
export const LEAST_SHARE = 0.01;

export interface Standing {
  readonly candidate: Candidate;
  readonly ups: number;
  readonly downs: number;
  /** Never below 0; a whole number unless votes fade or the station began with weights. */
  readonly points: number;
  /** Exact, 0 to 1; all shares add up to 1. */
  readonly share: number;
  /** Whole; all per cents add up to 100. */
  readonly percent: number;
}

/** How the vote stands at one moment, in the order of proposal. */
export interface Standings {
  readonly candidates: readonly Standing[];
  readonly avoided: readonly WeightedPrompt[];
  /** Everybody was voted down, so that the last mix stays. */
  readonly held: boolean;
}

export function standingsAt(state: VoteState, nowMs: number): Standings {
  const { candidates, held } = tally(advance(state, nowMs), nowMs);
  const percents = wholePercents(candidates.map(({ share }) => share));
  return {
    candidates: candidates.map((one, index) => ({ ...one, percent: percents[index] ?? 0 })),
    avoided: state.avoided,
    held,
  };
}

/**
 * The mix to play: weights above 0 are the shares and add up to 1; what to avoid comes after
 * them with its weight below 0. Never empty, no weight of 0, no share that nobody would hear.
 */
export function mixOf(standings: Standings): readonly WeightedPrompt[] {
  const heard = standings.candidates.filter(({ share }) => share >= LEAST_SHARE);
  const total = heard.reduce((sum, { share }) => sum + share, 0);
  const shares = heard.map(({ candidate, share }) => ({
    text: candidate.text,
    weight: share / total,
  }));
  return [...shares, ...standings.avoided];
}

/**
 * Whole per cents that add up to exactly 100, each within 1 of the true value: what is left
 * after rounding down goes to the largest remainders, to the first among equals.
 *
 * @param shares 0 to 1, adding up to 1; at least one
 */
export function wholePercents(shares: readonly number[]): readonly number[] {
  const exact = shares.map((share) => share * 100);
  // A sum of shares is off by rounding errors: 28.999999999999996 is 29.
  const percents = exact.map((value) => Math.floor(value + 1e-9));
  const missing = 100 - percents.reduce((sum, value) => sum + value, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - (percents[index] ?? 0) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, missing)) {
    percents[index] = (percents[index] ?? 0) + 1;
  }
  return percents;
}
