import { z } from 'zod';
import type { StationRecord } from '../control/StationRecord.ts';
import { tuningStateSchema } from '../crowd/mix/tuning.ts';
import { usesSchema } from '../crowd/votes/cooldowns.ts';
import { earlierSchema } from '../crowd/votes/voteState.ts';
import { FailureError } from '../failure.ts';
import type { Log } from '../log.ts';
import { keptConfigSchema } from '../music/controlSchemas.ts';
import type { Database, Row, Statement } from './Database.ts';
import { json, parseRow } from './parseRow.ts';
import type { Votes } from './Votes.ts';

const id = z.string().min(1);

const stationRow = z
  .object({
    guild_id: id,
    channel_id: id,
    text_channel_id: id,
    panel_message_id: id.nullable(),
    started_by: id,
    started_at_ms: z.number(),
    config: json(keptConfigSchema),
    paused: z.literal([0, 1]),
    tuning: json(tuningStateSchema),
    silent_since_ms: z.number().nullable(),
    // Less than a station is worth.
    earlier: json(earlierSchema).nullable().catch(null),
    uses: json(usesSchema).catch([]),
    sleep: json(z.object({ untilMs: z.number(), fadeMs: z.number().min(0) }))
      .nullable()
      .catch(null),
  })
  .transform(
    (row): StationRecord => ({
      guildId: row.guild_id,
      channelId: row.channel_id,
      textChannelId: row.text_channel_id,
      panelMessageId: row.panel_message_id,
      startedBy: row.started_by,
      startedAtMs: row.started_at_ms,
      config: row.config,
      paused: row.paused === 1,
      tuning: row.tuning,
      silentSinceMs: row.silent_since_ms,
      earlier: row.earlier,
      uses: row.uses,
      sleep: row.sleep,
    }),
  );

/** The table of the stations that play, one a guild. */
export class Stations {
  readonly #log: Log;
  readonly #votes: Votes;
  readonly #upsert: Statement;
  readonly #get: Statement;
  readonly #all: Statement;
  readonly #delete: Statement;
  readonly #db: Database;

  constructor(db: Database, votes: Votes, log: Log) {
    this.#db = db;
    this.#log = log;
    this.#votes = votes;
    this.#upsert = db.prepare(`
      INSERT INTO stations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET
        channel_id = excluded.channel_id,
        text_channel_id = excluded.text_channel_id,
        panel_message_id = excluded.panel_message_id,
        started_by = excluded.started_by,
        started_at_ms = excluded.started_at_ms,
        config = excluded.config,
        paused = excluded.paused,
        tuning = excluded.tuning,
        silent_since_ms = excluded.silent_since_ms,
        earlier = excluded.earlier,
        uses = excluded.uses,
        sleep = excluded.sleep`);
    this.#get = db.prepare('SELECT * FROM stations WHERE guild_id = ?');
    this.#all = db.prepare('SELECT * FROM stations ORDER BY started_at_ms, guild_id');
    this.#delete = db.prepare('DELETE FROM stations WHERE guild_id = ?');
  }

  /** Keeps a station, new or changed; its vote stays as it is. */
  save(station: StationRecord): void {
    this.#db.transaction(() =>
      this.#upsert.run(
        station.guildId,
        station.channelId,
        station.textChannelId,
        station.panelMessageId,
        station.startedBy,
        station.startedAtMs,
        JSON.stringify(station.config),
        station.paused ? 1 : 0,
        JSON.stringify(station.tuning),
        station.silentSinceMs,
        station.earlier && JSON.stringify(station.earlier),
        JSON.stringify(station.uses),
        station.sleep && JSON.stringify(station.sleep),
      ),
    );
  }

  /** @throws FailureError<StoreFailure> `store.invalid` when the row does not make sense */
  get(guildId: string): StationRecord | undefined {
    const row = this.#get.get(guildId);
    return row === undefined ? undefined : parseStation(row);
  }

  /** All that make sense, the oldest first; one that does not is logged and left as it is. */
  list(): readonly StationRecord[] {
    return this.#all.all().flatMap((row) => {
      try {
        return [parseStation(row)];
      } catch (error) {
        if (!(error instanceof FailureError)) throw error;
        this.#log.error({ reason: error.failure.operatorText }, 'a station cannot come back');
        return [];
      }
    });
  }

  /** Forgets a station and its vote. */
  remove(guildId: string): void {
    this.#db.transaction(() => this.#delete.run(guildId));
    this.#votes.forget(guildId);
  }
}

function parseStation(row: Row): StationRecord {
  return parseRow(stationRow, row, `the station of guild ${String(row['guild_id'])}`);
}
