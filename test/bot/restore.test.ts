import { expect, onTestFinished, test } from 'vitest';
import { startQuietSandbox } from '../sandbox/support/sandbox.ts';
import { storeIn, temporaryDirectory } from '../store/directories.ts';
import { startBot } from '../support/bot/botInSandbox.ts';

/** Techno plays for Ada in the lounge; `restart` ends the bot and starts another from its store. */
async function playing() {
  const sandbox = await startQuietSandbox();
  onTestFinished(() => sandbox.close());
  const store = storeIn(await temporaryDirectory());
  const first = await startBot({ store }, sandbox);
  sandbox.people.get('Ada').join('Lounge');
  const typed = await first.type('Ada', '/lyria play techno');
  await first.media.next('start');
  first.media.plays();
  await first.until('the panel', () =>
    store.stations.list()[0]?.record.panelMessageId === null ? undefined : true,
  );
  const leave = async () => {
    first.bot.suspend();
    await first.bot.close();
  };
  const restart = async () => {
    await leave();
    return startBot({ store }, sandbox);
  };
  const comeBack = () => startBot({ store }, sandbox);
  return {
    ...first,
    leave,
    comeBack,
    restart,
    panel: () => first.answerTo('Ada', typed),
    panelButtons: () => {
      const { components } = sandbox.people.get('Ada').message(typed.responseMessageId ?? '');
      return JSON.stringify(components).split('"custom_id"').length - 1;
    },
  };
}

test('what plays comes back, and is started once', async () => {
  const { restart } = await playing();
  const { bot, media } = await restart();
  expect(bot.status().stations).toBe(1);
  expect(media.of('start')).toHaveLength(1);
});

test('the panel says that the bot is away, without buttons, and is drawn anew when it is back', async () => {
  const { leave, comeBack, panel, panelButtons, until } = await playing();
  await until('the panel', () => (panel().includes('Playing') ? true : undefined));
  expect(panelButtons()).toBeGreaterThan(0);
  await leave();
  expect(panel()).toContain('Away');
  expect(panel()).toContain('comes back by itself, and so does the music');
  expect(panel()).toContain('techno');
  expect(panelButtons()).toBe(0);
  const { media } = await comeBack();
  media.plays();
  await until('the panel again', () => (panel().includes('Playing') ? true : undefined));
  expect(panelButtons()).toBeGreaterThan(0);
});

test('a Discord that does not answer holds up the end for no longer than a few seconds', async () => {
  const { leave, sandbox } = await playing();
  sandbox.discord.restFaults.add({
    method: 'PATCH',
    route: null,
    answer: null,
    delayMs: 60_000,
    times: null,
    lastsMs: null,
  });
  const beganMs = performance.now();
  await leave();
  expect(performance.now() - beganMs).toBeLessThan(6_000);
});

test('what was stopped does not come back, even if it was still fading out', async () => {
  const { restart, type, media } = await playing();
  await type('Ada', '/lyria stop');
  await media.next('stop');
  const { bot, media: after } = await restart();
  expect(bot.status().stations).toBe(0);
  expect(after.of('start')).toEqual([]);
});

test('what cannot come back says so in place of its panel', async () => {
  const { restart, sandbox, channelId, panel, until } = await playing();
  const lounge = sandbox.discord.world.channel(channelId('Lounge'));
  const stopping = restart();
  if (lounge !== undefined) sandbox.discord.world.deleteChannel(lounge);
  const { bot } = await stopping;
  expect(bot.status().stations).toBe(0);
  await until('the panel to say so', () =>
    panel().includes('could not come back') ? true : undefined,
  );
});

test('music that nobody hears gives its place to whoever wants some elsewhere', async () => {
  const { sandbox, media, guildId, channelId } = await playing();
  sandbox.people.get('Ben').join('Studio');
  sandbox.people.get('Ada').leave();
  const jazz = sandbox.people.get('Ben').type('music', '/lyria play jazz');
  await media.next('stop');
  media.emit({ type: 'ended', guildId, reason: 'stopped' });
  const start = await media.next('start', 2);
  expect(start.channelId).toBe(channelId('Studio'));
  await jazz.settled;
});
