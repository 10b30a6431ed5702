import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ControlClient } from '../../src/sandbox/client/ControlClient.ts';
import { until } from '../support/events.ts';
import { Incident } from './support/Incident.ts';
import { BOT_NAME, isHeard, nothingIsLeft } from './support/Stage.ts';

/** Six attempts, each after a pause twice as long as the one before, up to 20 s. */
const GIVING_UP_MS = 100_000;

let incident: Incident;
let control: ControlClient;

/** From one attempt to the next at least so long, ms. */
async function leastSpacingMs(): Promise<number> {
  const times = (await incident.voiceAttempts()).map(({ atMs }) => atMs);
  return Math.min(...times.slice(1).map((atMs, i) => atMs - (times[i] ?? 0)));
}

beforeAll(async () => {
  incident = await Incident.prepare();
  ({ control } = incident);
});
afterAll(() => incident?.stage.close());
beforeEach(() => incident.playIn('Lounge'));
afterEach(async () => {
  await control.voiceFaults.admitAttempts();
  await incident.stopPlaying();
});

test.each([4_004, 4_006, 4_011])('voice is refused twice with %i: playing again', async (code) => {
  await control.voiceFaults.refuseAttempts(code, 2);
  await control.voiceFaults.interrupt(BOT_NAME, 4_009);
  await isHeard(control);
  expect(await incident.voiceAttempts()).toMatchObject([
    { closeCode: code },
    { closeCode: code },
    { closeCode: null },
  ]);
  expect(await leastSpacingMs()).toBeGreaterThan(900);
  await incident.nothingLeaks();
});

test('voice is refused for good: gone with a word after six attempts, ever further apart', async () => {
  await control.voiceFaults.refuseAttempts(4_006);
  await control.voiceFaults.interrupt(BOT_NAME, 4_009);
  await until(
    'the bot to have left',
    async () =>
      (await control.voiceStates()).some(({ user }) => user === BOT_NAME) ? undefined : true,
    async () => control.events((await control.overview()).lastEvent, { waitMs: 1_000 }),
    GIVING_UP_MS,
  );
  await incident.saidInMusic('I lost the connection to this voice channel');
  expect(await incident.voiceAttempts()).toHaveLength(6);
  expect(await leastSpacingMs()).toBeGreaterThan(900);
  await nothingIsLeft(control);
  expect(await incident.openUdpSockets()).toBe(0);
  await control.voiceFaults.admitAttempts();
  await incident.playIn('Lounge');
});
