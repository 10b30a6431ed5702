import { restingRamp } from '../crowd/mix/ramp.ts';
import { tunedConfig } from '../crowd/mix/tunedConfig.ts';
import { createVote } from '../crowd/votes/createVote.ts';
import type { Refused } from '../crowd/votes/refusal.ts';
import { mixOf, standingsAt } from '../crowd/votes/standings.ts';
import type { Piece } from './actions.ts';
import { counting } from './reading.ts';
import { type GuildSettings, type Kept, type NewRecord, newRecord } from './StationRecord.ts';
import { type Now, PATIENCE, type Patience, type StationState } from './StationState.ts';

/** What a station that is to begin keeps, or why it cannot begin like that. */
export function newStation(
  piece: Piece,
  place: Omit<NewRecord, 'config'>,
  vote: { readonly listeners: readonly string[]; readonly halfLifeMs: number | null },
): { readonly ok: true; readonly kept: Kept } | Refused {
  const { prompts, config } = piece;
  const mix = { prompts, proposedBy: place.startedBy };
  const created = createVote({ ...mix, ...vote }, place.startedAtMs);
  if (!created.ok) return created;
  return { ok: true, kept: { record: newRecord({ ...place, config }), vote: created.state } };
}

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
    ducksFor: [],
    emptiness: null,
    outageDueMs: null,
    sleep: null,
    poll: null,
    closedPoll: null,
    panel: {
      isStale: false,
      isDrawing: false,
      failures: 0,
      lastMs: null,
      isPosting: false,
      lookedMs: null,
    },
    diary: { piece: null, atMs: now.wallMs },
    snapshot: undefined,
    start: null,
    reports: [],
  };
}
