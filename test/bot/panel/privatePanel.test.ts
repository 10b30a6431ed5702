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
