import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { reportPackets } from '../support/recording.ts';
import { heardFor, isHeard, pass, type Stage, startStage, waitForEvent } from './support/Stage.ts';
import { openSockets } from './support/sockets.ts';

const FRAME_MS = 20;
/** How much of what was played anybody who stays may miss in all of that, ms. */
const ALLOWED_LOSS_MS = 200;
/** Of 32,767: nobody calls less than this music. */
const AUDIBLE = 200;
/** When the listener is in, and Opus has settled. */
const JUDGED_SAMPLES = 48_000 * 2;

let stage: Stage;
let control: ControlClient;

describe('end-to-end encryption', () => {
  beforeAll(async () => {
    stage = await startStage();
    ({ control } = stage);
    await control.join('Ada', 'Lounge');
    await control.type('Ada', '/lyria play techno');
    await isHeard(control);
  });
  afterAll(() => stage?.close());

  test('who joins in mid-song hears the music within 1 s', async () => {
    const waits: number[] = [];
    for (let round = 0; round < 5; round++) {
      const after = (await control.overview()).lastEvent;
      await control.join('Ben', 'Lounge');
      const joined = await waitForEvent(control, { after, types: ['voiceStateChanged'] });
      const { packets, pcm } = await heardFor(control, 'Ben', 1.5);
      waits.push((packets[0]?.arrivedAtMs ?? Number.POSITIVE_INFINITY) - joined.atMs);
      const loudest = pcm.subarray(0, JUDGED_SAMPLES).reduce((a, b) => Math.max(a, Math.abs(b)), 0);
      expect(loudest).toBeGreaterThan(AUDIBLE);
      await control.leave('Ben');
      await control.forgetRecordings('Ben');
    }
    expect(Math.max(...waits), waits.join(' ')).toBeLessThan(1_000);
    expect(Math.min(...waits)).toBeGreaterThan(-FRAME_MS);
  });

  test('is taken away and given back in mid-song: the music goes on', async () => {
    await control.forgetRecordings('Ada');
    await control.voiceFaults.switchDave(false);
    await pass(control, 2_000);
    await control.join('Ben', 'Lounge');
    await isHeard(control, 'Ben');
    await control.voiceFaults.switchDave(true);
    await pass(control, 2_000);
    await control.join('Cleo', 'Lounge');
    for (const person of ['Ben', 'Cleo']) await isHeard(control, person);
    const [recording] = await control.recordings('Ada');
    const { missing } = reportPackets(recording?.packets ?? []);
    expect(missing * FRAME_MS).toBeLessThanOrEqual(ALLOWED_LOSS_MS);
    await control.leave('Ben');
    await control.leave('Cleo');
  });

  test('a damaged commit: the bot is let in again, and heard', async () => {
    const attempts = (await control.voiceFaults.attempts()).length;
    await control.voiceFaults.damageDave('commits', 1);
    await control.join('Ben', 'Lounge');
    await pass(control, 1_000);
    for (const person of ['Ada', 'Ben']) await isHeard(control, person);
    expect(await control.voiceFaults.attempts()).toHaveLength(attempts);
    await control.leave('Ben');
  });

  test('two damaged commits in a row, which the library does not get over: the bot rejoins', async () => {
    const attempts = (await control.voiceFaults.attempts()).length;
    await control.voiceFaults.damageDave('commits', 2);
    await control.join('Ben', 'Lounge');
    await waitForEvent(control, {
      after: (await control.overview()).lastEvent,
      types: ['voiceServerAssigned'],
    });
    for (const person of ['Ada', 'Ben']) await isHeard(control, person);
    expect(await control.voiceFaults.attempts()).toHaveLength(attempts + 1);
    await control.leave('Ben');
  });

  test('never becomes ready: the bot notices, rejoins, and is heard', async () => {
    const attempts = (await control.voiceFaults.attempts()).length;
    await control.voiceFaults.ignoreDave(true);
    await control.voiceFaults.interrupt('Lyrebird', 4_006);
    await waitForEvent(control, {
      after: (await control.overview()).lastEvent,
      types: ['voiceServerAssigned'],
    });
    await waitForEvent(control, {
      after: (await control.overview()).lastEvent,
      types: ['voiceServerAssigned'],
    });
    await control.voiceFaults.ignoreDave(false);
    await isHeard(control);
    const since = (await control.voiceFaults.attempts()).slice(attempts);
    expect(since.length).toBeGreaterThanOrEqual(2);
    expect(since.length).toBeLessThan(5);
  });

  test('damaged proposals: the bot survives, rejoins, and is heard', async () => {
    await control.voiceFaults.damageDave('proposals', 1);
    await control.join('Ben', 'Lounge');
    await waitForEvent(control, {
      after: (await control.overview()).lastEvent,
      types: ['voiceServerAssigned'],
    });
    for (const person of ['Ada', 'Ben']) await isHeard(control, person);
    await control.leave('Ben');
    // One of each, after all these faults.
    const port = Number((await control.voiceFaults.server()).endpoint?.split(':')[1]);
    const { udp, tcp } = await openSockets(stage.bot.pid ?? 0);
    expect({ udp, voiceGateway: tcp.get(port) }).toEqual({ udp: 1, voiceGateway: 1 });
  });
});
