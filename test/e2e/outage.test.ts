import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { clicksIn } from '../support/clicks.ts';
import { until } from '../support/events.ts';
import { reportPackets } from '../support/recording.ts';
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

/** Shaped like a real one. */
const KEY = 'AIzaSyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY';
/** The two minutes of a bridge, and the ten of a probe, scaled. */
const BRIDGE_S = 3;
const PROBE_S = 2;
/** Longer than the reserve, the bridge and its fade of 8 s, so that there is silence. */
const OUTAGE_S = 18;
/** The back-off at the end of that waits up to 16 s. */
const RETURN_PATIENCE_MS = 40_000;
const SAMPLES_PER_S = 96_000;
const BLOCK_S = 0.5;

let sandbox: SandboxStage;
let control: ControlClient;
let bot: Program;
let closeBot: () => Promise<void>;
let dataDir: string;

const startTheBot = async (): Promise<void> => {
  ({ bot, close: closeBot } = await startBot(sandbox.announcement, {
    DATA_DIR: dataDir,
    GEMINI_API_KEY: KEY,
    // The key would send what is typed to Google.
    GEMINI_BASE_URL: 'http://127.0.0.1:9',
    LYRIA_START_SPACING_SECONDS: '0',
    LYRIA_PROBE_SECONDS: String(PROBE_S),
    BRIDGE_SECONDS: String(BRIDGE_S),
  }));
};

beforeAll(async () => {
  sandbox = await startSandboxStage();
  ({ control } = sandbox);
});
afterAll(() => sandbox?.close());
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'lyrebird-outage-'));
  await control.join('Ada', 'Lounge');
  await control.forgetRecordings('Ada');
  await startTheBot();
});
afterEach(async () => {
  await closeBot();
  await control.lyriaFaults.clear();
  await nothingIsLeft(control);
  await rm(dataDir, { recursive: true, force: true });
  expect(bot.output).not.toContain(KEY.slice(0, 8));
});

const panelSays = (what: string, accepts: (text: string) => boolean): Promise<string> =>
  panelShows(control, 'Ada', what, accepts, RETURN_PATIENCE_MS);
const isWell = (text: string): boolean => text.includes('Playing') && !text.includes('⚠️');

/** The loudest sample of each half second. */
const peaksOf = (pcm: Int16Array): number[] => {
  const size = BLOCK_S * SAMPLES_PER_S;
  return Array.from({ length: Math.floor(pcm.length / size) }, (_none, index) =>
    pcm
      .subarray(index * size, (index + 1) * size)
      .reduce((most, s) => Math.max(most, Math.abs(s)), 0),
  );
};

test('an outage: the loop fades politely, the panel says why, the music comes back', async () => {
  await control.type('Ada', '/lyria play techno');
  await heardFor(control, 'Ada', 3);
  await control.lyriaFaults.outage(OUTAGE_S);
  const text = await panelSays('that tells of the outage', (shown) => shown.includes('⚠️'));
  expect(text).toContain(
    'The music service is down at the moment. The music comes back by itself.',
  );
  await panelSays('of a station that has faded', (shown) => shown.includes('Reconnecting'));
  await panelSays('of a station that is well again', isWell);
  const [soFar] = await control.recordings('Ada');
  const heard = await heardFor(control, 'Ada', (soFar?.seconds ?? 0) + 3);

  expect(reportPackets(heard.packets)).toMatchObject({ missing: 0, wrongTimestamps: 0 });
  const music = heard.pcm.subarray(BLOCK_S * SAMPLES_PER_S);
  expect(clicksIn(music)).toEqual([]);
  const peaks = peaksOf(music);
  const usual = Math.max(...peaks);
  const firstSilent = peaks.findIndex((peak) => peak < usual / 1_000);
  const lastLoud = peaks.slice(0, firstSilent).findLastIndex((peak) => peak > usual / 2);
  expect(firstSilent).toBeGreaterThan(0);
  // Down over seconds, not at once; and it is music again at the end.
  expect((firstSilent - lastLoud) * BLOCK_S).toBeGreaterThanOrEqual(3);
  expect(peaks.at(-1)).toBeGreaterThan(usual / 10);
});

test('a bad key is told at once, tried once a while, and works when it is mended', async () => {
  const reason = `API key not valid: ${KEY}`;
  await control.lyriaFaults.refuseStarts({ closeCode: 1007, reason });
  const before = (await control.lyriaFaults.attempts()).length;
  const first = await control.type('Ada', '/lyria play techno');
  expect(answerText(first)).toContain("does not accept this bot's key");
  const second = await control.type('Ada', '/lyria play techno');
  expect(answerText(second)).toContain("does not accept this bot's key");
  expect((await control.lyriaFaults.attempts()).length - before).toBe(1);
  await bot.says('check GEMINI_API_KEY');

  await control.lyriaFaults.admitStarts();
  await until(
    'music with the mended key',
    async () => {
      const answer = answerText(await control.type('Ada', '/lyria play techno'));
      return answer.includes('does not accept') ? undefined : true;
    },
    async () => control.events(Number.MAX_SAFE_INTEGER, { waitMs: 500 }),
  );
  await heardFor(control, 'Ada', 1);
});

test('without quota the station waits, with few attempts, and goes on when there is some', async () => {
  await control.type('Ada', '/lyria play techno');
  await heardFor(control, 'Ada', 3);
  const closeCode = 1011;
  const reason = 'You exceeded your current quota.';
  const before = (await control.lyriaFaults.attempts()).length;
  const beganMs = performance.now();
  await control.lyriaFaults.refuseStarts({ closeCode, reason });
  await control.lyriaFaults.drop({ closeCode, reason });
  const text = await panelSays('that tells of the quota', (shown) => shown.includes('⚠️'));
  expect(text).toContain('has given all it gives for now. The music comes back by itself.');
  await panelSays('of a station that has faded', (shown) => shown.includes('Reconnecting'));
  const probes = (performance.now() - beganMs) / 1_000 / PROBE_S;
  const attempts = (await control.lyriaFaults.attempts()).length - before;
  expect(attempts).toBeGreaterThan(0);
  expect(attempts).toBeLessThanOrEqual(Math.ceil(probes));
  await bot.says("The API key's quota at Lyria is used up");
  await control.lyriaFaults.admitStarts();
  await panelSays('of a station that is well again', isWell);
});

test('a station that comes back after a restart waits for Lyria by itself', async () => {
  await control.type('Ada', '/lyria play techno');
  await heardFor(control, 'Ada', 2);
  await control.lyriaFaults.refuseStarts({ status: 503 });
  const before = (await control.lyriaFaults.attempts()).length;
  await bot.stop();
  await startTheBot();
  // Whoever waits for an answer would have got it after four attempts.
  await until(
    'five attempts',
    async () => ((await control.lyriaFaults.attempts()).length - before >= 5 ? true : undefined),
    async () => {
      const { lastEvent } = await control.overview();
      await control.events(lastEvent, { types: ['lyriaAttempted'], waitMs: 5_000 });
    },
    60_000,
  );
  const text = await panelSays('that tells of the outage', (shown) => shown.includes('⚠️'));
  expect(text).toContain('Starting');
  await control.lyriaFaults.admitStarts();
  await panelSays('of a station that is well again', isWell);
  await control.forgetRecordings('Ada');
  await heardFor(control, 'Ada', 1);
});
