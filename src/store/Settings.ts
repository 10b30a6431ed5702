import { z } from 'zod';
import { LANGUAGES } from '#src/texts/texts.ts';
import { RAMP_DURATION_MS } from '../crowd/mix/ramp.ts';
import { MOST_BLOCKED } from '../crowd/typed/plainWords.ts';
import { HALF_LIFE_RANGE_MS } from '../crowd/votes/ballots.ts';
import type { Database, Statement } from './Database.ts';
import { json, parseRow } from './parseRow.ts';

/** Twice as loud: beyond, the limiter takes away what the volume adds. */
const LOUDEST = 2;

/** Every setting of a guild, with what it is until somebody sets it. */
export const settingsSchema = z.object({
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
  /** 1 plays the music as it came. */
  volume: z.number().min(0).max(LOUDEST).default(1),
  /** The most that anybody can set. */
  volumeLimit: z.number().min(0).max(LOUDEST).default(LOUDEST),
  /** Where panels stand; null: where they are asked for. */
  panelChannelId: z.string().min(1).nullable().default(null),
  /** Where music comes by itself. */
  home: z
    .object({
      channelId: z.string().min(1),
      textChannelId: z.string().min(1),
      mix: z.string().min(1).nullable(),
    })
    .nullable()
    .default(null),
  /** What plays is shown beneath the name of the voice channel. */
  channelStatus: z.boolean().default(true),
  /** What everybody sees is in it; one of another version counts as not chosen. */
  language: z.enum(LANGUAGES).nullable().catch(null).default(null),
  /** Whether members may talk to the DJ, and how it answers. */
  talk: z.enum(['off', 'spoken', 'text']).default('off'),
  /** The music goes down while people speak. */
  duck: z.boolean().default(false),
  /** Whether they may do so without a press. */
  handsFree: z.boolean().default(false),
  /** What nobody may put up. */
  blockedWords: z.array(z.string().min(1)).max(MOST_BLOCKED).readonly().default([]),
  /** Whose proposals are not taken. */
  timeouts: z
    .array(z.object({ userId: z.string().min(1), untilMs: z.number() }))
    .readonly()
    .default([]),
});

export type GuildSettings = Readonly<z.infer<typeof settingsSchema>>;

export const DEFAULT_SETTINGS: GuildSettings = settingsSchema.parse({});

const settingsRow = z.object({ settings: json(settingsSchema) });

/** The table of what the people who manage a guild have set. */
export class Settings {
  readonly #db: Database;
  readonly #upsert: Statement;
  readonly #get: Statement;
  readonly #guildIds: Statement;
  readonly #delete: Statement;

  constructor(db: Database) {
    this.#db = db;
    this.#upsert = db.prepare(`
      INSERT INTO guild_settings VALUES (?, ?)
      ON CONFLICT DO UPDATE SET settings = excluded.settings`);
    this.#get = db.prepare('SELECT settings FROM guild_settings WHERE guild_id = ?');
    this.#guildIds = db.prepare('SELECT guild_id FROM guild_settings');
    this.#delete = db.prepare('DELETE FROM guild_settings WHERE guild_id = ?');
  }

  /** Of the guilds that have settings of their own. */
  guildIds(): readonly string[] {
    return this.#guildIds.all().map((row) => String(row['guild_id']));
  }

  /** @throws FailureError<StoreFailure> `store.invalid` when the row does not make sense */
  get(guildId: string): GuildSettings {
    const row = this.#get.get(guildId);
    if (row === undefined) return DEFAULT_SETTINGS;
    return parseRow(settingsRow, row, `the settings of guild ${guildId}`).settings;
  }

  save(guildId: string, settings: GuildSettings): void {
    this.#db.transaction(() => this.#upsert.run(guildId, JSON.stringify(settings)));
  }

  delete(guildId: string): void {
    this.#db.transaction(() => this.#delete.run(guildId));
  }
}
