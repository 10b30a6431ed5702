import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { sandboxAnnouncement } from '#src/sandbox/announcement.ts';
import { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { until } from '../support/events.ts';
import { panelShows } from './support/panel.ts';
import { Program } from './support/processes.ts';
import { BOT_NAME, heardFor, isHeard, startBot } from './support/Stage.ts';

/** The hour for which what was wanted is kept, scaled. */
const KEEP_MS = 18_000;
/** With the 10 s that coming back may take shorter than that. */
const OUTAGE_MS = 5_000;
/** After an outage music has to be heard within this. */
const BACK_MS = 10_000;
const TOO_LONG = 'Discord could not be reached for too long';

const stack = new AsyncDisposableStack();
/** Music that is to stay for ever plays in the first guild, any other in the second. */
let stays: ControlClient;
let passes: ControlClient;
let start: () => Promise<void>;
let bot: Program;
let closeBot: () => Promise<void>;

beforeAll(async () => {
  const { program, line } = await Program.start({
    file: 'src/sandbox/main.ts',
    args: ['--guilds', '2'],
    isReady: (text) => text.startsWith('{'),
  });
  stack.defer(async () => void (await program.stop()));
  const announcement = sandboxAnnouncement.parse(JSON.parse(line));
  const [one, other] = announcement.guilds.map(({ controlUrl }) => new ControlClient(controlUrl));
  if (one === undefined || other === undefined) throw new Error('Not two guilds');
  [stays, passes] = [one, other];
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'lyrebird-outage-'));
  stack.defer(() => rm(DATA_DIR, { recursive: true, force: true }));
  start = async () => {
    const OUTAGE_KEEP_MINUTES = String(KEEP_MS / 60_000);
    ({ bot, close: closeBot } = await startBot(announcement, { DATA_DIR, OUTAGE_KEEP_MINUTES }));
  };
  await start();
  stack.defer(() => closeBot());
  await stays.join('Ada', 'Lounge');
  await passes.join('Ben', 'Lounge');
  await stays.type('Ada', '/lyria settings always_on:true');
});
afterAll(() => stack.disposeAsync());
afterEach(async () => {
  await stays.discordFaults.endOutage();
  await stays.discordFaults.refuseGatewayResumes(false);
});

const play = async (control: ControlClient, person: string): Promise<void> => {
  const states = await control.voiceStates();
  if (!states.some(({ user }) => user === BOT_NAME)) {
    await control.type(person, '/lyria play techno');
  }
  await isHeard(control, person);
};
const bothPlay = async (): Promise<void> => {
  await Promise.all([play(stays, 'Ada'), play(passes, 'Ben')]);
};
const bothSayPlaying = async (): Promise<void> => {
  const isWell = (text: string): boolean => text.includes('Playing');
  await panelShows(stays, 'Ada', 'that says so', isWell);
  await panelShows(passes, 'Ben', 'that says so', isWell);
};

/** How long after now both hear music again, ms. */
const untilHeard = async (): Promise<number> => {
  const fromMs = performance.now();
  await stays.forgetRecordings('Ada');
  await passes.forgetRecordings('Ben');
  await Promise.all([heardFor(stays, 'Ada', 0.5), heardFor(passes, 'Ben', 0.5)]);
  return performance.now() - fromMs;
};

const toldTooLong = async (control: ControlClient, person: string): Promise<number> =>
  (await control.messages(person, 'music')).filter((message) =>
    JSON.stringify(message).includes(TOO_LONG),
  ).length;

test.each([
  ['resumed', false],
  ['begun anew', true],
] as const)(
  'all of Discord is away: everything plays again, with a session %s',
  async (_how, anew) => {
    await bothPlay();
    await stays.discordFaults.refuseGatewayResumes(anew);
    await stays.discordFaults.beginOutage();
    await pause(OUTAGE_MS);
    await stays.discordFaults.endOutage();
    expect(await untilHeard()).toBeLessThan(BACK_MS);
    await bothSayPlaying();
  },
);

test('killed in the middle of it, and started then: everything plays again', async () => {
  await bothPlay();
  await stays.discordFaults.beginOutage();
  await bot.stop('SIGKILL');
  const started = start();
  await pause(OUTAGE_MS);
  await stays.discordFaults.endOutage();
  const fromMs = performance.now();
  await started;
  await untilHeard();
  expect(performance.now() - fromMs).toBeLessThan(BACK_MS);
  await bothSayPlaying();
});

test('away for too long: what stays for ever plays again, the other has ended and says so once', async () => {
  await bothPlay();
  await stays.discordFaults.beginOutage();
  await pause(KEEP_MS + 2_000);
  await stays.discordFaults.endOutage();
  await stays.forgetRecordings('Ada');
  await heardFor(stays, 'Ada', 1);
  await until(
    'the word that the music has ended',
    async () => ((await toldTooLong(passes, 'Ben')) > 0 ? true : undefined),
    () => pause(200),
  );
  const shown = JSON.stringify(await passes.messages('Ben', 'music'));
  expect(shown).toContain('Ended');
  expect(shown).not.toContain('Playing');
  expect(await toldTooLong(passes, 'Ben')).toBe(1);
  expect(await toldTooLong(stays, 'Ada')).toBe(0);
  const states = await passes.voiceStates();
  expect(states.some(({ user }) => user === BOT_NAME)).toBe(false);
});
