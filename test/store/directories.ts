import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Clock, systemClock } from '#src/clock.ts';
import { type Conditions, noConditions } from '#src/conditions.ts';
import { type Log, silentLog } from '#src/log.ts';
import { Database } from '#src/store/Database.ts';
import { openStore, type Store } from '#src/store/openStore.ts';
import { Settings } from '#src/store/Settings.ts';
import { Stations } from '#src/store/Stations.ts';
import { Votes } from '#src/store/Votes.ts';

/** A directory of the test's own, gone when it has finished. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'lyrebird-store-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

export interface StoreParts {
  readonly clock?: Clock;
  readonly wallClock?: () => number;
  readonly conditions?: Conditions;
  readonly log?: Log;
}

/** What a store asks for, beside its directory. */
export const STORE_PARTS = {
  clock: systemClock,
  /** Nothing grows old unless a test says so. */
  wallClock: () => 0,
  conditions: noConditions,
  log: silentLog,
} as const;

/** A store that is closed when the test has finished, if not before. */
export function storeIn(directory: string, parts: StoreParts = {}): Store {
  const store = openStore({ directory, ...STORE_PARTS, ...parts });
  onTestFinished(() => store.close());
  return store;
}

/** The tables of a store, which fail when they cannot write; closed like a store. */
export function tablesIn(directory: string, parts: StoreParts = {}) {
  const db = new Database({ directory, ...STORE_PARTS, ...parts });
  onTestFinished(() => db.close());
  const votes = new Votes(db);
  const stations = new Stations(db, votes, parts.log ?? silentLog);
  return { db, votes, stations, settings: new Settings(db), close: () => db.close() };
}
