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
/** Later than this a packet comes from a machine that is too busy. */
const STALL_MS = 80;
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

/**
 * Packets in the fullest second of those times, and in the emptiest in which the machine had a core
 * for the bot: a second in which everything stood still for a while says nothing of its clock.
 */
function seconds(times: readonly number[]): { most: number; least: number } {
  const counts = times.map((fromMs, first) => {
    const end = times.findIndex((atMs) => atMs >= fromMs + SECOND_MS);
    const inside = times.slice(first, end === -1 ? undefined : end);
    const gaps = inside.slice(1).map((atMs, i) => atMs - (inside[i] ?? 0));
    const isCalm = end !== -1 && Math.max(...gaps) < STALL_MS;
    return { packets: inside.length, isCalm };
  });
  const calm = counts.filter(({ isCalm }) => isCalm);
  return {
    most: Math.max(...counts.map(({ packets }) => packets)),
    least: Math.min(...calm.map(({ packets }) => packets)),
  };
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
