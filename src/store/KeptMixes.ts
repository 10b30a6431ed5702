import { z } from 'zod';
import type { MixStore, Written } from '../control/ports.ts';
import { type SavedMix, type Shelf, savedMixSchema } from '../crowd/mix/savedMix.ts';
import { FailureError } from '../failure.ts';
import type { Log } from '../log.ts';
import type { Database, Statement } from './Database.ts';
import type { Keeper } from './Keeper.ts';
import { json, parseRow } from './parseRow.ts';

const shelfRow = z.object({ mixes: json(z.array(savedMixSchema)) });

/**
 * The mixes that servers and members have saved, a row a shelf: in the file, or on their way there.
 * When an update has resolved to `kept`, a kill of the process loses nothing.
 */
export class KeptMixes implements MixStore {
  readonly #db: Database;
  readonly #keeper: Keeper;
  readonly #log: Log;
  readonly #get: Statement;
  readonly #upsert: Statement;
  readonly #delete: Statement;
  /** What the file does not hold yet. */
  readonly #newest = new Map<Shelf, readonly SavedMix[]>();

  constructor({
    db,
    keeper,
    log,
  }: { readonly db: Database; readonly keeper: Keeper; readonly log: Log }) {
    this.#db = db;
    this.#keeper = keeper;
    this.#log = log;
    this.#get = db.prepare('SELECT mixes FROM saved_mixes WHERE shelf = ?');
    this.#upsert = db.prepare(`
      INSERT INTO saved_mixes VALUES (?, ?)
      ON CONFLICT DO UPDATE SET mixes = excluded.mixes`);
    this.#delete = db.prepare('DELETE FROM saved_mixes WHERE shelf = ?');
  }

  async list(shelf: Shelf): Promise<readonly SavedMix[]> {
    try {
      return this.#read(shelf);
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      this.#log.error({ reason: error.failure.operatorText }, 'saved mixes cannot be read');
      return [];
    }
  }

  async update(
    shelf: Shelf,
    change: (mixes: readonly SavedMix[]) => readonly SavedMix[],
  ): Promise<Written> {
    const before = this.#read(shelf);
    const mixes = change(before);
    if (mixes !== before) this.#keep(shelf, mixes);
    return this.#keeper.isHolding(keyOf(shelf)) ? 'held' : 'kept';
  }

  /** Those of a server that the bot was removed from. */
  forget(shelf: Shelf): void {
    this.#keep(shelf, []);
  }

  #read(shelf: Shelf): readonly SavedMix[] {
    const held = this.#newest.get(shelf);
    if (held !== undefined) return held;
    const row = this.#get.get(shelf);
    return row === undefined ? [] : parseRow(shelfRow, row, `the mixes of ${shelf}`).mixes;
  }

  #keep(shelf: Shelf, mixes: readonly SavedMix[]): void {
    this.#newest.set(shelf, mixes);
    this.#keeper.keep(keyOf(shelf), () => {
      this.#db.transaction(() => {
        if (mixes.length === 0) this.#delete.run(shelf);
        else this.#upsert.run(shelf, JSON.stringify(mixes));
      });
      this.#newest.delete(shelf);
    });
  }
}

function keyOf(shelf: Shelf): string {
  return `mixes ${shelf}`;
}
