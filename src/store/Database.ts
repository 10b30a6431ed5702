import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Clock } from '../clock.ts';
import type { Conditions } from '../conditions.ts';
import type { Log } from '../log.ts';
import { makeFolder } from '../makeFolder.ts';
import { takeRestored } from './backup.ts';
import { Checkpointer } from './Checkpointer.ts';
import { copyBefore } from './copyBefore.ts';
import { guarded, storeFailure } from './failure.ts';
import { checkDatabase, formatOf, MIGRATIONS, migrate } from './migrations.ts';

export const DATABASE_FILE = 'lyrebird.db';

/** How long the start waits for another process, such as a backup that is being made. */
const START_BUSY_TIMEOUT_MS = 5_000;
/** The event loop would stand still meanwhile: whoever writes tries again later. */
const BUSY_TIMEOUT_MS = 0;

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
  constructor(options: {
    readonly directory: string;
    readonly clock: Clock;
    readonly conditions: Conditions;
    readonly log: Log;
    /** The steps to today's format; a test has its own. */
    readonly migrations?: readonly string[];
  }) {
    const { directory, log, migrations = MIGRATIONS } = options;
    const path = join(directory, DATABASE_FILE);
    this.#path = path;
    this.#db = open(directory, migrations, log);
    this.#checkpointer = new Checkpointer(path, options);
    // What the start has written, a migration above all.
    this.#checkpointer.transactionDone();
  }

  /** A prepared statement that throws `StoreFailure`s. */
  prepare(sql: string): Statement {
    return new Statement(
      this.#path,
      guarded(this.#path, () => this.#db.prepare(sql)),
    );
  }

  /** Runs `work` in one transaction, or in the one that is open: all of it is kept, or, if it throws, none. */
  transaction<T>(work: () => T): T {
    if (this.#db.isTransaction) return work();
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

function open(directory: string, migrations: readonly string[], log: Log): DatabaseSync {
  const path = join(directory, DATABASE_FILE);
  return guarded(path, () => {
    makeDirectory(directory);
    const replaced = takeRestored(directory);
    if (replaced !== undefined) {
      log.info({ replaced }, 'A copy takes the place of the database, which stays beside it');
    }
    if (existsSync(path)) checkUntouched(path, migrations.length);
    const db = new DatabaseSync(path, { timeout: START_BUSY_TIMEOUT_MS });
    try {
      const format = formatOf(db);
      if (format > 0 && format < migrations.length) {
        const copy = copyBefore(db, directory, format, new Date());
        log.info({ format, copy }, 'The database gets a newer format; a copy of the old one stays');
      }
      db.exec('PRAGMA journal_mode = WAL');
      db.exec('PRAGMA synchronous = NORMAL');
      // The checkpointer does it, off this thread.
      db.exec('PRAGMA wal_autocheckpoint = 0');
      migrate(db, migrations);
      probe(db);
      db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/** A file that may only be read opens all the same, and fails at the first write. */
function probe(db: DatabaseSync): void {
  db.exec(`BEGIN IMMEDIATE; PRAGMA user_version = ${formatOf(db)}; COMMIT`);
}

/** Read-only, since even closing a connection that may write can change the file. */
function checkUntouched(path: string, known: number): void {
  const db = new DatabaseSync(path, { readOnly: true, timeout: START_BUSY_TIMEOUT_MS });
  try {
    checkDatabase(db, path, known);
  } finally {
    db.close();
  }
}

function makeDirectory(directory: string): void {
  try {
    makeFolder(directory);
  } catch (error) {
    const text = `${directory} cannot be made. Check DATA_DIR and its rights.`;
    throw storeFailure('store.unavailable', text, { cause: error });
  }
}
