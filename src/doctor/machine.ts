import { accessSync, constants, existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DATABASE_FILE } from '../store/Database.ts';
import { guarded } from '../store/failure.ts';
import { checkDatabase, MIGRATIONS } from '../store/migrations.ts';
import { libraryInUse } from '../voice/opusEncoder.ts';
import { type Finding, fine, look, warning, wrong } from './Finding.ts';

/** As in package.json: the first with TypeScript and SQLite as the program uses them. */
const LEAST_NODE = [24, 12] as const;
/** A copy before an update and a log that grows want more than the database has. */
const LEAST_FREE_BYTES = 100e6;
/** Something that could be an hour of votes holds the file for less long. */
const BUSY_TIMEOUT_MS = 2_000;

/** @param version such as `v24.12.0` */
export function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.slice(1).split('.').map(Number);
  const [leastMajor, leastMinor] = LEAST_NODE;
  const isOld = major < leastMajor || (major === leastMajor && minor < leastMinor);
  if (!isOld) return fine('Node', version);
  const least = LEAST_NODE.join('.');
  return wrong(
    'Node',
    `${version} is too old: use npm start after npm ci, or Node ${least} or later`,
  );
}

/** @param library which one encodes; the one in use unless a test says otherwise */
export function opusFinding(library: string = libraryInUse()): Finding {
  if (library !== 'opusscript') return fine('Opus', `encoded by ${library}`);
  return warning(
    'Opus',
    'encoded by opusscript, which takes several times the processor: install Python 3 and a C++ compiler, then npm ci again',
  );
}

/** What the system says of the disk; a test says otherwise, since root may write everything. */
interface Disk {
  readonly freeBytes: (directory: string) => number;
  readonly mayWrite: (path: string) => boolean;
}

/** Whether what survives a restart can be kept. Changes nothing, and may be asked while the bot runs. */
export async function dataFindings(
  directory: string,
  { freeBytes = freeOn, mayWrite = writes }: Partial<Disk> = {},
): Promise<readonly Finding[]> {
  const about = 'Data folder';
  if (!existsSync(directory)) {
    return [fine(about, `${directory} is not there yet; the bot makes it when it starts`)];
  }
  const rights = await look(about, () => writable(about, directory, mayWrite));
  const space = await look(about, () => {
    const free = freeBytes(directory);
    const told = `${Math.round(free / 1e6)} MB free`;
    if (free >= LEAST_FREE_BYTES) return [fine(about, told)];
    return [wrong(about, `${told}: make room on the disk, or what changes cannot be kept`)];
  });
  return [...rights, ...space, ...(await look('Database', () => databaseFindings(directory)))];
}

function writable(
  about: string,
  directory: string,
  mayWrite: Disk['mayWrite'],
): readonly Finding[] {
  const user = process.getuid?.();
  const owner = `it must belong to the user that the bot runs as${user === undefined ? '' : ` (here ${user})`}`;
  for (const name of ['', DATABASE_FILE, `${DATABASE_FILE}-wal`, `${DATABASE_FILE}-shm`]) {
    const path = join(directory, name);
    if (existsSync(path) && !mayWrite(path)) {
      return [wrong(about, `${path} cannot be written: ${owner}`)];
    }
  }
  const probe = join(directory, `.doctor-${process.pid}`);
  try {
    writeFileSync(probe, 'probe');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no code';
    return [wrong(about, `${directory} takes no files (${code}): look at its rights and its disk`)];
  } finally {
    rmSync(probe, { force: true });
  }
  return [fine(about, `${directory} can be written`)];
}

function databaseFindings(directory: string): readonly Finding[] {
  const path = join(directory, DATABASE_FILE);
  if (!existsSync(path)) return [fine('Database', 'not there yet; the bot makes it')];
  return guarded(path, () => {
    const db = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
    try {
      checkDatabase(db, path, MIGRATIONS.length);
    } finally {
      db.close();
    }
    return [fine('Database', 'sound')];
  });
}

function writes(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function freeOn(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize;
}
