import { z } from 'zod';
import { HALF_LIFE_RANGE_MS } from '../crowd/fading.ts';
import { RAMP_DURATION_MS } from '../crowd/ramp.ts';
import type { Database, Statement } from './Database.ts';
import { json, parseRow } from './parseRow.ts';

/** Every setting of a guild, with what it is until somebody sets it. */
const settingsSchema = z.object({
  /** Members with this role decide alone; null: only those who may manage the server. */
  djRoleId: z.string().min(1).nullable().default(null),
  whoMayVote: z.enum(['listeners', 'djs']).default('listeners'),
  /** The age at which a vote counts half; null: votes do not fade. */
  voteHalfLifeMs: z
    .number()
    .min(HALF_LIFE_RANGE_MS.min)
    .max(HALF_LIFE_RANGE_MS.max)
    .nullable()
    .default(null),
  /** How long the music takes to follow a vote. */
  rampMs: z
    .number()
    .min(RAMP_DURATION_MS.min)
    .max(RAMP_DURATION_MS.max)
    .default(RAMP_DURATION_MS.default),
  /** Stays and plays when nobody listens. */
  alwaysOn: z.boolean().default(false),
});

export type GuildSettings = Readonly<z.infer<typeof settingsSchema>>;

export const DEFAULT_SETTINGS: GuildSettings = settingsSchema.parse({});

const settingsRow = z.object({ settings: json(settingsSchema) });

/** What the people who manage a guild have set. */
export class Settings {
  readonly #db: Database;
  readonly #upsert: Statement;
  readonly #get: Statement;

  constructor(db: Database) {
    this.#db = db;
    this.#upsert = db.prepare(`
      INSERT INTO guild_settings VALUES (?, ?)
      ON CONFLICT DO UPDATE SET settings = excluded.settings`);
    this.#get = db.prepare('SELECT settings FROM guild_settings WHERE guild_id = ?');
  }

  /** @throws FailureError<StoreFailure> `store.invalid` when the row does not make sense */
  get(guildId: string): GuildSettings {
    const row = this.#get.get(guildId);
    if (row === undefined) return DEFAULT_SETTINGS;
    return parseRow(settingsRow, row, `the settings of guild ${guildId}`).settings;
  }

  /**
   * Changes some settings and gives all.
   *
   * @throws FailureError<StoreFailure> `store.invalid` for a value out of its range
   */
  update(guildId: string, changes: Partial<GuildSettings>): GuildSettings {
    return this.#db.transaction(() => {
      const wanted = { ...this.get(guildId), ...changes };
      const settings = parseRow(settingsSchema, wanted, `the change of guild ${guildId}`);
      this.#upsert.run(guildId, JSON.stringify(settings));
      return settings;
    });
  }
}
