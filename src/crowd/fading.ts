import { beforeChange } from './advance.ts';
import type { VoteState } from './voteState.ts';

/** Half-lives that make sense: shorter outruns the ramp, longer outlives an evening. */
export const HALF_LIFE_RANGE_MS = { min: 60_000, max: 24 * 3_600_000 } as const;

/** Switches fading of votes on (the age at which a vote counts half) or off (null). */
export function setFading(state: VoteState, halfLifeMs: number | null, nowMs: number): VoteState {
  if (state.halfLifeMs === halfLifeMs) return state;
  return { ...beforeChange(state, nowMs), halfLifeMs };
}
