import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseConfig, secretsOf } from '#src/config.ts';
import { SECRET_NAMES } from '#src/environment.ts';
import { FailureError } from '#src/failure.ts';
import { createLogger } from '#src/ops/logger.ts';

const TOKEN = `${'MTIzNDU2Nzg5MDEyMzQ1Njc4'}.GabcdE.${'x-_9'.repeat(9)}`;
const KEY = 'AIzaSyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY';
const GOOD = {
  DISCORD_TOKEN: TOKEN,
  GEMINI_API_KEY: KEY,
  GEMINI_API_KEYS: `${KEY},${KEY}-2`,
  KEY_ENCRYPTION_SECRET: 'q7Zp'.repeat(11),
  CLUSTER_URL: `tls://control:${'q7Zp'.repeat(11)}@control.example:4222`,
};

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lyrebird-secrets-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function fileOf(content: string | Buffer): string {
  const path = join(directory, 'secret');
  writeFileSync(path, content);
  return path;
}

function told(environment: Readonly<Record<string, string>>): string {
  try {
    parseConfig(environment);
  } catch (error) {
    if (error instanceof FailureError) return error.failure.operatorText;
    throw error;
  }
  return 'nothing: it was accepted';
}

describe.each(SECRET_NAMES)('%s in a file', (name) => {
  const other = name === 'DISCORD_TOKEN' ? {} : { DISCORD_TOKEN: TOKEN };
  const secret = GOOD[name];

  test.each([
    ['plain', secret],
    ['with a line break behind it', `${secret}\n`],
    ['as Windows writes it', `\uFEFF${secret}\r\n`],
    ['as PowerShell writes it', Buffer.from(`\uFEFF${secret}\r\n`, 'utf16le')],
    ['in quotation marks', `"${secret}"\n`],
  ])('%s: as if the variable held it', (_how, content) => {
    const path = fileOf(content);
    expect(parseConfig({ ...other, [`${name}_FILE`]: path })).toEqual(
      parseConfig({ ...other, [name]: secret }),
    );
  });

  test('both set: which one counts nobody should have to guess', () => {
    const both = { ...other, [name]: secret, [`${name}_FILE`]: fileOf(secret) };
    expect(told(both)).toContain(`${name}_FILE and ${name} are both set: remove one`);
    expect(told({ ...both, [name]: ' ' })).toContain('accepted');
  });

  test.each([
    ['that is empty', '\n', 'is empty'],
    // Of several keys, each may have its line.
    name === 'GEMINI_API_KEYS'
      ? ['with two words in a line', `${secret}\none more`, 'must not contain spaces']
      : ['with two lines', `${secret}\nmore`, 'holds a line break'],
    ['with a placeholder', 'changeme', 'still holds a placeholder'],
  ])('%s', (_what, content, sentence) => {
    const text = told({ ...other, [`${name}_FILE`]: fileOf(content) });
    expect(text).toContain(`${name}_FILE`);
    expect(text).toContain(sentence);
    expect(text).not.toContain(secret);
  });

  test('that is not there, a folder, or cannot be read', () => {
    const variable = `${name}_FILE`;
    const loop = join(directory, 'loop');
    symlinkSync(loop, loop);
    for (const [path, sentence] of [
      [join(directory, 'none'), 'is not there'],
      [directory, 'is a folder'],
      [loop, 'cannot be read (ELOOP)'],
      // The secret itself in the place of the path is not repeated.
      [secret, 'is not there'],
    ] as const) {
      const text = told({ ...other, [variable]: path });
      expect(text).toContain(`${variable} names a file that ${sentence}`);
      expect(text).not.toContain(path);
    }
  });

  test('is known to the log, which blots it out', () => {
    const secrets = secretsOf(parseConfig({ ...other, [`${name}_FILE`]: fileOf(`${secret}\n`) }));
    const lines: string[] = [];
    const log = createLogger({ level: 'debug', secrets, write: (line) => lines.push(line) });
    // Of an address its password is the secret.
    const hidden = name === 'CLUSTER_URL' ? new URL(secret).password : secret;
    const encoded = Buffer.from(hidden);
    log.info({ a: hidden, b: encoded.toString('base64'), c: encoded.toString('hex') }, secret);
    const all = lines.join('');
    expect(all).toContain('[secret]');
    expect(all).not.toContain(hidden.slice(5, 20));
    expect(all).not.toContain(encoded.toString('base64').slice(4, 20));
    expect(all).not.toContain(encoded.toString('hex').slice(4, 20));
  });
});
