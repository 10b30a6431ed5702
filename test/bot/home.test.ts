import { expect, onTestFinished, test } from 'vitest';
import { startQuietSandbox } from '../sandbox/support/sandbox.ts';
import { storeIn, temporaryDirectory } from '../store/directories.ts';
import { type BotInSandbox, startBot } from '../support/bot/botInSandbox.ts';
import { keptOnPaper } from '../support/bot/StationOnPaper.ts';

async function house() {
  const sandbox = await startQuietSandbox();
  onTestFinished(() => sandbox.close());
  const store = storeIn(await temporaryDirectory());
  const live = () => startBot({ store }, sandbox);
  return { store, sandbox, live, person: (name: string) => sandbox.people.get(name) };
}

/** Waits until the bot has been told of everything that Discord has told so far. */
async function told({ type }: BotInSandbox): Promise<void> {
  await type('Cleo', '/lyria settings');
}

async function settle({ bot, until }: BotInSandbox, stations: number): Promise<void> {
  await until(`${stations} stations`, () => bot.status().stations === stations || undefined);
}

/** The music stops by itself as the media side tells it. */
async function stop(home: BotInSandbox, person: string): Promise<void> {
  await home.type(person, '/lyria stop');
  await home.media.next('stop');
  home.media.emit({ type: 'ended', guildId: home.guildId, reason: 'stopped' });
  await settle(home, 0);
}

test('music comes with the first who joins, and after a stop with the next first', async () => {
  const { live, person, store } = await house();
  const home = await live();
  const { media, type, answerTo, channelId, guildId, until } = home;
  const set = await type('Ada', '/lyria settings home:Lounge home_mix:Acid basement');
  expect(answerTo('Ada', set)).toContain('when somebody joins');
  expect(media.of('start')).toEqual([]);
  person('Ben').join('Studio');
  await told(home);
  expect(media.of('start')).toEqual([]);

  person('Ada').join('Lounge');
  const start = await media.next('start');
  expect(start).toMatchObject({ channelId: channelId('Lounge'), patient: true });
  expect(start.prompts.map(({ text }) => text)).toContain('303 Acid Bass');
  media.plays();
  await until('a panel', () => store.stations.get(guildId)?.record.panelMessageId ?? undefined);
  await stop(home, 'Ada');

  person('Ben').join('Lounge');
  await told(home);
  expect(media.of('start')).toHaveLength(1);
  for (const name of ['Ada', 'Ben']) person(name).leave();
  await told(home);
  person('Ben').join('Lounge');
  await media.next('start', 2);
});

test('where it is to stay it comes when the bot starts, with nobody there, too', async () => {
  const { live, store, sandbox } = await house();
  const { guildId, channelIds } = sandbox.announcement;
  const prompts = [
    { text: 'jazz', weight: 0.7 },
    { text: 'rain', weight: 0.3 },
  ];
  const mix = { name: 'Evening', prompts, config: { bpm: 90 }, savedBy: 'ada', savedAtMs: 0 };
  await store.mixes.update(`guild ${guildId}`, () => [mix]);
  const channels = {
    channelId: channelIds['Lounge'] ?? '',
    textChannelId: channelIds['music'] ?? '',
  };
  store.settings.update(guildId, { alwaysOn: true, home: { ...channels, mix: 'evening' } });
  const home = await live();
  const start = await home.media.next('start');
  expect(start).toMatchObject({ channelId: channels.channelId, config: { bpm: 90 } });
  expect(start.prompts.map(({ text, weight }) => [text, Number(weight.toFixed(3))])).toEqual([
    ['jazz', 0.7],
    ['rain', 0.3],
  ]);
  await home.type('Ada', '/lyria settings home_mix:off');
  expect(store.settings.get(guildId).home).toBeNull();
});

test('what comes back after a restart is not joined by what comes home', async () => {
  const { live, store, sandbox } = await house();
  const { guildId, channelIds } = sandbox.announcement;
  const lounge = channelIds['Lounge'] ?? '';
  const textChannelId = channelIds['music'] ?? '';
  const record = { guildId, channelId: channelIds['Studio'] ?? '', textChannelId };
  const kept = keptOnPaper([], { record });
  store.stations.save(kept.record, kept.vote);
  const home = { channelId: lounge, textChannelId, mix: null };
  store.settings.update(guildId, { alwaysOn: true, home });
  const { media } = await live();
  await media.next('start');
  expect(media.of('start')).toMatchObject([{ channelId: record.channelId }]);
});

test('a home that cannot be is refused in words, and one that is lost is only told to the log', async () => {
  const { live, person, sandbox } = await house();
  const home = await live();
  const { type, answerTo, media, bot } = home;
  const asked = async (line: string) =>
    answerTo('Ada', await type('Ada', `/lyria settings ${line}`));
  expect(await asked('home_mix:Acid basement')).toContain('Say where');
  expect(await asked('home:Lounge home_mix:Nobody knows')).toContain('No mix is called that');
  expect(answerTo('Ben', await type('Ben', '/lyria settings home:Lounge'))).toContain(
    'Manage Server',
  );
  expect(await asked('home:Lounge')).toContain('when somebody joins');
  const asking = person('Ada').autocomplete('music', 'lyria settings', 'home_mix', {
    home_mix: 'acid',
  });
  await asking.settled;
  expect(JSON.stringify(asking.choices)).toContain('Acid basement');
  const { world } = sandbox.discord;
  const lounge = world.guilds.get(home.guildId)?.channels.get(home.channelId('Lounge'));
  if (lounge === undefined) throw new Error('There is no lounge');
  world.deleteChannel(lounge);
  person('Ada').join('Studio');
  await told(home);
  expect(media.of('start')).toEqual([]);
  expect(bot.status().discord).toBe('ready');
});
