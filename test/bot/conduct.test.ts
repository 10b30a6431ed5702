import { MessageFlags } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { PACES } from '#src/crowd/votes/cooldowns.ts';
import { tell } from '#src/texts/texts.ts';
import { startBot } from '../support/bot/botInSandbox.ts';

test('whoever starts and stops the music again and again is told in private how long to wait', async () => {
  const { sandbox, media, type, until, answerTo, guildId, bot } = await startBot();
  sandbox.people.get('Ada').join('Lounge');
  let begun = 0;
  const begin = async () => {
    const playing = await type('Ada', '/lyria play techno');
    begun += 1;
    await media.next('start', begun);
    return playing;
  };
  const failures = () =>
    sandbox.people
      .get('Ada')
      .messages('music')
      .filter(({ content }) => content.includes('all it gives')).length;
  const failure = {
    code: 'lyria.quota',
    memberText: tell('failure.lyria.quota'),
    operatorText: 'quota',
  };
  for (let count = 0; count <= PACES.start.member; count += 1) {
    await begin();
    media.emit({ type: 'ended', guildId, reason: 'failed', failure });
    await until('the failure', () => failures() > count || undefined);
  }
  for (let count = 0; count < PACES.start.member; count += 1) {
    const playing = await begin();
    media.plays();
    await until('the panel', () => answerTo('Ada', playing).includes('techno') || undefined);
    await type('Ada', '/lyria stop');
    await media.next('stop', count + 1);
    media.emit({ type: 'ended', guildId, reason: 'stopped' });
    await until('the end', () => bot.status().stations === 0 || undefined);
  }
  await type('Ada', '/lyria play techno');
  const told = await until('the word', () =>
    sandbox.people
      .get('Ada')
      .messages('music')
      .find(({ content }) => content.includes('Give the others a turn')),
  );
  expect(told.content).toMatch(/possible again in 5 min\.$/);
  expect(told.flags & MessageFlags.Ephemeral).toBeTruthy();
});

test('managers block words and stop proposals, over the real thing', async () => {
  const { sandbox, media, type, answerTo, until } = await startBot();
  for (const name of ['Ada', 'Ben']) sandbox.people.get(name).join('Lounge');
  const playing = type('Ada', '/lyria play techno, house');
  await media.next('start');
  media.plays();
  await playing;
  const says = async (name: string, line: string, words: RegExp) => {
    const interaction = await type(name, line);
    await until(line, () => words.test(answerTo(name, interaction)) || undefined);
  };
  await says('Ben', '/lyria settings block:polka', /Manage Server/);
  await says('Ada', '/lyria settings block:Polka,', /\|\|polka\|\|/);
  await says('Ben', '/lyria propose p-o-l-k-a', /does not want that word/);
  await says('Ben', '/lyria play polka, rain', /does not want that word/);
  await says(
    'Ada',
    '/lyria timeout member:@Ben minutes:5',
    /No proposals of <@\d+> until <t:\d+:f>/,
  );
  await says('Ben', '/lyria propose jazz', /stopped your proposals.* in 5 min\./);
  await says('Ada', '/lyria timeout member:@Ben minutes:0', /can propose again/);
  await says('Ben', '/lyria propose jazz', /jazz.* is up for the vote/);
});
