import { restingRamp } from '../crowd/ramp.ts';
import { mixOf, standingsAt } from '../crowd/standings.ts';
import { tunedConfig } from '../crowd/tunedConfig.ts';
import { counting } from './reading.ts';
import type { GuildSettings, Kept } from './StationRecord.ts';
import { type Now, PATIENCE, type Patience, type StationState } from './StationState.ts';

/** A station before its first step, `started` or `restored`. */
export function openStation(
  options: {
    readonly kept: Kept;
    readonly settings: GuildSettings;
    readonly patience?: Partial<Patience>;
  },
  now: Now,
): StationState {
  const { kept, settings } = options;
  const { config, tuning } = kept.record;
  const mix = mixOf(standingsAt(kept.vote, now.wallMs));
  const asked = tunedConfig(config, tuning, counting(kept.vote, now));
  return {
    kept,
    life: 'playing',
    wasGivenUp: false,
    settings,
    patience: { ...PATIENCE, ...options.patience },
    hearers: [],
    ramp: restingRamp(mix, { durationMs: settings.rampMs }),
    voteDueMs: null,
    controls: { asked, sent: asked, movement: null, tempoDueMs: null },
    pausedForNobody: false,
    isBlind: false,
    emptiness: null,
    outageDueMs: null,
    poll: null,
    pollsInPost: [],
    panel: { isStale: false, isDrawing: false, failures: 0, lastMs: null },
    snapshot: undefined,
    start: null,
    reports: [],
  };
}
