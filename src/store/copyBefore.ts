import { chmodSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

/** More than anybody goes back; each is as big as the database. */
const MOST_COPIES = 3;

/** `lyrebird.format-1.2026-11-27T11-04-19-000Z.db`: in the order of their names by format, then by date. */
const COPY_NAME = /^lyrebird\.format-(\d+)\.[\dTZ-]+\.db$/;

/**
 * Keeps a copy of the whole database, log included, as it is before its format changes, beside it:
 * an older version of the program reads no newer format. Of earlier copies only the newest stay.
 *
 * @param format that the database has now
 * @throws what SQLite or the system says when there is no room; then no copy is left
 */
export function copyBefore(db: DatabaseSync, directory: string, format: number, now: Date): string {
  const stamp = now.toISOString().replace(/[:.]/g, '-');
  const path = join(directory, `lyrebird.format-${format}.${stamp}.db`);
  const unfinished = `${path}.unfinished`;
  try {
    rmSync(unfinished, { force: true });
    db.prepare('VACUUM INTO ?').run(unfinished);
    chmodSync(unfinished, 0o600);
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
  forgetOldCopies(directory);
  return path;
}

function forgetOldCopies(directory: string): void {
  const copies = readdirSync(directory)
    .flatMap((name) => {
      const format = COPY_NAME.exec(name)?.[1];
      return format === undefined ? [] : [{ name, format: Number(format) }];
    })
    .toSorted((one, other) => one.format - other.format || (one.name < other.name ? -1 : 1));
  for (const { name } of copies.slice(0, -MOST_COPIES)) rmSync(join(directory, name));
}
