import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { openStore, type Store } from '../../src/store/openStore.ts';

/** A directory of the test's own, gone when it has finished. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'lyrebird-store-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** A store that is closed when the test has finished, if not before. */
export function storeIn(directory: string, log = silentLog): Store {
  const store = openStore({ directory, log });
  onTestFinished(() => store.close());
  return store;
}
