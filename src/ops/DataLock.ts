import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { tell } from '#src/texts/texts.ts';
import { FailureError } from '../failure.ts';
import { makeFolder } from '../makeFolder.ts';

const LOCK_FILE = 'lyrebird.lock';
/** What is written in the folder; SQLite makes the last two itself. */
const FILES = [LOCK_FILE, 'lyrebird.db', 'lyrebird.db-wal', 'lyrebird.db-shm'];

/** One program's claim on a data folder. However the program ends, the system takes it back. */
export interface DataLock {
  release(): void;
}

/**
 * Claims a data folder, and makes it if it is not there, for its owner only. Two programs on one
 * would bring the same stations back and answer the same commands.
 *
 * That the folder takes writes is tried by writing: a lock on a file that may only be read is none,
 * and a bot whose database may only be read starts and then fails at every command.
 *
 * SQLite knows how to lock a file on every system, and its locks reach from container to container.
 *
 * @throws FailureError `data.in-use` or `data.unwritable`, which names the file or folder concerned
 */
export function lockData(directory: string): DataLock {
  const path = join(directory, LOCK_FILE);
  naming(directory, () => makeFolder(directory));
  for (const each of [directory, ...FILES.map((name) => join(directory, name))]) probe(each);
  const db = naming(path, () => lock(path, directory));
  return { release: () => db.close() };
}

function lock(path: string, directory: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: 0 });
  try {
    db.exec('PRAGMA journal_mode = MEMORY');
    // Once really into the file; without a write, SQLite takes a file that may only be read, too.
    db.exec('BEGIN EXCLUSIVE; PRAGMA user_version = 1; COMMIT');
    db.exec('BEGIN EXCLUSIVE; PRAGMA user_version = 2');
    return db;
  } catch (error) {
    db.close();
    throw resultCodeOf(error) === BUSY ? inUse(directory, error) : error;
  }
}

/**
 * What is there must be writable. Not opened to see: closing a file gives up this process's locks
 * on it, SQLite's too.
 */
function probe(path: string): void {
  naming(path, () => {
    try {
      accessSync(path, constants.R_OK | constants.W_OK);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  });
}

/** Runs `work` on a file or folder; what it throws says in the end which that was. */
function naming<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof FailureError ? error : unwritable(path, error);
  }
}

/** SQLite's primary result codes, https://sqlite.org/rescode.html. */
const BUSY = 5;
const READ_ONLY = 8;
const FULL = 13;
const CANNOT_OPEN = 14;
const NO_DATABASE = 26;

/** The lowest byte of an extended code is the primary one. */
function resultCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

const MEMBER_TEXT = tell('failure.start');

function inUse(directory: string, cause: unknown): FailureError {
  const operatorText = `Another Lyrebird runs with DATA_DIR ${directory}. End that one first, or give this one a folder and a token of its own.`;
  return new FailureError(
    { code: 'data.in-use', memberText: MEMBER_TEXT, operatorText },
    { cause },
  );
}

const RIGHTS =
  'It must belong to the user that the bot runs as: after sudo or a restore as root, chown -R the data folder to that user.';
const FULL_TEXT = 'The disk is full: make room on it.';
const READ_ONLY_TEXT =
  'Its file system may only be read: mount it for writing, or look at DATA_DIR.';

/** What to do, by what the system or SQLite says. */
const REMEDIES: Readonly<Record<string, string>> = {
  EACCES: RIGHTS,
  EPERM: RIGHTS,
  [READ_ONLY]: RIGHTS,
  [CANNOT_OPEN]: RIGHTS,
  EROFS: READ_ONLY_TEXT,
  ENOSPC: FULL_TEXT,
  EDQUOT: FULL_TEXT,
  [FULL]: FULL_TEXT,
  ENOENT: 'The system lets no folder be made there: look at DATA_DIR.',
  ENOTDIR: 'Part of the path is a file: look at DATA_DIR.',
  EEXIST: 'There is a file of that name: look at DATA_DIR.',
  EISDIR: 'A folder has taken its name: move that away.',
  [NO_DATABASE]: 'Something else has taken its name: move that away.',
};

function unwritable(path: string, cause: unknown): FailureError {
  const seen = codeOf(cause);
  const remedy =
    REMEDIES[resultCodeOf(cause) ?? ''] ??
    REMEDIES[seen ?? ''] ??
    'Look at DATA_DIR and its rights.';
  const operatorText = `${path} cannot be written (${seenIn(cause)}). ${remedy}`;
  return new FailureError(
    { code: 'data.unwritable', memberText: MEMBER_TEXT, operatorText },
    { cause },
  );
}

/** The system's code, such as `EACCES`, or SQLite's own words. */
function seenIn(cause: unknown): string {
  if (resultCodeOf(cause) === undefined) return codeOf(cause) ?? String(cause);
  return cause instanceof Error ? cause.message : String(cause);
}
