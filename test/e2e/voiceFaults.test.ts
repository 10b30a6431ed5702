import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { Incident } from './support/Incident.ts';
import { BOT_NAME, isHeard, nothingIsLeft, pass } from './support/Stage.ts';

let incident: Incident;
let control: ControlClient;

const start = async (): Promise<void> => {
  incident = await Incident.prepare();
  ({ control } = incident);
};

describe('the voice connection', () => {
  beforeAll(start);
  // The music goes on from one fault to the next: nobody may start it a dozen times in a row.
  afterAll(async () => {
    await incident?.stopPlaying();
    await incident?.stage.close();
  });
  beforeEach(() => incident.playIn('Lounge'));
  afterEach(() => control.voiceFaults.admitAttempts());

  test.each([
    [4_004, 'identify'],
    [4_006, 'identify'],
    [4_009, 'identify'],
    [4_011, 'identify'],
    [4_014, 'identify'],
    [4_015, 'resume'],
    [4_020, 'identify'],
    [4_022, 'identify'],
    [undefined, 'resume'],
  ])('closes with %s: playing again after one attempt', async (code, kind) => {
    await control.voiceFaults.interrupt(BOT_NAME, code);
    await isHeard(control);
    expect(await incident.voiceAttempts()).toMatchObject([{ kind, closeCode: null }]);
    await incident.nothingLeaks();
  });

  test.each([
    [4_016, 'does not let me speak'],
    [4_017, 'does not let me speak'],
    [4_021, 'connect less often'],
  ])('closes with %i: gone with a word, and back when asked', async (code, words) => {
    await control.voiceFaults.interrupt(BOT_NAME, code);
    await nothingIsLeft(control);
    await incident.saidInMusic(words);
    expect(await incident.voiceAttempts()).toEqual([]);
    expect(await incident.openUdpSockets()).toBe(0);
    await incident.playIn('Lounge');
    await incident.nothingLeaks();
  });
});

describe('the voice server', () => {
  beforeAll(start);
  afterAll(() => incident?.stage.close());
  beforeEach(() => incident.playIn('Lounge'));
  afterEach(async () => {
    await incident.nothingLeaks();
    await incident.stopPlaying();
  });

  test('moves to another region: playing there', async () => {
    const former = await control.voiceFaults.server();
    await control.voiceFaults.moveServer();
    await isHeard(control);
    expect((await control.voiceFaults.server()).endpoint).not.toBe(former.endpoint);
    expect(await incident.voiceAttempts()).toMatchObject([{ kind: 'identify', closeCode: null }]);
  });

  test('is gone, and 3 s later another is named: playing there', async () => {
    await control.voiceFaults.removeServer();
    await pass(control, 3_000);
    expect(await incident.voiceAttempts()).toEqual([]);
    await control.voiceFaults.moveServer();
    await isHeard(control);
    expect(await incident.voiceAttempts()).toHaveLength(1);
  });

  test('is gone without a word, and 5 s later another is named: playing there', async () => {
    await control.voiceFaults.removeServer(false);
    await pass(control, 5_000);
    await control.voiceFaults.moveServer();
    await isHeard(control);
    const { events } = await control.events(incident.before, { types: ['voiceServerAssigned'] });
    expect(events.length).toBeLessThan(5);
  });
});
