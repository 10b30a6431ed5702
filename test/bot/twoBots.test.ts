import { expect, test } from 'vitest';
import { startQuietSandbox } from '#test/sandbox/support/sandbox.ts';
import { startBot } from '../support/bot/botInSandbox.ts';

test('two bots play in two channels of one server, and neither minds the other', async () => {
  const sandbox = await startQuietSandbox({ bots: 2 });
  const [, secondBot] = sandbox.announcement.bots;
  const first = await startBot({}, sandbox);
  const second = await startBot({ token: secondBot?.discordToken ?? '' }, sandbox);
  const ada = sandbox.people.get('Ada');
  const ben = sandbox.people.get('Ben');
  ada.join('Lounge');
  ben.join('Studio');
  const play = async (person: typeof ada, line: string, bot: typeof first, id: string) => {
    const playing = person.type('music', line, id);
    const { channelId } = await bot.media.next('start');
    bot.media.plays();
    await playing.settled;
    return channelId;
  };
  const firstId = sandbox.announcement.applicationId;
  const secondId = secondBot?.applicationId ?? '';
  expect(await play(ada, '/lyria play techno', first, firstId)).toBe(first.channelId('Lounge'));
  expect(await play(ben, '/lyria play jazz', second, secondId)).toBe(first.channelId('Studio'));

  // Ben hears the second bot, so that he has no say in what the first one plays.
  const panelOf = (application: string) => {
    const messages = ben.messages('music').filter(({ authorId }) => authorId === application);
    const id = /panel:[^":]+:up:\d+/.exec(JSON.stringify(messages.at(-1)?.components))?.[0];
    return { messageId: messages.at(-1)?.id ?? '', customId: id ?? '' };
  };
  const others = await first.until('the panel', () =>
    panelOf(firstId).customId === '' ? undefined : panelOf(firstId),
  );
  const press = ben.press(others.messageId, others.customId);
  await press.settled;
  expect(first.answerTo('Ben', press)).toContain('Join the voice channel');
  const own = await second.until('the panel', () =>
    panelOf(secondId).customId === '' ? undefined : panelOf(secondId),
  );
  const vote = ben.press(own.messageId, own.customId);
  await vote.settled;
  expect(second.answerTo('Ben', vote)).not.toContain('Join the voice channel');

  // What is stopped for one goes on for the other.
  await ada.type('music', '/lyria stop', firstId).settled;
  expect([first.media.of('stop').length, second.media.of('stop').length]).toEqual([1, 0]);
});
