import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { type Moment, momentSchema } from '../control/moments.ts';
import type { HistoryStore } from '../control/ports.ts';
import { FailureError } from '../failure.ts';
import type { Log } from '../log.ts';
import type { Database, Row, Statement } from './Database.ts';
import type { Keeper } from './Keeper.ts';
import { json } from './parseRow.ts';

/** An evening of voting all the time makes some 1,500; half a megabyte at most. */
export const MOST_MOMENTS = 2_000;
/** Who proposed what last week is nobody's business any more. */
export const OLDEST_MS = 7 * 24 * 60 * 60_000;

/** Rows take 25 us each, and the event loop may belong to the music: it is held up for a millisecond. */
const READ_TOGETHER = 40;

const momentRow = z.object({ moment: json(momentSchema) });

/**
 * What a server's members may want to look back at, a row each, of the last week: in the file, or on
 * its way there.
 */
export class KeptMoments implements HistoryStore {
  readonly #db: Database;
  readonly #keeper: Keeper;
  readonly #log: Log;
  readonly #wallClock: () => number;
  readonly #insert: Statement;
  readonly #replace: Statement;
  readonly #all: Statement;
  readonly #trim: Statement;
  readonly #delete: Statement;
  /** By guild: what the file does not hold yet. */
  readonly #newest = new Map<string, readonly Moment[]>();

  constructor(parts: {
    readonly db: Database;
    readonly keeper: Keeper;
    readonly log: Log;
    readonly wallClock: () => number;
  }) {
    const { db, keeper, log, wallClock } = parts;
    this.#db = db;
    this.#keeper = keeper;
    this.#log = log;
    this.#wallClock = wallClock;
    this.#insert = db.prepare('INSERT INTO moments VALUES (?, ?, ?, ?)');
    this.#replace = db.prepare(
      "DELETE FROM moments WHERE guild_id = ? AND at_ms = ? AND kind = 'mix'",
    );
    this.#all = db.prepare('SELECT moment FROM moments WHERE guild_id = ? ORDER BY at_ms, rowid');
    this.#trim = db.prepare(`
      DELETE FROM moments WHERE guild_id = ?1 AND at_ms < max(?2, coalesce((
        SELECT at_ms FROM moments WHERE guild_id = ?1 ORDER BY at_ms DESC LIMIT 1 OFFSET ${MOST_MOMENTS - 1}
      ), 0))`);
    this.#delete = db.prepare('DELETE FROM moments WHERE guild_id = ?');
    const deleteOld = db.prepare('DELETE FROM moments WHERE at_ms < ?');
    // Of servers where nothing plays any more, too.
    const deleteBefore = (atMs: number): void => db.transaction(() => deleteOld.run(atMs));
    keeper.keep('old history', () => deleteBefore(this.#oldestMs));
  }

  async list(guildId: string): Promise<readonly Moment[]> {
    const held = this.#newest.get(guildId) ?? [];
    const replaced = new Set(held.filter(isMix).map(({ atMs }) => atMs));
    const rows = this.#rows(guildId);
    const moments: Moment[] = [];
    for (let at = 0; at < rows.length; at += READ_TOGETHER) {
      if (at > 0) await nextTurn();
      for (const row of rows.slice(at, at + READ_TOGETHER)) {
        const moment = momentRow.safeParse(row).data?.moment;
        if (moment && !(isMix(moment) && replaced.has(moment.atMs))) moments.push(moment);
      }
    }
    const oldestMs = this.#oldestMs;
    return [...moments, ...held].filter(({ atMs }) => atMs >= oldestMs).slice(-MOST_MOMENTS);
  }

  get #oldestMs(): number {
    return this.#wallClock() - OLDEST_MS;
  }

  add(guildId: string, moment: Moment): void {
    const held = this.#newest.get(guildId) ?? [];
    const others = isMix(moment)
      ? held.filter((one) => !(isMix(one) && one.atMs === moment.atMs))
      : held;
    this.#newest.set(guildId, [...others, moment].slice(-MOST_MOMENTS));
    this.#keeper.keep(keyOf(guildId), () => this.#write(guildId));
  }

  /** Those of a server that the bot was removed from. */
  forget(guildId: string): void {
    this.#newest.delete(guildId);
    this.#keeper.keep(keyOf(guildId), () => this.#db.transaction(() => this.#delete.run(guildId)));
  }

  #write(guildId: string): void {
    const moments = this.#newest.get(guildId) ?? [];
    this.#db.transaction(() => {
      for (const moment of moments) {
        const { atMs, kind } = moment;
        if (isMix(moment)) this.#replace.run(guildId, atMs);
        this.#insert.run(guildId, atMs, kind, JSON.stringify(moment));
      }
      const newestMs = moments.at(-1)?.atMs ?? 0;
      this.#trim.run(guildId, newestMs - OLDEST_MS);
    });
    this.#newest.delete(guildId);
  }

  #rows(guildId: string): readonly Row[] {
    try {
      return this.#all.all(guildId);
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      this.#log.error({ reason: error.failure.operatorText }, 'the history cannot be read');
      return [];
    }
  }
}

function isMix(moment: Moment): moment is Extract<Moment, { kind: 'mix' }> {
  return moment.kind === 'mix';
}

function keyOf(guildId: string): string {
  return `history ${guildId}`;
}
