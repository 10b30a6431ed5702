import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { until } from '../support/events.ts';
import { Incident } from './support/Incident.ts';
import { BOT_NAME, isHeard, pass } from './support/Stage.ts';

/** Six attempts, after 1, 2, 4, 8, 10 and 10 s at most: a link once gave up after as many. */
const SEVENTH_ATTEMPT_MS = 60_000;

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

test('voice is refused for a minute: the bot stays, and plays when it is let in', async () => {
  await control.voiceFaults.refuseAttempts(4_006);
  await control.voiceFaults.interrupt(BOT_NAME, 4_009);
  await until(
    'seven attempts',
    async () => ((await incident.voiceAttempts()).length >= 7 ? true : undefined),
    () => pass(control, 1_000),
    SEVENTH_ATTEMPT_MS,
  );
  expect(await leastSpacingMs()).toBeGreaterThan(900);
  await control.voiceFaults.admitAttempts();
  await isHeard(control);
  await incident.nothingLeaks();
});
