import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parseConfig } from '../src/config.ts';
import { readEnvFile } from '../src/envFile.ts';

let directory: string;
let path: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lyrebird-env-'));
  path = join(directory, '.env');
  for (const name of ['LYRIA_MODEL', 'LYRIA_URL', 'DATA_DIR']) vi.stubEnv(name, undefined);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(directory, { recursive: true, force: true });
});

test('a file as editors on Windows write it: byte order mark, CRLF, quotes, comments', async () => {
  await writeFile(
    path,
    '\uFEFFLYRIA_MODEL="models/my own"\r\n# a comment\r\nLYRIA_URL=ws://127.0.0.1:1/ws # mine\r\nDATA_DIR=\r\n',
  );
  const before = new Set(Object.keys(process.env));
  readEnvFile(path);
  try {
    expect(parseConfig(process.env)).toMatchObject({
      music: { kind: 'lyria', model: 'models/my own', url: 'ws://127.0.0.1:1/ws' },
      dataDir: 'data',
    });
  } finally {
    // The name with the byte order mark is one that nobody stubs.
    for (const name of Object.keys(process.env)) if (!before.has(name)) delete process.env[name];
  }
});

test('what the environment says stands, an empty value too', async () => {
  vi.stubEnv('LYRIA_URL', 'ws://127.0.0.1:2/ws');
  vi.stubEnv('LYRIA_MODEL', '');
  await writeFile(path, 'LYRIA_URL=ws://127.0.0.1:1/ws\nLYRIA_MODEL=models/other\n');
  readEnvFile(path);
  expect(process.env).toMatchObject({ LYRIA_URL: 'ws://127.0.0.1:2/ws', LYRIA_MODEL: '' });
});

test('a file that is not there adds nothing', () => {
  const before = { ...process.env };
  readEnvFile(path);
  expect(process.env).toEqual(before);
});

test('a file that cannot be read is named', async () => {
  await mkdir(path);
  expect(() => readEnvFile(path)).toThrow(`config.invalid: The file ${path} cannot be read`);
});
