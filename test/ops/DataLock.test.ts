import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { lockData } from '#src/ops/DataLock.ts';

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
  expect(() => lockData(directory)).toThrow(/data\.unwritable: .*missing.* look at DATA_DIR/);
});

test('where the system makes no folder the start ends with a word rather than never', async () => {
  // Node's own recursive way spins there for ever.
  expect(await lockElsewhere('/proc/lyrebird')).toMatch(/^data\.unwritable: \/proc\/lyrebird /);
});

/** Who the files below do not belong to; for whoever is not root, it is who may only read them. */
const NOBODY = 65_534;

/** What a start says in a process of its own, which gives up root's rights: they bend all others. */
async function lockElsewhere(directory: string): Promise<string> {
  const module = new URL('../../src/ops/DataLock.ts', import.meta.url).href;
  const script = `import { lockData } from ${JSON.stringify(module)};
    if (process.getuid() === 0) { process.setgid(${NOBODY}); process.setuid(${NOBODY}); }
    try { lockData(${JSON.stringify(directory)}).release(); console.log('locked'); }
    catch (error) { console.log(error.message); }`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', script],
    { timeout: 20_000 },
  );
  return stdout;
}

test.each(['lyrebird.lock', 'lyrebird.db', 'lyrebird.db-wal', 'lyrebird.db-shm'])(
  '%s that may only be read is named, with what to do',
  async (name) => {
    const directory = await folder();
    await chmod(directory, 0o777);
    const path = join(directory, name);
    await writeFile(path, '');
    await chmod(path, 0o444);
    const told = await lockElsewhere(directory);
    expect(told).toContain(`data.unwritable: ${path} cannot be written (EACCES).`);
    expect(told).toContain('chown');
  },
);

test('a folder in which nothing can be made is named', async () => {
  const directory = await folder();
  // It was someone else's, whose lock is still there.
  await writeFile(join(directory, 'lyrebird.lock'), '');
  await chmod(join(directory, 'lyrebird.lock'), 0o666);
  await chmod(directory, 0o555);
  onTestFinished(() => chmod(directory, 0o700));
  expect(await lockElsewhere(directory)).toContain(`data.unwritable: ${directory} cannot`);
});

test('a folder that belongs to the program is its own', async () => {
  const directory = await folder();
  await chmod(directory, 0o777);
  expect(await lockElsewhere(directory)).toBe('locked\n');
});
