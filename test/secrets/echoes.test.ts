import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../e2e/support/freePort.ts';
import type { Program } from '../e2e/support/processes.ts';
import { refuseLeaks } from '../e2e/support/processes.ts';
import {
  nothingIsLeft,
  type SandboxStage,
  startBot,
  startSandboxStage,
} from '../e2e/support/Stage.ts';

/** Services that quote what they were given: whatever they say, nobody gets to read the secrets in it. */

const KEY = 'LyrebirdMarkedKey-2bH9kM5pS7vX4zA6nC8e';

let sandbox: SandboxStage;
let bot: Program;
let closeBot: () => Promise<void>;
let port: number;

beforeAll(async () => {
  sandbox = await startSandboxStage();
  port = await freePort();
  ({ bot, close: closeBot } = await startBot(sandbox.announcement, {
    GEMINI_API_KEY: KEY,
    LYRIA_START_SPACING_SECONDS: '0',
    LYRIA_PROBE_SECONDS: '1',
    HEALTH_PORT: String(port),
    LOG_LEVEL: 'debug',
  }));
  await sandbox.control.join('Ada', 'Lounge');
});
// Both look through what was said, shown and kept.
afterAll(async () => {
  await closeBot();
  await sandbox.close();
});

const bytes = Buffer.from(KEY);
const WRITINGS: readonly (readonly [string, string])[] = [
  ['plain', KEY],
  ['in part', KEY.slice(9, 30)],
  ['in an address', `https://example.org/ws?key=${encodeURIComponent(KEY)}&alt=json`],
  ['in base64', bytes.toString('base64')],
  ['in base64 behind something', Buffer.from(`key: ${KEY}`).toString('base64')],
  ['in base64url', Buffer.from(`k=${KEY}?`).toString('base64url')],
  ['in hex', bytes.toString('hex')],
  ['in hex, big', bytes.toString('hex').toUpperCase()],
  ['in JSON in JSON', JSON.stringify(JSON.stringify({ error: KEY }))],
  ['every character escaped', bytes.toString('hex').replace(/../g, '\\u00$&')],
  ['every character percent-encoded', bytes.toString('hex').replace(/../g, '%$&')],
  ['as a Buffer', JSON.stringify(bytes)],
];

test.each(WRITINGS)('Lyria refuses and quotes the key %s', async (_how, text) => {
  const { control } = sandbox;
  for (const status of [400, 403, 500]) {
    await control.lyriaFaults.refuseStarts({ status, text: `It said ${text}, and no more.` }, 1);
    const answer = await control.type('Ada', '/lyria play techno');
    refuseLeaks('The answer', JSON.stringify(answer), [KEY]);
    const health = await fetch(`http://127.0.0.1:${port}/health`).then((it) => it.text());
    const metrics = await fetch(`http://127.0.0.1:${port}/metrics`).then((it) => it.text());
    refuseLeaks('What monitors read', `${health}${metrics}`, bot.secrets);
    await control.type('Ada', '/lyria stop');
    await nothingIsLeft(control);
  }
  await control.lyriaFaults.clear();
  refuseLeaks('The log', bot.output, bot.secrets);
});

test('Lyria ends a session and quotes the key', async () => {
  const { control } = sandbox;
  await control.type('Ada', '/lyria play techno');
  for (const [, text] of WRITINGS) {
    const reason = text.slice(0, 100);
    await control.lyriaFaults.drop({ closeCode: 1011, reason });
  }
  await control.type('Ada', '/lyria stop');
  await nothingIsLeft(control);
  refuseLeaks('The log', bot.output, bot.secrets);
});

test('Discord answers with the token', async () => {
  const { control, announcement } = sandbox;
  const token = announcement.discordToken;
  await control.type('Ada', '/lyria play techno');
  for (const page of [token, Buffer.from(token).toString('base64'), `Bot ${token}`]) {
    await control.discordFaults.breakRest({ status: 500, page: `<html>${page}</html>` });
    await control.type('Ada', '/lyria mix show').catch(() => undefined);
    await control.discordFaults.mendRest();
  }
  expect(bot.output).not.toBe('');
  refuseLeaks('The log', bot.output, bot.secrets);
});
