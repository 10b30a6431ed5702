import { expect, test } from 'vitest';
import { leakIn } from './leaks.ts';

const TOKEN = `${'MTM0NTI3NDM1NDA3Mzc0MzM2MA'}.GabcdE.${'x-_9Zz'.repeat(6)}`;
const bytes = Buffer.from(TOKEN);

test.each([
  ['whole', TOKEN],
  ['in part', TOKEN.slice(20, 34)],
  ['URL-encoded', encodeURIComponent(`${TOKEN}=`)],
  ['in hex', bytes.toString('hex').slice(7, 40)],
  ['in base64', bytes.toString('base64')],
  ['in base64 behind something', Buffer.from(`Bot ${TOKEN}`).toString('base64')],
  ['in base64url behind something', Buffer.from(`key=${TOKEN}`).toString('base64url')],
  ['as a Buffer in JSON', JSON.stringify(bytes)],
  ['in JSON in JSON', JSON.stringify(JSON.stringify({ token: TOKEN }))],
])('a secret %s is found', (_how, text) => {
  expect(leakIn(`{"msg":"it said ${text} and went on"}`, [TOKEN])).toBeDefined();
});

test('what is no secret is not', () => {
  expect(leakIn('Lyrebird is ready. [secret] of MTM0NTI3', [TOKEN])).toBeUndefined();
});
