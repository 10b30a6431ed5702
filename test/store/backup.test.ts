import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { FailureError } from '#src/failure.ts';
import { backUp, layForRestore } from '#src/store/backup.ts';
import { DATABASE_FILE } from '#src/store/Database.ts';
import { plain, voteAmong } from '../crowd/voting.ts';
import { cleanEnvironment } from '../e2e/support/processes.ts';
import { storeIn, temporaryDirectory } from './directories.ts';
import { STATION } from './station.ts';

const VOTE = voteAmong(plain('techno', 'pads'), ['ada', 'ben']);
const LATER = voteAmong(plain('jazz'), ['ada']);

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof FailureError) return error.failure.code;
    throw error;
  }
  return 'no failure';
}

/** What a start finds of the station. */
async function found(directory: string): Promise<unknown> {
  const store = storeIn(directory);
  const kept = store.stations.list();
  await store.close();
  return kept;
}

describe('a backup of a bot that runs', () => {
  test('holds what was kept until then, and a start begins with it after a restore', async () => {
    const directory = await temporaryDirectory();
    const copy = join(await temporaryDirectory(), 'deep', 'copy.db');
    const store = storeIn(directory);
    store.stations.save(STATION, VOTE);
    backUp(directory, copy);
    store.stations.save(STATION, LATER);
    expect(statSync(copy).mode & 0o077).toBe(0);

    layForRestore(directory, copy);
    // The one that runs goes on with its own.
    expect(store.stations.list()).toEqual([{ record: STATION, vote: LATER }]);
    await store.close();
    expect(await found(directory)).toEqual([{ record: STATION, vote: VOTE }]);

    // What was replaced is there, and can be restored in turn.
    const replaced = readdirSync(directory).find((name) => name.startsWith('lyrebird.replaced.'));
    layForRestore(directory, join(directory, replaced ?? 'none'));
    expect(await found(directory)).toEqual([{ record: STATION, vote: LATER }]);
  });

  test('takes no name that is taken, and leaves nothing behind', async () => {
    const directory = await temporaryDirectory();
    const others = await temporaryDirectory();
    const copy = join(others, 'copy.db');
    expect(codeOf(() => backUp(directory, copy))).toBe('store.unavailable');
    const store = storeIn(directory);
    store.stations.save(STATION, VOTE);
    writeFileSync(copy, 'mine');
    expect(codeOf(() => backUp(directory, copy))).toBe('store.unavailable');
    expect(readFileSync(copy, 'utf8')).toBe('mine');
    expect(codeOf(() => backUp(directory, join(copy, 'below')))).toBe('store.unavailable');
    expect(readdirSync(others)).toEqual(['copy.db']);
  });
});

describe('a restore', () => {
  test('takes a plain copy with its log beside it', async () => {
    const directory = await temporaryDirectory();
    const others = await temporaryDirectory();
    const store = storeIn(directory);
    store.stations.save(STATION, VOTE);
    for (const part of ['', '-wal']) {
      copyFileSync(join(directory, `${DATABASE_FILE}${part}`), join(others, `copy.db${part}`));
    }
    store.stations.save(STATION, LATER);
    await store.close();
    layForRestore(directory, join(others, 'copy.db'));
    expect(await found(directory)).toEqual([{ record: STATION, vote: VOTE }]);
  });

  test('refuses what is not a whole copy of ours, and lays nothing', async () => {
    const directory = await temporaryDirectory();
    const others = await temporaryDirectory();
    const store = storeIn(directory);
    store.stations.save(STATION, VOTE);
    const before = readdirSync(directory);
    const path = join(others, 'copy.db');
    expect(codeOf(() => layForRestore(directory, path))).toBe('store.unavailable');
    writeFileSync(path, 'no database '.repeat(1_000));
    expect(codeOf(() => layForRestore(directory, path))).toBe('store.corrupt');
    const cut = join(others, 'cut.db');
    backUp(directory, cut);
    writeFileSync(cut, readFileSync(cut).subarray(0, 8_192));
    expect(codeOf(() => layForRestore(directory, cut))).toBe('store.corrupt');
    const foreign = join(others, 'foreign.db');
    const db = new DatabaseSync(foreign);
    db.exec('CREATE TABLE other (x)');
    expect(codeOf(() => layForRestore(directory, foreign))).toBe('store.foreign');
    db.exec(`PRAGMA application_id = ${0x4c_59_52_45}; PRAGMA user_version = 999`);
    db.close();
    expect(codeOf(() => layForRestore(directory, foreign))).toBe('store.newer');
    expect(readdirSync(directory)).toEqual(before);
  });

  test('that is cut short is taken up by the next start, and no log gets into another file', async () => {
    const directory = await temporaryDirectory();
    const copy = join(await temporaryDirectory(), 'copy.db');
    const store = storeIn(directory);
    store.stations.save(STATION, VOTE);
    backUp(directory, copy);
    store.stations.save(STATION, LATER);
    layForRestore(directory, copy);
    // As kill -9 leaves it: the log beside the file.
    const killed = await temporaryDirectory();
    for (const name of readdirSync(directory)) {
      copyFileSync(join(directory, name), join(killed, name));
    }
    expect(existsSync(join(killed, `${DATABASE_FILE}-wal`))).toBe(true);
    // Each place at which a start can be cut short: one more of its steps has been done.
    for (const done of [[], ['-wal'], ['-wal', '']]) {
      const cutShort = await temporaryDirectory();
      for (const name of readdirSync(killed)) {
        copyFileSync(join(killed, name), join(cutShort, name));
      }
      for (const part of done) {
        const path = join(cutShort, `${DATABASE_FILE}${part}`);
        renameSync(path, path.replace(DATABASE_FILE, 'lyrebird.replaced.test.db'));
      }
      expect(await found(cutShort)).toEqual([{ record: STATION, vote: VOTE }]);
    }
  });
});

test('the guide, followed to the letter', { timeout: 60_000 }, async () => {
  const [, section = ''] =
    /^## Backup and moving$(.*?)^## /ms.exec(readFileSync('docs/self-hosting.md', 'utf8')) ?? [];
  const [save = '', restore = ''] = [...section.matchAll(/^```sh\n(.*?)^```/gms)].map(
    ([, block = '']) => block,
  );
  expect(save).toContain('npm run backup');
  expect(restore).toContain('npm run restore');
  const home = await temporaryDirectory();
  const directory = join(home, 'data');
  const follow = async (block: string): Promise<void> => {
    const env = { ...cleanEnvironment(), HOME: home, DATA_DIR: directory };
    const shell = spawn('sh', ['-e', '-c', block], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [shell.stdout, shell.stderr]) {
      stream.on('data', (data) => {
        said += String(data);
      });
    }
    const [status] = await once(shell, 'close');
    expect(status, said).toBe(0);
  };
  const store = storeIn(directory);
  store.stations.save(STATION, VOTE);
  await follow(save);
  store.stations.save(STATION, LATER);
  await follow(restore);
  await store.close();
  expect(await found(directory)).toEqual([{ record: STATION, vote: VOTE }]);
});
