import { afterAll, beforeAll, expect, test } from 'vitest';
import { sandboxAnnouncement } from '#src/sandbox/announcement.ts';
import { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { Program } from './support/processes.ts';
import { answerText, heardFor, nothingIsLeft, startBot, waitForEvent } from './support/Stage.ts';

/** Two guilds with one bot, which has places for two sessions: one for music, one to take over. */
const MAX_SESSIONS = '2';
const NO_PLACE = 'as many servers as it can';

const stack = new AsyncDisposableStack();
let first: ControlClient;
let second: ControlClient;

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
  const bot = await startBot(announcement, {
    LYRIA_MAX_SESSIONS: MAX_SESSIONS,
    // The caps are the key's, in however many processes the music plays.
    MEDIA_PROCESSES: '2',
  });
  stack.defer(() => bot.close());
  await first.join('Ada', 'Lounge');
  await second.join('Ben', 'Lounge');
});
afterAll(() => stack.disposeAsync());

test('without a place the second guild is told so, and plays when there is one', async () => {
  const { lastEvent } = await first.overview();
  await first.type('Ada', '/lyria play techno');
  await heardFor(first, 'Ada', 1);
  await second.type('Ben', '/lyria play techno');
  await waitForEvent(second, {
    after: lastEvent,
    types: ['messageCreated', 'messageUpdated', 'interactionAcknowledged'],
    accepts: ({ data }) => JSON.stringify(data).includes(NO_PLACE),
  });
  expect(await second.recordings('Ben')).toEqual([]);
  await first.type('Ada', '/lyria stop');
  await heardFor(second, 'Ben', 1);
  await second.type('Ben', '/lyria stop');
});

test('a bad key is tried once for all guilds', async () => {
  await nothingIsLeft(first);
  await nothingIsLeft(second);
  await first.lyriaFaults.refuseStarts({ closeCode: 1007, reason: 'API key not valid' });
  const before = (await first.lyriaFaults.attempts()).length;
  for (const [control, person] of [
    [first, 'Ada'],
    [second, 'Ben'],
  ] as const) {
    const answer = await control.type(person, '/lyria play techno');
    expect(answerText(answer)).toContain("does not accept this bot's key");
  }
  expect((await first.lyriaFaults.attempts()).length - before).toBe(1);
});
