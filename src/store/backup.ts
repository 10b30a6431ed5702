import {
  chmodSync,
  chownSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeFolder } from '../makeFolder.ts';
import { guarded, storeFailure } from './failure.ts';
import { checkDatabase, MIGRATIONS } from './migrations.ts';

/** A checkpoint of the running bot may hold the file for a moment. */
const BUSY_TIMEOUT_MS = 5_000;
const OWNER_ONLY = 0o600;

/** The database, as `DATABASE_FILE` names it. */
const CURRENT = 'lyrebird.db';
/** What the next start takes in the place of the database. */
const RESTORED = 'lyrebird.restore.db';

/**
 * Copies the database in `directory`, log included, into one tidy and checked file, while the bot runs
 * or not. The copy is there whole or not at all.
 *
 * @throws FailureError<StoreFailure> also when `target` is there already
 */
export function backUp(directory: string, target: string): void {
  const path = join(directory, CURRENT);
  if (!existsSync(path)) {
    throw storeFailure('store.unavailable', `${path} is not there. Check DATA_DIR.`);
  }
  if (existsSync(target)) {
    throw storeFailure('store.unavailable', `${target} is there already: choose another name.`);
  }
  const unfinished = `${target}.unfinished`;
  finishing(unfinished, target, () => {
    makeFolder(dirname(target));
    withDatabase(path, (db) => db.prepare('VACUUM INTO ?').run(unfinished));
    withDatabase(unfinished, (db) => checkDatabase(db, unfinished, MIGRATIONS.length));
  });
}

/**
 * Checks a copy of the database and lays it where the next start takes it from. Whatever the bot
 * that runs meanwhile keeps stays in the file that is then replaced.
 *
 * @param source a file that `backUp` made, or a plain copy with its log beside it
 * @throws FailureError<StoreFailure> when it is damaged, of a newer version, of another program, or
 * cannot be read; then nothing is laid there
 */
export function layForRestore(directory: string, source: string): void {
  if (!existsSync(source)) throw storeFailure('store.unavailable', `${source} is not there.`);
  const unfinished = join(directory, `${RESTORED}.unfinished`);
  finishing(unfinished, join(directory, RESTORED), () => {
    copyFileSync(source, unfinished);
    if (existsSync(`${source}-wal`)) copyFileSync(`${source}-wal`, `${unfinished}-wal`);
    withDatabase(unfinished, (db) => {
      checkDatabase(db, source, MIGRATIONS.length);
      // One file, without a log beside it.
      db.exec('PRAGMA journal_mode = DELETE');
    });
    // As after sudo: the bot has to be able to take it.
    const { uid, gid } = statSync(directory);
    if (process.getuid?.() === 0) chownSync(unfinished, uid, gid);
  });
}

/**
 * Puts what `layForRestore` has laid there in the place of the database, which stays beside it under
 * the name that is returned. A start that is interrupted in between goes on with it the next time.
 */
export function takeRestored(directory: string): string | undefined {
  const restored = join(directory, RESTORED);
  const laid = statSync(restored, { throwIfNoEntry: false });
  if (laid === undefined) return undefined;
  // The same name at the next attempt.
  const stamp = laid.mtime.toISOString().replace(/[:.]/g, '-');
  const replaced = join(directory, `lyrebird.replaced.${stamp}.db`);
  const current = join(directory, CURRENT);
  // The log, too: beside another database it would be written into that.
  for (const part of ['-wal', '']) {
    if (existsSync(`${current}${part}`)) renameSync(`${current}${part}`, `${replaced}${part}`);
  }
  rmSync(`${current}-shm`, { force: true });
  renameSync(restored, current);
  return replaced;
}

function withDatabase<T>(path: string, work: (db: DatabaseSync) => T): T {
  return guarded(path, () => {
    const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
    try {
      return work(db);
    } finally {
      db.close();
    }
  });
}

/** Has `work` make a file under another name first, so that under its own it is only ever whole. */
function finishing(unfinished: string, target: string, work: () => void): void {
  const forget = (): void => {
    for (const part of ['', '-wal', '-shm', '-journal']) {
      const path = `${unfinished}${part}`;
      // Where a folder of the path is a file, even the force that asks for nothing fails.
      if (existsSync(path)) rmSync(path);
    }
  };
  try {
    forget();
    work();
    chmodSync(unfinished, OWNER_ONLY);
    sync(unfinished);
    renameSync(unfinished, target);
  } catch (error) {
    forget();
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === undefined || code.startsWith('ERR_')) throw error;
    throw storeFailure('store.unavailable', `${target} cannot be written (${code}).`, {
      cause: error,
    });
  }
}

/** SQLite does not wait for the disk when it makes a copy. */
function sync(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
