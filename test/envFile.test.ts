import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseConfig } from '#src/config.ts';
import { readEnvFile } from '#src/envFile.ts';

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

describe('as Windows saves it', () => {
  const TEXT = 'LYRIA_URL=ws://127.0.0.1:1/ws\r\nLYRIA_MODEL=models/ä\r\n';
  const little = Buffer.from(TEXT, 'utf16le');
  const big = Buffer.from(little).swap16();
  test.each([
    ['UTF-16 with its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), little])],
    ['UTF-16 the other way round', Buffer.concat([Buffer.from([0xfe, 0xff]), big])],
    ['UTF-16 without a mark', little],
    ['UTF-16 the other way round without a mark', big],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`)],
    ['line ends of a very old Mac', Buffer.from(TEXT.replaceAll('\r\n', '\r'))],
  ])('%s', async (_what, bytes) => {
    await writeFile(path, bytes);
    readEnvFile(path);
    expect(process.env).toMatchObject({
      LYRIA_URL: 'ws://127.0.0.1:1/ws',
      LYRIA_MODEL: 'models/ä',
    });
  });

  test('in another encoding, what cannot be read is named', async () => {
    await writeFile(path, Buffer.from('# für mich\nLYRIA_MODEL=models/\xe4\n', 'latin1'));
    readEnvFile(path);
    expect(() => parseConfig(process.env)).toThrow('LYRIA_MODEL holds what cannot be read');
  });

  test.each(['.env.txt', 'env'])('the name %s', async (name) => {
    vi.stubEnv('DISCORD_TOKEN', undefined);
    await writeFile(join(directory, name), '');
    expect(() => readEnvFile(path)).toThrow(/\.env is not there, but .*env(\.txt)? is: rename it/);
    vi.stubEnv('DISCORD_TOKEN', 'abc');
    readEnvFile(path);
  });
});

describe('a line that would be passed over', () => {
  test.each([
    ['LYRIA_MODEL: models/x', 'line 1: LYRIA_MODEL has no = behind it'],
    ['\nLYRIA_MODEL models/x', 'line 2: LYRIA_MODEL has no = behind it'],
    ['LYRIA_MODEL', 'line 1: LYRIA_MODEL has no = behind it'],
    ['LYRIA_URL="ws://a\nLYRIA_MODEL="b"\n', 'line 2: LYRIA_MODEL is not read'],
    ['$env:LYRIA_MODEL="x"', 'line 1: LYRIA_MODEL is not read'],
    ['LYRIA_MODEL=a\nLYRIA_MODEL=\n', 'line 2: LYRIA_MODEL stands there twice'],
  ])('%j', async (text, told) => {
    await writeFile(path, text);
    expect(() => readEnvFile(path)).toThrow(told);
  });

  test.each([
    '# LYRIA_MODEL: x',
    'LYRIA_MODEL=x\nLYRIA_MODEL=x',
    'LYRIA model',
    'export LYRIA_MODEL=x',
  ])('none: %j', async (text) => {
    await writeFile(path, text);
    readEnvFile(path);
  });
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
