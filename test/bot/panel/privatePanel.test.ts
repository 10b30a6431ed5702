import { MessageFlags } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { startBot } from '#test/support/bot/botInSandbox.ts';

async function rig() {
  const bot = await startBot();
  const { people } = bot.sandbox;
  for (const name of ['Ada', 'Ben']) people.get(name).join('Lounge');
  const started = bot.type('Ada', '/lyria play techno, rain');
  await bot.media.next('start');
  bot.media.plays();
  const publicId = (await started).responseMessageId ?? '';
  const shownTo = (person: string, messageId: string): string =>
    JSON.stringify(people.get(person).message(messageId).components);
  const key = await bot.until(
    'the panel',
    () => /panel:([^:"]+):up:1/.exec(shownTo('Ada', publicId))?.[1],
  );
  return {
    ...bot,
    publicId,
    shownTo,
    open: async (person: string): Promise<string> =>
      (await bot.type(person, '/lyria vote')).responseMessageId ?? '',
    tune: async (person: string): Promise<string> => {
      const pressed = people.get(person).press(publicId, `panel:${key}:tune`);
      await pressed.settled;
      return pressed.responseMessageId ?? '';
    },
    press: async (person: string, messageId: string, button: string): Promise<void> => {
      await people.get(person).press(messageId, `panel:${key}:${button}`).settled;
    },
  };
}

test('/lyria vote marks the votes of whoever opens it, and follows their presses', async () => {
  const { open, press, shownTo, publicId } = await rig();
  await press('Ben', publicId, 'down:1');
  const bens = await open('Ben');
  expect(shownTo('Ben', bens)).toContain('✔ you: down');
  const adas = await open('Ada');
  expect(shownTo('Ada', adas)).not.toContain('✔ you');

  await press('Ben', bens, 'up:2');
  expect(shownTo('Ben', bens).match(/✔ you: \w+/g)).toEqual(['✔ you: down', '✔ you: up']);
  await press('Ben', bens, 'down:1');
  expect(shownTo('Ben', bens).match(/✔ you: \w+/g)).toEqual(['✔ you: up']);
});

test('whoever comes later is told what they can do, alone and once a visit', async () => {
  const { press, publicId, sandbox, told, until } = await rig();
  const words = 'You are part of it';
  const seen = (name: string): number =>
    sandbox.people
      .get(name)
      .messages('music')
      .filter(({ content }) => content.includes(words)).length;
  await press('Ben', publicId, 'up:1');
  expect((await told('Ben', words)).flags & MessageFlags.Ephemeral).toBeTruthy();
  await press('Ben', publicId, 'up:2');
  await press('Ada', publicId, 'up:2');
  await press('Ben', publicId, 'down:2');
  expect([seen('Ada'), seen('Ben')]).toEqual([0, 1]);

  sandbox.people.get('Ben').leave();
  sandbox.people.get('Ben').join('Lounge');
  await until('another word', async () => {
    await press('Ben', publicId, 'up:1');
    return seen('Ben') === 2 || undefined;
  });
});

test('where the bot cannot see the channel it says so, and each press renews the panel', async () => {
  const { sandbox, told, type, press, media, bot } = await startBot().then((home) => ({
    ...home,
    press: (person: string, id: string, customId: string) =>
      home.sandbox.people.get(person).press(id, customId).settled,
  }));
  for (const name of ['Ada', 'Ben']) sandbox.people.get(name).join('Lounge');
  await fetch(`${sandbox.announcement.controlUrl}/channels/music/overwrites/Lyrebird`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ deny: ['ViewChannel'] }),
  });
  const started = type('Ada', '/lyria play techno, rain');
  await media.next('start');
  media.plays();
  await told('Ada', 'I am not allowed to see this channel');
  const id = (await started).responseMessageId ?? '';
  const shown = () => JSON.stringify(sandbox.people.get('Ben').message(id).components);
  const key = /panel:([^:"]+):up:1/.exec(shown())?.[1] ?? '';
  // Nothing but a press can draw it there, a poll included.
  await press('Ben', id, `panel:${key}:stop`);
  expect(shown()).toContain('Stop the music?');
  expect(bot.status().stations).toBe(1);
});

test('Tune shows its buttons to whoever presses it, and follows their wishes', async () => {
  const { tune, press, shownTo } = await rig();
  const bens = await tune('Ben');
  await press('Ben', bens, 'more:bpm');
  expect(shownTo('Ben', bens)).toContain('Faster ✔');
  expect(shownTo('Ben', bens)).toContain('tempo 126 bpm (1 faster)');
  const adas = await tune('Ada');
  expect(shownTo('Ada', adas)).toContain('tempo 126 bpm (1 faster)');
  expect(shownTo('Ada', adas)).not.toContain('✔');
  await press('Ben', bens, 'less:bpm');
  expect(shownTo('Ben', bens)).not.toContain('✔');
});

test('the panel for everybody shows nobody what another chose', async () => {
  const { press, shownTo, publicId, until } = await rig();
  await press('Ben', publicId, 'up:2');
  const shown = await until('the vote', () => {
    const components = shownTo('Ada', publicId);
    return components.includes('1 up') ? components : undefined;
  });
  expect(shown).not.toContain('✔');
});
