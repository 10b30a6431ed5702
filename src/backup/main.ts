#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
/**
 * `npm run backup [file]`, in the image `backup [file]`: copies all that survives a restart into one
 * file, while the bot runs or not; without a name into `backups` in the data folder, and with `-` to
 * standard output.
 */
import { createReadStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { runOnDataFolder } from '../dataFolder.ts';
import { backUp } from '../store/backup.ts';

const [, , name] = process.argv;

await runOnDataFolder(async (directory) => {
  if (name !== undefined && name !== '-') {
    backUp(directory, name);
    return `Saved as ${name}`;
  }
  const target = join(
    directory,
    'backups',
    `lyrebird.${new Date().toISOString().replace(/[:.]/g, '-')}.db`,
  );
  backUp(directory, target);
  if (name === undefined) return `Saved as ${target}`;
  await pipeline(createReadStream(target), process.stdout).finally(() => rmSync(target));
  return 'Saved';
});
