import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { clicksIn } from '../support/clicks.ts';
import { until } from '../support/events.ts';
import { longestSilenceMs, reportPackets } from '../support/recording.ts';
import { freePort } from './support/freePort.ts';
import { panelShows } from './support/panel.ts';
import type { Program } from './support/processes.ts';
import {
  answerText,
  heardFor,
  nothingIsLeft,
  type SandboxStage,
  startBot,
  startSandboxStage,
} from './support/Stage.ts';

const NOT_IMPLEMENTED = 'Operation is not implemented, or supported, or enabled.';
/** Between two chunks that are 2 s apart, and for a session of a busy machine. */
const PATIENCE_MS = 40_000;
const SAMPLES_PER_S = 96_000;

let sandbox: SandboxStage;
let control: ControlClient;
let bot: Program;
let closeBot: (() => Promise<void>) | undefined;
let healthUrl: string;

/** One bot for all: what befalls a station one after the other. */
beforeAll(async () => {
  sandbox = await startSandboxStage();
  ({ control } = sandbox);
  const port = await freePort();
  healthUrl = `http://127.0.0.1:${port}/health`;
  ({ bot, close: closeBot } = await startBot(sandbox.announcement, {
    HEALTH_PORT: String(port),
    LOG_LEVEL: 'info',
    LYRIA_START_SPACING_SECONDS: '0',
    LYRIA_PROBE_SECONDS: '2',
  }));
  await control.join('Ada', 'Lounge');
});
afterAll(async () => {
  await closeBot?.();
  await sandbox?.close();
});

const isWell = (text: string): boolean => text.includes('Playing') && !text.includes('⚠️');
const stopIt = async (): Promise<void> => {
  await control.type('Ada', '/lyria stop');
  await nothingIsLeft(control);
  await control.lyriaFaults.clear();
  await control.forgetRecordings('Ada');
};

test('mono at 24 kHz is heard, without a click', async () => {
  await control.lyriaFaults.set({ chunks: { rate: 24_000, channels: 1 } });
  await control.type('Ada', '/lyria play techno');
  const { pcm } = await heardFor(control, 'Ada', 7);
  const music = pcm.subarray(SAMPLES_PER_S);
  expect(clicksIn(music)).toEqual([]);
  expect(longestSilenceMs(music)).toBeLessThan(40);
  await bot.says('another audio format');
  await control.lyriaFaults.set({ chunks: {} });
});

test('closed with 1008 for no reason, and so are the next starts: nobody notices', async () => {
  const ending = { closeCode: 1008, reason: NOT_IMPLEMENTED };
  const before = (await control.lyriaFaults.attempts()).length;
  const [soFar] = await control.recordings('Ada');
  await control.lyriaFaults.refuseStarts(ending, 2);
  await control.lyriaFaults.drop(ending);
  let after = 0;
  await until(
    'a third attempt that succeeds',
    async () => {
      const attempts = (await control.lyriaFaults.attempts()).slice(before);
      return attempts.at(-1)?.refusal === null ? attempts : undefined;
    },
    async () => {
      const types = ['lyriaAttempted'];
      ({ last: after } = await control.events(after, { types, waitMs: 1_000 }));
    },
  );
  const heard = await heardFor(control, 'Ada', (soFar?.seconds ?? 0) + 12);
  expect((await control.lyriaFaults.attempts()).length - before).toBe(3);
  const shown = await panelShows(control, 'Ada', 'of a station that is well', isWell);
  expect(shown).not.toContain('Reconnecting');
  expect(reportPackets(heard.packets)).toMatchObject({ missing: 0, wrongTimestamps: 0 });
  const music = heard.pcm.subarray(SAMPLES_PER_S);
  expect(longestSilenceMs(music)).toBeLessThan(40);
  expect(clicksIn(music)).toEqual([]);
  // The operator reads what it was.
  await bot.says(NOT_IMPLEMENTED);
});

test('audio that cannot be played: members, /health and the log say so, and it comes back', async () => {
  const before = (await control.lyriaFaults.attempts()).length;
  const beganMs = performance.now();
  await control.lyriaFaults.set({ chunks: { mimeType: 'audio/mpeg', pieceMs: 500 } });
  const isTold = (text: string): boolean => text.includes('in a form that this bot cannot play');
  await panelShows(control, 'Ada', 'that tells of the audio', isTold, PATIENCE_MS);
  const health: unknown = await (await fetch(healthUrl)).json();
  expect(health).toMatchObject({ stations: [{ lastTrouble: { code: 'lyria.unplayable' } }] });
  await bot.says('audio/mpeg');
  // Each session is paid for: after 1, 2, 4, 8 ... seconds.
  const seconds = (performance.now() - beganMs) / 1_000;
  const attempts = (await control.lyriaFaults.attempts()).length - before;
  expect(attempts).toBeLessThanOrEqual(2 + Math.log2(1 + 2 * seconds));
  await control.lyriaFaults.set({ chunks: {} });
  await panelShows(control, 'Ada', 'of a station that is well again', isWell, PATIENCE_MS);
  await stopIt();
});

test('a service that says when to come again is not asked before', async () => {
  const before = (await control.lyriaFaults.attempts()).length;
  const text = '{"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}';
  await control.lyriaFaults.refuseStarts({ status: 503, text, retryAfter: 4 }, 1);
  await control.type('Ada', '/lyria play techno');
  await heardFor(control, 'Ada', 1);
  const [refused, admitted] = (await control.lyriaFaults.attempts()).slice(before);
  expect((admitted?.atMs ?? 0) - (refused?.atMs ?? 0)).toBeGreaterThanOrEqual(3_990);
  // And not much later than that.
  expect((admitted?.atMs ?? 0) - (refused?.atMs ?? 0)).toBeLessThan(8_000);
  await stopIt();
});

test.each([
  [
    'a leaked key',
    { closeCode: 1008, reason: 'Your API key was reported as leaked.' },
    "does not accept this bot's key",
    'lyria.bad-key',
  ],
  [
    'used-up credit',
    { closeCode: 1011, reason: 'Your prepayment credits are depleted.' },
    'credit is used up',
    'lyria.billing',
  ],
  [
    'a project without the API',
    { status: 403, text: '{"error":{"details":[{"reason":"SERVICE_DISABLED"}]}}' },
    'does not let this bot in',
    'lyria.denied',
  ],
])('%s is told as what it is', async (_what, refusal, words, code) => {
  await control.lyriaFaults.refuseStarts(refusal);
  // A key that has worked a moment ago is tried again before that is believed; and until the next
  // probe is due, whoever asks is told what the last one met.
  await until(
    'the right answer',
    async () => {
      const answer = answerText(await control.type('Ada', '/lyria play techno'));
      return answer.includes(words) ? true : undefined;
    },
    async () => control.events(Number.MAX_SAFE_INTEGER, { waitMs: 500 }),
  );
  await bot.says(code);
  await nothingIsLeft(control);
  await control.lyriaFaults.clear();
});
