import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Log } from '../log.ts';
import { Checkpointer } from './Checkpointer.ts';
import { guarded, storeFailure } from './failure.ts';
import { checkDatabase, MIGRATIONS, migrate } from './migrations.ts';

export const DATABASE_FILE = 'lyrebird.db';

/** How long a write waits for another process; the event loop stands still meanwhile. */
const BUSY_TIMEOUT_MS = 500;

/**
 * The database file, open, checked and up to date.
 *
 * Every transaction is in the operating system's hands when it returns, so whatever ends the
 * process afterwards, `kill -9` included, it is kept (`synchronous=NORMAL` in WAL mode). A power
 * cut may cost the last seconds but never damages the file. Waiting for the disk at every vote,
 * which `FULL` would do, could hold the event loop for as long as a busy disk likes.
 */
export class Database {
  readonly #db: DatabaseSync;
  readonly #path: string;
  readonly #checkpointer: Checkpointer;

  /** @throws FailureError<StoreFailure> and then leaves the file as it was */
  constructor(directory: string, log: Log, migrations: readonly string[] = MIGRATIONS) {
    const path = join(directory, DATABASE_FILE);
    this.#path = path;
    this.#db = open(directory, path, migrations);
    this.#checkpointer = new Checkpointer(path, log);
  }

  /** A prepared statement that throws `StoreFailure`s. */
  prepare(sql: string): Statement {
    return new Statement(
      this.#path,
      guarded(this.#path, () => this.#db.prepare(sql)),
    );
  }

  /** Runs `work` in one transaction: all of it is kept, or, if it throws, none. */
  transaction<T>(work: () => T): T {
    const result = guarded(this.#path, () => {
      this.#db.exec('BEGIN IMMEDIATE');
      try {
        const done = work();
        this.#db.exec('COMMIT');
        return done;
      } catch (error) {
        // A full disk may have rolled back by itself.
        if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
        throw error;
      }
    });
    this.#checkpointer.transactionDone();
    return result;
  }

  async close(): Promise<void> {
    await this.#checkpointer.close();
    // The last connection to close moves the whole log into the file.
    if (this.#db.isOpen) guarded(this.#path, () => this.#db.close());
  }
}

type Value = string | number | null;
export type Row = Readonly<Record<string, unknown>>;

export class Statement {
  readonly #path: string;
  readonly #statement: StatementSync;

  constructor(path: string, statement: StatementSync) {
    this.#path = path;
    this.#statement = statement;
  }

  run(...values: Value[]): void {
    guarded(this.#path, () => this.#statement.run(...values));
  }

  get(...values: Value[]): Row | undefined {
    return guarded(this.#path, () => this.#statement.get(...values));
  }

  all(...values: Value[]): readonly Row[] {
    return guarded(this.#path, () => this.#statement.all(...values));
  }
}

function open(directory: string, path: string, migrations: readonly string[]): DatabaseSync {
  return guarded(path, () => {
    makeDirectory(directory);
    if (existsSync(path)) checkUntouched(path, migrations.length);
    const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
    try {
      db.exec('PRAGMA journal_mode = WAL');
      db.exec('PRAGMA synchronous = NORMAL');
      // The checkpointer does it, off this thread.
      db.exec('PRAGMA wal_autocheckpoint = 0');
      migrate(db, migrations);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/** Read-only, since even closing a connection that may write can change the file. */
function checkUntouched(path: string, known: number): void {
  const db = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    checkDatabase(db, path, known);
  } finally {
    db.close();
  }
}

function makeDirectory(directory: string): void {
  try {
    // For the owner only: what members wish for is nobody else's business.
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    const text = `${directory} cannot be made. Check DATA_DIR and its rights.`;
    throw storeFailure('store.unavailable', text, { cause: error });
  }
}
