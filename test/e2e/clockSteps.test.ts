import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ControlClient } from '../../src/sandbox/client/ControlClient.ts';
import { BOT_NAME, heardFor, isHeard, type Stage, startStage } from './support/Stage.ts';

const SECOND_MS = 1_000;
const LISTEN_S = 3;
const STOP_MS = 3_000;
/** What a second of sound may hold: 50 packets, and what a stall of up to 100 ms made late. */
const PACKETS = { least: 45, most: 55 } as const;

let stage: Stage;
let control: ControlClient;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lyrebird-clock-'));
  stage = await startStage({
    NODE_OPTIONS: `--import ${join(import.meta.dirname, 'support/steppedClock.ts')}`,
    STEPPED_CLOCK_FILE: join(folder, 'offset'),
  });
  ({ control } = stage);
  await control.join('Ada', 'Lounge');
  await control.type('Ada', '/lyria play techno');
  await isHeard(control);
});
afterAll(async () => {
  await stage?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Sets the bot's wall clock to so much beside the machine's. */
async function setClock(offsetMs: number): Promise<void> {
  await writeFile(join(folder, 'offset'), String(offsetMs));
  process.kill(stage.bot.pid ?? Number.NaN, 'SIGUSR2');
}

/** Packets in the fullest and the emptiest second of those times. */
function seconds(times: readonly number[]): { most: number; least: number } {
  const [first = 0] = times;
  const last = times.at(-1) ?? 0;
  const within = (fromMs: number): number =>
    times.filter((atMs) => atMs >= fromMs && atMs < fromMs + SECOND_MS).length;
  const counts = times.map(within);
  const whole = times.filter((atMs) => atMs + SECOND_MS <= last).map(within);
  return { most: Math.max(within(first), ...counts), least: Math.min(...whole) };
}

async function arrivals(): Promise<number[]> {
  const recordings = await control.recordings('Ada');
  const ofBot = recordings.find(({ speaker }) => speaker === BOT_NAME);
  return (ofBot?.packets ?? []).map(({ arrivedAtMs }) => arrivedAtMs);
}

test.each([
  ['forward by a minute', 60_000],
  ['back by a minute', -60_000],
  ['back by an hour', -3_600_000],
])('the wall clock is set %s: fifty packets a second, as before', async (_what, offsetMs) => {
  await control.forgetRecordings('Ada');
  await heardFor(control, 'Ada', 1);
  await setClock(offsetMs);
  await heardFor(control, 'Ada', 1 + LISTEN_S);
  const { most, least } = seconds(await arrivals());
  expect(most).toBeLessThanOrEqual(PACKETS.most);
  expect(least).toBeGreaterThanOrEqual(PACKETS.least);
  await setClock(0);
});

test('the program stands still for a while: it goes on from then, without a burst', async () => {
  const pid = stage.bot.pid ?? Number.NaN;
  await control.forgetRecordings('Ada');
  await heardFor(control, 'Ada', 1);
  process.kill(pid, 'SIGSTOP');
  await pause(STOP_MS);
  process.kill(pid, 'SIGCONT');
  await heardFor(control, 'Ada', 1 + LISTEN_S);
  const times = await arrivals();
  const stop = times.findIndex((atMs, i) => (times[i + 1] ?? atMs) - atMs > STOP_MS / 2);
  expect(stop).toBeGreaterThan(0);
  const after = seconds(times.slice(stop + 1));
  expect(seconds(times).most).toBeLessThanOrEqual(PACKETS.most);
  expect(after.least).toBeGreaterThanOrEqual(PACKETS.least);
});
