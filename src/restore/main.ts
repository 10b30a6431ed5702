#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
/**
 * `npm run restore file`, in the image `restore file`: checks a copy that `backup` made and has the
 * bot begin with it the next time it starts; `-` reads it from standard input. The bot may run.
 */
import { createWriteStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { runOnDataFolder } from '../dataFolder.ts';
import { makeFolder } from '../makeFolder.ts';
import { layForRestore } from '../store/backup.ts';
import { storeFailure } from '../store/failure.ts';

const [, , name] = process.argv;
const LAID = 'Checked. The bot begins with it when it starts the next time: restart it if it runs.';

await runOnDataFolder(async (directory) => {
  if (name === undefined) throw storeFailure('store.unavailable', 'Say which file to restore.');
  makeFolder(directory);
  if (name !== '-') {
    layForRestore(directory, name);
    return LAID;
  }
  const received = join(directory, `lyrebird.received-${process.pid}.db`);
  try {
    await pipeline(process.stdin, createWriteStream(received, { mode: 0o600 }));
    layForRestore(directory, received);
  } finally {
    rmSync(received, { force: true });
  }
  return LAID;
});
