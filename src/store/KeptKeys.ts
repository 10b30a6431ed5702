import { z } from 'zod';
import type { KeyStore, SealedKey, Written } from '../control/ports.ts';
import type { Database, Statement } from './Database.ts';
import type { Keeper } from './Keeper.ts';
import { parseRow } from './parseRow.ts';

const keyRow = z.object({ guild_id: z.string(), sealed: z.string() });

/** The keys of servers, encrypted: in the file, or on their way there. */
export class KeptKeys implements KeyStore {
  readonly #keeper: Keeper;
  readonly #all: Statement;
  readonly #upsert: Statement;
  readonly #delete: Statement;
  readonly #db: Database;
  readonly #known: Map<string, string>;

  constructor({ db, keeper }: { readonly db: Database; readonly keeper: Keeper }) {
    this.#db = db;
    this.#keeper = keeper;
    this.#all = db.prepare('SELECT guild_id, sealed FROM server_keys');
    this.#upsert = db.prepare(`
      INSERT INTO server_keys VALUES (?, ?)
      ON CONFLICT DO UPDATE SET sealed = excluded.sealed`);
    this.#delete = db.prepare('DELETE FROM server_keys WHERE guild_id = ?');
    const rows = this.#all.all().map((row) => parseRow(keyRow, row, 'a key of a server'));
    this.#known = new Map(rows.map(({ guild_id, sealed }) => [guild_id, sealed]));
  }

  all(): readonly SealedKey[] {
    return Array.from(this.#known, ([guildId, sealed]) => ({ guildId, sealed }));
  }

  async set(guildId: string, sealed: string): Promise<Written> {
    this.#known.set(guildId, sealed);
    return this.#keep(guildId, () => this.#upsert.run(guildId, sealed));
  }

  async remove(guildId: string): Promise<boolean> {
    const wasThere = this.#known.delete(guildId);
    if (wasThere) this.#keep(guildId, () => this.#delete.run(guildId));
    return wasThere;
  }

  #keep(guildId: string, write: () => void): Written {
    const key = `key ${guildId}`;
    this.#keeper.keep(key, () => this.#db.transaction(write));
    return this.#keeper.isHolding(key) ? 'held' : 'kept';
  }
}
