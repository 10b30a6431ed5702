import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ControlClient } from '../../src/sandbox/client/ControlClient.ts';
import type { VoiceAttemptView } from '../../src/sandbox/client/VoiceFaultsClient.ts';
import type { HeardPacket } from '../../src/sandbox/voice/contract.ts';
import { until } from '../support/events.ts';
import { BOT_NAME, heardFor, nothingIsLeft, type Stage, startStage } from './support/Stage.ts';
import { openSockets } from './support/sockets.ts';

const SEQUENCES = 2 ** 16;
/** More than reordering and jitter hold a packet back. */
const MARGIN_PACKETS = 20;
const IMPAIRED_S = 20;
/** Six attempts, each after a pause twice as long as the one before, up to 20 s. */
const GIVING_UP_MS = 100_000;

let stage: Stage;
let control: ControlClient;
/** Number of the last event before the fault. */
let before: number;
let attemptsBefore: number;

async function playInLounge(): Promise<void> {
  await control.join('Ada', 'Lounge');
  const states = await control.voiceStates();
  if (!states.some(({ user }) => user === BOT_NAME))
    await control.type('Ada', '/lyria play techno');
  await isHeard();
  before = (await control.overview()).lastEvent;
  attemptsBefore = (await control.voiceFaults.attempts()).length;
}

/** A fresh stay for the next test: a link remembers for 30 s that it had to rejoin. */
async function stop(): Promise<void> {
  await control.type('Ada', '/lyria stop');
  await nothingIsLeft(control);
}

/** Sound that was sent from now on reaches Ada. */
async function isHeard(): Promise<void> {
  await control.forgetRecordings('Ada');
  await heardFor(control, 'Ada', 1);
}

/** The sequence numbers that are left out, margins at both ends aside. */
function gaps(packets: readonly HeardPacket[]): { all: number[]; missing: number[] } {
  const first = (packets[0]?.sequence ?? 0) + MARGIN_PACKETS;
  const last = packets.at(-1)?.sequence ?? 0;
  const count = ((last - first + SEQUENCES) % SEQUENCES) - MARGIN_PACKETS;
  const heard = new Set(packets.map(({ sequence }) => sequence));
  const all = Array.from({ length: count }, (_, i) => (first + i) % SEQUENCES);
  return { all, missing: all.filter((sequence) => !heard.has(sequence)) };
}

/** One UDP socket and one voice connection, whatever happened before. */
async function nothingLeaks(): Promise<void> {
  const pid = stage.bot.pid ?? 0;
  const port = Number((await control.voiceFaults.server()).endpoint?.split(':')[1]);
  await until(
    'one UDP socket and one voice connection',
    async () => {
      const { udp, tcp } = await openSockets(pid);
      return udp === 1 && tcp.get(port) === 1 ? true : undefined;
    },
    async () => control.events((await control.overview()).lastEvent, { waitMs: 500 }),
  );
}

/** Attempts to identify and resume since the fault, and how they were met. */
async function attempts(): Promise<VoiceAttemptView[]> {
  return (await control.voiceFaults.attempts()).slice(attemptsBefore);
}

/** From one attempt to the next at least so long, ms. */
async function leastSpacingMs(): Promise<number> {
  const times = (await attempts()).map(({ atMs }) => atMs);
  return Math.min(...times.slice(1).map((atMs, i) => atMs - (times[i] ?? 0)));
}

async function saidInMusic(text: string): Promise<void> {
  let after = before;
  await until(
    `"${text}" in #music`,
    async () => {
      const messages = await control.messages('Ada', 'music');
      const said = messages.some((message) => JSON.stringify(message).includes(text));
      return said ? true : undefined;
    },
    async () => {
      const types = ['messageCreated', 'messageUpdated'];
      ({ last: after } = await control.events(after, { types, waitMs: 1_000 }));
    },
  );
}

const start = async (): Promise<void> => {
  stage = await startStage();
  ({ control } = stage);
};

describe('a bad network', () => {
  beforeAll(start);
  afterAll(() => stage?.close());
  beforeEach(playInLounge);

  test('loses exactly what it loses, and the bot notices nothing', async () => {
    const printed = stage.bot.output;
    const sockets = await openSockets(stage.bot.pid ?? 0);
    await control.voiceFaults.impairNetwork({ loss: 0.1, jitterMs: 50, reordering: 0.1 });
    await control.forgetRecordings('Ada');
    const { packets } = await heardFor(control, 'Ada', IMPAIRED_S);
    const { lostPackets, lost, reordered } = await control.voiceFaults.network();

    const arrivals = packets.map(({ arrivedAtMs }) => arrivedAtMs);
    expect(arrivals).not.toEqual(arrivals.toSorted((a, b) => a - b));
    const { all, missing } = gaps(packets);
    const known = new Set(all);
    const reported = lostPackets.flatMap(({ sequence }) => (known.has(sequence) ? sequence : []));
    expect(missing).toEqual(reported);
    expect(missing.length / all.length).toBeGreaterThan(0.05);
    expect(missing.length / all.length).toBeLessThan(0.15);
    expect(Math.min(lost, reordered)).toBeGreaterThan(IMPAIRED_S);

    const { events } = await control.events(before, {
      types: ['voiceServerAssigned', 'voiceStateChanged', 'messageCreated'],
    });
    expect(events).toEqual([]);
    expect(stage.bot.output).toBe(printed);
    expect(await openSockets(stage.bot.pid ?? 0)).toEqual(sockets);
    await control.voiceFaults.mendNetwork();
    await isHeard();
  });
});

describe('the voice connection', () => {
  beforeAll(start);
  afterAll(() => stage?.close());
  beforeEach(playInLounge);
  afterEach(async () => {
    await control.voiceFaults.admitAttempts();
    await stop();
  });

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
    await isHeard();
    expect(await attempts()).toMatchObject([{ kind, closeCode: null }]);
    await nothingLeaks();
  });

  test.each([
    [4_016, 'does not let me speak'],
    [4_017, 'does not let me speak'],
    [4_021, 'connect less often'],
  ])('closes with %i: gone with a word, and back when asked', async (code, words) => {
    await control.voiceFaults.interrupt(BOT_NAME, code);
    await nothingIsLeft(control);
    await saidInMusic(words);
    expect(await attempts()).toEqual([]);
    expect((await openSockets(stage.bot.pid ?? 0)).udp).toBe(0);
    await playInLounge();
    await nothingLeaks();
  });

  test.each([4_004, 4_006, 4_011])('is refused twice with %i: playing again', async (code) => {
    await control.voiceFaults.refuseAttempts(code, 2);
    await control.voiceFaults.interrupt(BOT_NAME, 4_009);
    await isHeard();
    expect(await attempts()).toMatchObject([
      { closeCode: code },
      { closeCode: code },
      { closeCode: null },
    ]);
    expect(await leastSpacingMs()).toBeGreaterThan(900);
    await nothingLeaks();
  });

  test('is refused for good: gone with a word after six attempts, ever further apart', async () => {
    await control.voiceFaults.refuseAttempts(4_006);
    await control.voiceFaults.interrupt(BOT_NAME, 4_009);
    await until(
      'the bot to have left',
      async () =>
        (await control.voiceStates()).some(({ user }) => user === BOT_NAME) ? undefined : true,
      async () => control.events((await control.overview()).lastEvent, { waitMs: 1_000 }),
      GIVING_UP_MS,
    );
    await saidInMusic('I lost the connection to this voice channel');
    expect(await attempts()).toHaveLength(6);
    expect(await leastSpacingMs()).toBeGreaterThan(900);
    await nothingIsLeft(control);
    expect((await openSockets(stage.bot.pid ?? 0)).udp).toBe(0);
    await control.voiceFaults.admitAttempts();
    await playInLounge();
  });
});

describe('the voice server', () => {
  beforeAll(start);
  afterAll(() => stage?.close());
  beforeEach(playInLounge);
  afterEach(async () => {
    await nothingLeaks();
    await stop();
  });

  test('moves to another region: playing there', async () => {
    const former = await control.voiceFaults.server();
    await control.voiceFaults.moveServer();
    await isHeard();
    expect((await control.voiceFaults.server()).endpoint).not.toBe(former.endpoint);
    expect(await attempts()).toMatchObject([{ kind: 'identify', closeCode: null }]);
  });

  test('is gone, and 3 s later another is named: playing there', async () => {
    await control.voiceFaults.removeServer();
    const { lastEvent } = await control.overview();
    await control.events(lastEvent, { types: ['never'], waitMs: 3_000 });
    expect(await attempts()).toEqual([]);
    await control.voiceFaults.moveServer();
    await isHeard();
    expect(await attempts()).toHaveLength(1);
  });

  test('is gone without a word, and 5 s later another is named: playing there', async () => {
    await control.voiceFaults.removeServer(false);
    const { lastEvent } = await control.overview();
    await control.events(lastEvent, { types: ['never'], waitMs: 5_000 });
    await control.voiceFaults.moveServer();
    await isHeard();
    const { events } = await control.events(before, { types: ['voiceServerAssigned'] });
    expect(events.length).toBeLessThan(5);
  });
});
