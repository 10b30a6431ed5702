import { expect, test } from 'vitest';
import { startBot } from '#test/support/bot/botInSandbox.ts';

async function rig(listeners: readonly string[]) {
  const bot = await startBot();
  for (const name of listeners) bot.sandbox.people.get(name).join('Lounge');
  const started = await bot.type('Ada', '/lyria play techno');
  await bot.media.next('start');
  bot.media.plays();
  const ada = bot.sandbox.people.get('Ada');
  const panelId = started.responseMessageId ?? '';
  const customId = await bot.until(
    'the panel',
    () => /panel:[^:"]+:preset/.exec(JSON.stringify(ada.message(panelId).components))?.[0],
  );
  return {
    ...bot,
    choose: async (id: string, by = 'Ada') =>
      await bot.sandbox.people.get(by).select(panelId, customId, [id]).settled,
  };
}

test('a ready-made mix comes with its controls, and keeps what is about the model', async () => {
  const { choose, media, type } = await rig(['Ada']);
  await type('Ada', '/lyria tune guidance:5 density:0.9');
  await media.next('setConfig');
  await choose('chiptune');
  const changed = await media.next('setConfig', 2);
  // Its tempo at once, the soft controls by a ramp.
  expect(changed.config).toMatchObject({ bpm: 140, guidance: 5, brightness: 0.8 });
  expect(changed.config.density).toBeUndefined();
});

test('where others listen it is asked for, controls and all', async () => {
  const { choose, media, sandbox, until } = await rig(['Ada', 'Ben']);
  // Ada manages the server, so she need not ask.
  await choose('chiptune', 'Ben');
  const ada = sandbox.people.get('Ada');
  const poll = await until('the poll', () =>
    ada.messages('music').find((one) => JSON.stringify(one).includes('poll:')),
  );
  expect(JSON.stringify(poll.components)).toContain('140 bpm');
  expect(media.of('setConfig')).toEqual([]);
  const yes = /poll:[^"]+:yes/.exec(JSON.stringify(poll.components))?.[0] ?? '';
  await ada.press(poll.id, yes).settled;
  expect((await media.next('setConfig')).config).toEqual({ bpm: 140, brightness: 0.8 });
});
