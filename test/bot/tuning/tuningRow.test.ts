import { expect, test } from 'vitest';
import { type BotInSandbox, startBot } from '#test/support/bot/botInSandbox.ts';

type Rig = BotInSandbox & {
  press(person: string, button: string): ReturnType<BotInSandbox['type']>;
  panel(): string;
};

async function rig(listeners: readonly string[]): Promise<Rig> {
  const bot = await startBot();
  for (const name of listeners) bot.sandbox.people.get(name).join('Lounge');
  const started = bot.type('Ada', '/lyria play techno');
  await bot.media.next('start');
  bot.media.plays();
  const panel = await started;
  const key = await bot.until(
    'the panel',
    () => /panel:([^:"]+):tune/.exec(JSON.stringify(message()))?.[1],
  );
  function message() {
    return bot.sandbox.people.get('Ada').message(panel.responseMessageId ?? '');
  }
  return {
    ...bot,
    panel: () => JSON.stringify(message().components),
    async press(name, button) {
      const person = bot.sandbox.people.get(name);
      const opened = person.press(panel.responseMessageId ?? '', `panel:${key}:tune`);
      await opened.settled;
      const pressed = person.press(opened.responseMessageId ?? '', `panel:${key}:${button}`);
      await pressed.settled;
      return pressed;
    },
  };
}

test('brighter and denser move at once, back when taken back, and are told on the panel', async () => {
  const { press, media, until, panel } = await rig(['Ada', 'Ben', 'Cleo']);
  await press('Ada', 'more:brightness');
  expect((await media.next('setConfig', 1)).config).toEqual({ brightness: 0.65 });
  await until('the wish on the panel', () => panel().includes('1 brighter') || undefined);
  await press('Ben', 'less:brightness');
  expect((await media.next('setConfig', 2)).config).toEqual({});
  await press('Cleo', 'more:brightness');
  await press('Cleo', 'less:density');
  expect((await media.next('setConfig', 4)).config).toEqual({ brightness: 0.65, density: 0.35 });
  await until('all wishes', () => panel().includes('(2 brighter, 1 darker)') || undefined);
  await press('Cleo', 'more:density');
  expect((await media.next('setConfig', 5)).config).toEqual({ brightness: 0.65 });
});

test('several presses on faster make one new tempo', async () => {
  const { press, media } = await rig(['Ada']);
  for (let i = 0; i < 3; i += 1) await press('Ada', 'more:bpm');
  expect((await media.next('setConfig')).config).toEqual({ bpm: 138 });
  expect(media.of('setConfig')).toHaveLength(1);
});

test('whoever does not listen, or wishes too far, is told in private', async () => {
  const { press, answerTo, media } = await rig(['Ada']);
  expect(answerTo('Ben', await press('Ben', 'more:density'))).toContain('Join the voice channel');
  for (let i = 0; i < 4; i += 1) await press('Ada', 'less:density');
  expect(answerTo('Ada', await press('Ada', 'less:density'))).toContain('as far as');
  expect(media.of('setConfig').map(({ config }) => config.density)).toEqual([0.35, 0.2, 0.05, 0]);
});

test('a tempo set by command is the tempo, and ends the wishes for another', async () => {
  const { press, media, type, until, panel } = await rig(['Ada']);
  await press('Ada', 'more:bpm');
  await media.next('setConfig');
  await type('Ada', '/lyria tune bpm:100 mute_bass:true');
  expect((await media.next('setConfig', 2)).config).toEqual({ bpm: 100, muteBass: true });
  await until('the panel', () => panel().includes('tempo 100 bpm ·') || undefined);
});
