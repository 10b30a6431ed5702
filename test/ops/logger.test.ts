import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLogger } from '#src/ops/logger.ts';

test('secrets are blotted out wherever they turn up', () => {
  const lines: string[] = [];
  const key = 'AIzaSy+slash/quote"x';
  const log = createLogger({
    level: 'debug',
    secrets: [key, 'ab'],
    write: (line) => lines.push(line),
  });
  log.info({ url: `wss://host/ws?key=${encodeURIComponent(key)}` }, `refused ${key}, about`);
  log.error({ error: new Error(`closed: ${key} not valid`) }, 'closed');
  const all = lines.join('');
  expect(lines).toHaveLength(2);
  expect(all).not.toContain('AIzaSy');
  expect(all).toContain('[secret]');
  expect(all).toContain('about');
});

/** What tokens and keys are made of, and whatever else could be typed into a variable. */
const secret = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9_.-]{16,72}$/),
  fc.stringMatching(/^[!-~]{16,48}$/),
);

/** Ways that a secret has taken into the errors of libraries. */
const ways: readonly ((text: string) => unknown)[] = [
  (text) => new Error(`the key ${text} is not valid`),
  (text) => new Error('outer', { cause: new Error('inner', { cause: new Error(text) }) }),
  (text) => new AggregateError([new Error(text)], 'all failed'),
  (text) => Object.assign(new Error('failed'), { config: { headers: { 'x-goog-api-key': text } } }),
  (text) => Object.assign(new Error('failed'), { authorization: `Bot ${text}` }),
  (text) => Object.assign(new Error('failed'), { requestBody: { files: [], json: [{ text }] } }),
  (text) => ({ url: `wss://host/ws?alt=json&key=${encodeURIComponent(text)}` }),
  (text) => ({ url: `https://host/?${new URLSearchParams({ key: text })}` }),
  (text) => new Error(`GET ${new URL(`https://host/${encodeURIComponent(text)}/x`).href}`),
  (text) => ({ next: encodeURIComponent(`https://host/?key=${encodeURIComponent(text)}`) }),
  (text) => new Error(JSON.stringify({ error: { message: `about ${text}` } })),
  (text) => Object.assign(new Error('failed'), { body: Buffer.from(text) }),
  (text) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` }),
  (text) => [[[text]], new Map([['key', text]])],
];

test('no way into an error or a field brings a secret into a line', () => {
  fc.assert(
    fc.property(secret, fc.constantFrom(...ways), fc.string(), (text, way, around) => {
      const lines: string[] = [];
      const write = (line: string): void => void lines.push(line);
      const log = createLogger({ level: 'debug', secrets: [text], write });
      log.error({ error: way(text), around: `${around}${text}${around}` }, `failed: ${text}`);
      const line = lines.join('');
      // As it is written, and as whoever parses the line reads it.
      const read = stringsOf(JSON.parse(line)).join('\n');
      const forms = [text, encodeURIComponent(text), Buffer.from(text).toString('base64url')];
      for (const form of forms) {
        expect(line).not.toContain(form);
        expect(read).not.toContain(form);
      }
      expect(line).not.toContain(JSON.stringify([...Buffer.from(text)]).slice(1, -1));
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  'wss://host/ws?alt=json&key=somebodyElses-key-0123456789',
  'Authorization: Bot MTIzNDU2Nzg5MDEyMzQ1Njc4OTA',
  'AIzaSyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY',
  'MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz-0123456789A',
  'https://discord.com/api/v10/interactions/1345259254579343360/aW50ZXJhY3Rpb246MTIzNDU2/callback',
])('what looks like a secret is blotted out, whosever it is: %s', (text) => {
  const lines: string[] = [];
  const log = createLogger({ level: 'debug', secrets: [], write: (line) => lines.push(line) });
  log.warn({ error: new Error(text) }, text);
  const all = lines.join('');
  expect(all).toContain('[secret]');
  for (const part of ['somebodyElses', 'MTIzNDU2', 'AIzaSy', 'aW50ZX']) {
    expect(all).not.toContain(part);
  }
  expect(() => JSON.parse(all)).not.toThrow();
});

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => [name, ...stringsOf(part)]);
}
