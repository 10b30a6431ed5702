import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { familyOf } from './support/children.ts';
import { BOT_NAME, heardFor, isHeard, type Stage, startStage } from './support/Stage.ts';

const SECOND_MS = 1_000;
const LISTEN_S = 3;
const STOP_MS = 3_000;
/** Later than this a packet comes from a machine that is too busy. */
const STALL_MS = 80;
/** What a second of sound may hold: 50 packets, and what a stall of up to 100 ms made late. */
const PACKETS = { least: 45, most: 55 } as const;
/** In the mean of a few seconds, some of which the machine had no core for bot or listener. */
const PACKETS_WHEN_BUSY = { least: 35, most: 60 } as const;

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

/** Sets the wall clock of all the bot's processes to so much beside the machine's. */
async function setClock(offsetMs: number): Promise<void> {
  await writeFile(join(folder, 'offset'), String(offsetMs));
  for (const pid of await familyOf(stage.bot.pid ?? Number.NaN)) process.kill(pid, 'SIGWINCH');
}

/**
 * Packets in the fullest and the emptiest second of those times, among those that nothing stood
 * still in or just before: a machine without a core to spare says nothing of the bot's clock.
 */
function calmSeconds(times: readonly number[]): { most: number; least: number } {
  const stallsMs = times.filter((atMs, i) => atMs - (times[i - 1] ?? atMs) > STALL_MS);
  const counts = times.flatMap((fromMs) => {
    const endMs = fromMs + SECOND_MS;
    const isWhole = endMs <= (times.at(-1) ?? 0);
    if (!isWhole || stallsMs.some((atMs) => atMs > fromMs - SECOND_MS && atMs <= endMs)) return [];
    return times.filter((atMs) => atMs >= fromMs && atMs < endMs).length;
  });
  return { most: Math.max(...counts), least: Math.min(...counts) };
}

/** Fifty packets a second by those times, whatever the machine has to do besides. */
function expectFifty(times: readonly number[]): void {
  const { most, least } = calmSeconds(times);
  expect(most).toBeLessThanOrEqual(PACKETS.most);
  expect(least).toBeGreaterThanOrEqual(PACKETS.least);
  const perSecond = (SECOND_MS * times.length) / ((times.at(-1) ?? 0) - (times[0] ?? 0));
  expect(perSecond).toBeGreaterThan(PACKETS_WHEN_BUSY.least);
  expect(perSecond).toBeLessThan(PACKETS_WHEN_BUSY.most);
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
  expectFifty(await arrivals());
  await setClock(0);
});

test('the program stands still for a while: it goes on from then, without a burst', async () => {
  const pids = await familyOf(stage.bot.pid ?? Number.NaN);
  await control.forgetRecordings('Ada');
  await heardFor(control, 'Ada', 1);
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  await pause(STOP_MS);
  for (const pid of pids) process.kill(pid, 'SIGCONT');
  await heardFor(control, 'Ada', 1 + LISTEN_S);
  const times = await arrivals();
  const stop = times.findIndex((atMs, i) => (times[i + 1] ?? atMs) - atMs > STOP_MS / 2);
  expect(stop).toBeGreaterThan(0);
  expectFifty(times.slice(stop + 1));
});
