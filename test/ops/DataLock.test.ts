import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lockData } from '../../src/ops/DataLock.ts';

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'lyrebird-lock-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

test('a data folder is for one program at a time', async () => {
  const directory = await folder();
  const lock = lockData(directory);
  expect(() => lockData(directory)).toThrow(/Another Lyrebird runs with DATA_DIR/);
  lock.release();
  lockData(directory).release();
});

test('a program that was killed leaves no lock behind', async () => {
  const directory = await folder();
  const module = new URL('../../src/ops/DataLock.ts', import.meta.url).href;
  const script = `import { lockData } from ${JSON.stringify(module)};
    globalThis.lock = lockData(${JSON.stringify(directory)}); console.log('locked'); setInterval(() => {}, 1000);`;
  const other = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void other.kill('SIGKILL'));
  await once(other.stdout, 'data');
  expect(() => lockData(directory)).toThrow(/Another Lyrebird/);
  other.kill('SIGKILL');
  await once(other, 'exit');
  lockData(directory).release();
});

test('a folder that is not there is made', async () => {
  lockData(join(await folder(), 'new', 'data')).release();
});

test('a folder that cannot be is named', async () => {
  const file = join(await folder(), 'missing');
  await writeFile(file, '');
  const directory = join(file, 'data');
  expect(() => lockData(directory)).toThrow(/data\.unwritable: .*missing.* Check DATA_DIR/);
});
