import { existsSync, statSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Checkpointer } from '#src/store/Checkpointer.ts';
import { copyBefore } from '#src/store/copyBefore.ts';
import { VirtualClock } from '../support/VirtualClock.ts';
import { temporaryDirectory } from './directories.ts';

const SOON_MS = 5_000;
const AGAIN_MS = 120_000;

/** A database whose log nobody else moves, and what is said of its checkpoints. */
async function logged() {
  const path = join(await temporaryDirectory(), 'some.db');
  const db = new DatabaseSync(path);
  onTestFinished(() => db.close());
  db.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE t (n INTEGER)');
  const clock = new VirtualClock();
  const raised: string[] = [];
  let cleared = 0;
  const conditions = {
    raise: (_name: string, text: string) => void raised.push(text),
    clear: () => {
      cleared += 1;
    },
  };
  const checkpointer = new Checkpointer(path, { clock, conditions });
  onTestFinished(() => checkpointer.close());
  const isSaid = (times: number) => vi.waitFor(() => expect(cleared).toBe(times), 10_000);
  const write = () => {
    db.exec('INSERT INTO t VALUES (1)');
    checkpointer.transactionDone();
  };
  /** What a copy of the file alone has. */
  const inFile = () => {
    const alone = new DatabaseSync(`file:${path}?immutable=1`, { readOnly: true });
    const { n } = alone.prepare('SELECT count(*) AS n FROM t').get() ?? {};
    alone.close();
    return n;
  };
  return { path, db, clock, raised, checkpointer, write, isSaid, inFile };
}

test('what was written is in the file itself soon, and nothing is left to wait for', async () => {
  const { clock, write, isSaid, inFile } = await logged();
  write();
  write();
  expect(clock.pending).toBe(1);
  await clock.advance(SOON_MS);
  await isSaid(1);
  expect(inFile()).toBe(2);
  expect(clock.pending).toBe(0);
});

test('what a reader holds up is tried again', async () => {
  const { path, clock, write, isSaid, inFile } = await logged();
  write();
  await clock.advance(SOON_MS);
  await isSaid(1);
  const reader = new DatabaseSync(path);
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM t').get();
  write();
  await clock.advance(SOON_MS);
  await isSaid(2);
  await vi.waitFor(() => expect(clock.pending).toBe(1));
  expect(inFile()).toBe(1);
  reader.close();
  await clock.advance(AGAIN_MS);
  await isSaid(3);
  expect(inFile()).toBe(2);
  expect(clock.pending).toBe(0);
});

test('what cannot be done is told, and tried again; once closed, nothing is', async () => {
  const directory = await temporaryDirectory();
  const path = join(directory, 'no.db');
  writeFileSync(
    path,
    'This is no database, and long enough to be told from an empty one.'.repeat(99),
  );
  const clock = new VirtualClock();
  const raised: string[] = [];
  const conditions = {
    raise: (_name: string, text: string) => void raised.push(text),
    clear: () => {},
  };
  const checkpointer = new Checkpointer(path, { clock, conditions });
  checkpointer.transactionDone();
  await clock.advance(SOON_MS);
  await vi.waitFor(() => expect(raised).toHaveLength(1), 10_000);
  expect(raised[0]).toContain('not a database');
  expect(clock.pending).toBe(1);
  await clock.advance(AGAIN_MS);
  await vi.waitFor(() => expect(raised).toHaveLength(2), 10_000);
  await checkpointer.close();
  expect(clock.pending).toBe(0);
});

test('of copies made before a change of format only the newest stay, by format, then by date', async () => {
  const directory = await temporaryDirectory();
  const path = join(directory, 'lyrebird.db');
  const db = new DatabaseSync(path);
  onTestFinished(() => db.close());
  db.exec('CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (7)');
  const at = (day: number) => new Date(Date.UTC(2026, 0, day));
  for (const [format, day] of [
    [9, 5],
    [10, 3],
    [10, 1],
    [10, 2],
    [10, 4],
  ] as const) {
    const copy = copyBefore(db, directory, format, at(day));
    expect(statSync(copy).mode & 0o077).toBe(0);
  }
  const kept = (await readdir(directory)).filter((name) => name.includes('format')).toSorted();
  expect(kept.map((name) => name.slice(0, 30))).toEqual(
    [2, 3, 4].map((day) => `lyrebird.format-10.2026-01-0${day}T`),
  );
  expect(existsSync(path)).toBe(true);
});
