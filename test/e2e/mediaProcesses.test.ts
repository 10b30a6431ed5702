import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sandboxAnnouncement } from '#src/sandbox/announcement.ts';
import { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import type { HeardPacket } from '#src/sandbox/voice/contract.ts';
import { until } from '#test/support/events.ts';
import { reportPackets } from '#test/support/recording.ts';
import { childrenOf, isRunning } from './support/children.ts';
import { Program } from './support/processes.ts';
import { BOT_NAME, heardFor, isHeard, nothingIsLeft, startBot } from './support/Stage.ts';

/** The most that is promised, whatever the machine does besides: in quiet it is a tenth of a second. */
const MOST_UNHEARD_MS = 3_000;
/** Two that play, and a spare. */
const PROCESSES = 3;

interface Listener {
  readonly control: ControlClient;
  readonly name: string;
}

const stack = new AsyncDisposableStack();
let bot: Program;
let listeners: readonly Listener[] = [];

beforeAll(async () => {
  const { program, line } = await Program.start({
    file: 'src/sandbox/main.ts',
    args: ['--guilds', '2'],
    isReady: (text) => text.startsWith('{'),
  });
  stack.defer(async () => void (await program.stop()));
  const announcement = sandboxAnnouncement.parse(JSON.parse(line));
  const started = await startBot(announcement, { MEDIA_PROCESSES: '2' });
  stack.defer(() => started.close());
  bot = started.bot;
  listeners = announcement.guilds.map(({ controlUrl }, index) => ({
    control: new ControlClient(controlUrl),
    name: ['Ada', 'Ben'][index] ?? '',
  }));
  for (const { control, name } of listeners) {
    await control.join(name, 'Lounge');
    await control.type(name, '/lyria play techno');
  }
  for (const { control, name } of listeners) await isHeard(control, name);
});
afterAll(() => stack.disposeAsync());

/** A media process that plays is gone without a word. Whose music it was shows. */
async function killOne(): Promise<number> {
  const [pid] = await childrenOf(bot.pid ?? 0);
  if (pid === undefined) throw new Error('There is no media process');
  process.kill(pid, 'SIGKILL');
  return pid;
}

async function packetsOf({ control, name }: Listener): Promise<readonly HeardPacket[]> {
  const recordings = await control.recordings(name);
  return recordings.find(({ speaker }) => speaker === BOT_NAME)?.packets ?? [];
}

const connections = (packets: readonly HeardPacket[]) =>
  new Set(packets.map(({ ssrc }) => ssrc)).size;

test('a media process that dies takes its own station along, which goes on elsewhere, and no other', async () => {
  const { lastEvent } = (await listeners[0]?.control.overview()) ?? { lastEvent: 0 };
  const killed = await killOne();
  await pause(1_000);
  for (const { control, name } of listeners) await heardFor(control, name, 4);
  const heard = await Promise.all(listeners.map(packetsOf));
  const moved = heard.filter((packets) => connections(packets) === 2);
  const stayed = heard.filter((packets) => connections(packets) === 1);
  expect(moved).toHaveLength(1);
  expect(reportPackets(stayed[0] ?? [])).toMatchObject({ missing: 0, repeated: 0 });
  expect(reportPackets(moved[0] ?? []).largestGapMs).toBeLessThan(MOST_UNHEARD_MS);
  // Nobody saw the bot leave or come.
  const { events } = (await listeners[0]?.control.events(lastEvent)) ?? { events: [] };
  expect(events.filter(({ type }) => type === 'voiceStateChanged')).toEqual([]);
  expect(isRunning(killed)).toBe(false);
  await bot.says('A media process ended');
});

test('a media process that is to end has its stations ready elsewhere first', async () => {
  await until(
    'a spare',
    async () => (await childrenOf(bot.pid ?? 0)).length === PROCESSES || undefined,
    () => pause(100),
  );
  for (const { control, name } of listeners) await isHeard(control, name);
  const { lastEvent } = (await listeners[0]?.control.overview()) ?? { lastEvent: 0 };
  for (const { control, name } of listeners) await control.forgetRecordings(name);
  const [leaving = Number.NaN] = await childrenOf(bot.pid ?? 0);
  process.kill(leaving, 'SIGUSR2');
  await until(
    'its end',
    () => (isRunning(leaving) ? undefined : true),
    () => pause(50),
  );
  for (const { control, name } of listeners) await heardFor(control, name, 3);
  const heard = await Promise.all(listeners.map(packetsOf));
  const moved = heard.filter((packets) => connections(packets) === 2);
  const stayed = heard.filter((packets) => connections(packets) === 1);
  // Where no spare was there in time when the other died, both play in the one that ends.
  expect(moved.length).toBeGreaterThanOrEqual(1);
  expect(moved.length + stayed.length).toBe(heard.length);
  for (const packets of stayed) {
    expect(reportPackets(packets)).toMatchObject({ missing: 0, repeated: 0 });
  }
  for (const packets of heard) {
    expect(reportPackets(packets).largestGapMs).toBeLessThan(MOST_UNHEARD_MS / 2);
  }
  const { events } = (await listeners[0]?.control.events(lastEvent)) ?? { events: [] };
  expect(events.filter(({ type }) => type === 'voiceStateChanged')).toEqual([]);
});

test('what died is replaced, and stations can be steered and stopped wherever they play', async () => {
  const again = await Promise.all(listeners.map(({ control, name }) => isHeard(control, name)));
  expect(again).toHaveLength(2);
  await until(
    'another spare',
    async () => (await childrenOf(bot.pid ?? 0)).length === PROCESSES || undefined,
    () => pause(100),
  );
  for (const { control, name } of listeners) await control.type(name, '/lyria stop');
  for (const { control } of listeners) await nothingIsLeft(control);
});
