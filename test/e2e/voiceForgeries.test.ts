import { afterAll, beforeAll, expect, test } from 'vitest';
import { sandboxAnnouncement } from '#src/sandbox/announcement.ts';
import { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { until } from '../support/events.ts';
import { reportPackets } from '../support/recording.ts';
import { Program } from './support/processes.ts';
import { BOT_NAME, isHeard, pass, startBot } from './support/Stage.ts';

const RANDOM_BYTES = 40;

const stack = new AsyncDisposableStack();
let first: ControlClient;
let second: ControlClient;
let bot: Program;

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
  first = one;
  second = other;
  const started = await startBot(announcement, {
    LYRIA_MAX_SESSIONS: '4',
    LYRIA_START_SPACING_SECONDS: '0',
  });
  ({ bot } = started);
  stack.defer(() => started.close());
  for (const [control, person] of [
    [first, 'Ada'],
    [second, 'Ben'],
  ] as const) {
    await control.join(person, 'Lounge');
    await control.type(person, '/lyria play techno');
    await isHeard(control, person);
  }
});
afterAll(() => stack.disposeAsync());

test('messages of a voice server that make no sense cost one guild a second, the other nothing', async () => {
  await second.forgetRecordings('Ben');
  const forgeries = [
    { op: 27, randomBytes: RANDOM_BYTES },
    { op: 25, randomBytes: RANDOM_BYTES },
    { op: 29, bytes: '' },
    { op: 13 },
  ];
  for (const forgery of forgeries) {
    const attempts = (await first.voiceFaults.attempts()).length;
    await first.voiceFaults.forge({ member: BOT_NAME, ...forgery });
    await until(
      `the bot to rejoin after ${JSON.stringify(forgery)}`,
      async () => ((await first.voiceFaults.attempts()).length > attempts ? true : undefined),
      () => pass(first, 100),
    );
    await isHeard(first, 'Ada');
  }
  const [recording] = await second.recordings('Ben');
  expect(recording?.packets.length).toBeGreaterThan(100);
  expect(reportPackets(recording?.packets ?? [])).toMatchObject({ missing: 0, wrongTimestamps: 0 });
  await bot.says('The voice library failed; the connection is replaced');
});
