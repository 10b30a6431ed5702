import type { Mix } from '../crowd/mix/ramp.ts';
import { tunedConfig } from '../crowd/mix/tunedConfig.ts';
import { advance, presentListeners } from '../crowd/votes/listeners.ts';
import { mixOf, type Standings, standingsAt } from '../crowd/votes/standings.ts';
import type { VoteState } from '../crowd/votes/voteState.ts';
import type { MusicGenerationConfig } from '../music/controls.ts';
import type { Kept } from './StationRecord.ts';
import type { Now, StationState } from './StationState.ts';

/** Everybody whose votes and wishes count: who listens, and for a while who has left. */
export function counting(vote: VoteState, now: Now): ReadonlySet<string> {
  return new Set(advance(vote, now.wallMs).listeners.map(({ userId }) => userId));
}

export function standingsOf({ kept }: StationState, now: Now): Standings {
  return standingsAt(kept.vote, now.wallMs);
}

/** What the vote wants played. */
export function mixWanted(state: StationState, now: Now): Mix {
  return mixOf(standingsOf(state, now));
}

/** The whole configuration wanted, with what the voters wish. */
export function configWanted({ kept }: StationState, now: Now): MusicGenerationConfig {
  const { config, tuning } = kept.record;
  return tunedConfig(config, tuning, counting(kept.vote, now));
}

/** Who decides in polls: whose votes count; everybody who hears while none of those is there. */
export function electorateOf({ kept, hearers }: StationState): readonly string[] {
  const voters = presentListeners(kept.vote);
  return voters.length > 0 ? voters : hearers;
}

export function isPaused({ kept, pausedForNobody }: StationState): boolean {
  return kept.record.paused || pausedForNobody;
}

/** Nobody hears it where it plays, and it is not to keep its place for ever. */
export function isFree(state: StationState): boolean {
  return electorateOf(state).length === 0 && !state.settings.alwaysOn;
}

/** What the store is to hold of it; null: nothing. */
export function keptOf({ kept, life }: StationState): Kept | null {
  return life === 'playing' || life === 'away' ? kept : null;
}

/** No more timers, no more edits, nothing changes any more. */
export function isOver({ life }: StationState): boolean {
  return life === 'ended' || life === 'away';
}
