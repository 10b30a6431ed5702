import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { FailureError } from '../failure.ts';

const LOCK_FILE = 'lyrebird.lock';

/** One program's claim on a data folder. However the program ends, the system takes it back. */
export interface DataLock {
  release(): void;
}

/**
 * Claims a data folder, and makes it if it is not there, for its owner only. Two programs on one would bring the same stations back and
 * answer the same commands.
 *
 * SQLite knows how to lock a file on every system, and its locks reach from container to container.
 *
 * @throws FailureError `data.in-use` or `data.unwritable`
 */
export function lockData(directory: string): DataLock {
  const path = join(directory, LOCK_FILE);
  let db: DatabaseSync | undefined;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    db = new DatabaseSync(path, { timeout: 0 });
    db.exec('PRAGMA journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db?.close();
    throw isBusy(error) ? inUse(directory, error) : unwritable(path, error);
  }
  return { release: () => db.close() };
}

/** SQLITE_BUSY; the lowest byte of an extended code is the primary one. */
const BUSY = 5;

function isBusy(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error)) return false;
  return typeof error.errcode === 'number' && (error.errcode & 0xff) === BUSY;
}

const MEMBER_TEXT = 'The bot cannot start. Its operator finds the reason in the log.';

function inUse(directory: string, cause: unknown): FailureError {
  const operatorText = `Another Lyrebird runs with DATA_DIR ${directory}. End that one first, or give this one a folder and a token of its own.`;
  return new FailureError(
    { code: 'data.in-use', memberText: MEMBER_TEXT, operatorText },
    { cause },
  );
}

function unwritable(path: string, cause: unknown): FailureError {
  const operatorText = `${path} cannot be written. Check DATA_DIR and its rights.`;
  return new FailureError(
    { code: 'data.unwritable', memberText: MEMBER_TEXT, operatorText },
    { cause },
  );
}
