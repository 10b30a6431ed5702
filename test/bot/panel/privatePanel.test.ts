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
    press: async (person: string, messageId: string, button: string): Promise<void> => {
      await people.get(person).press(messageId, `panel:${key}:${button}`).settled;
    },
  };
}

test('/lyria vote marks the votes and wishes of whoever opens it, and follows their presses', async () => {
  const { open, press, shownTo, publicId } = await rig();
  await press('Ben', publicId, 'down:1');
  await press('Ben', publicId, 'more:bpm');
  const bens = await open('Ben');
  expect(shownTo('Ben', bens)).toContain('✔ you: down');
  expect(shownTo('Ben', bens)).toContain('✔ ⏩ Faster');
  const adas = await open('Ada');
  expect(shownTo('Ada', adas)).not.toContain('✔ you');

  await press('Ben', bens, 'up:2');
  expect(shownTo('Ben', bens).match(/✔ you: \w+/g)).toEqual(['✔ you: down', '✔ you: up']);
  await press('Ben', bens, 'down:1');
  expect(shownTo('Ben', bens).match(/✔ you: \w+/g)).toEqual(['✔ you: up']);
  await press('Ben', bens, 'less:bpm');
  expect(shownTo('Ben', bens)).not.toContain('✔ ⏩ Faster');
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
