import { expect, test } from 'vitest';
import { type BotInSandbox, startBot } from '../support/bot/botInSandbox.ts';

function statusOf({ sandbox, channelId }: BotInSandbox): string | null | undefined {
  return sandbox.discord.world.channel(channelId('Lounge'))?.status;
}

async function playing(home: BotInSandbox): Promise<void> {
  const { sandbox, media, type, guildId, channelId, until, botId } = home;
  sandbox.people.get('Ada').join('Lounge');
  await type('Ada', '/lyria play techno, dreamy pads');
  await media.next('start');
  media.joins(guildId, channelId('Lounge'));
  await until('the bot to be in', () =>
    sandbox.discord.world.guilds.get(guildId)?.voiceStates.get(botId),
  );
  media.plays();
}

test('what plays is shown beneath the name of the channel, and nothing after the end', async () => {
  const home = await startBot();
  const { type, media, until } = home;
  await playing(home);
  await until('the status', () => statusOf(home) ?? undefined);
  expect(statusOf(home)).toBe('♪ techno · dreamy pads');
  await type('Ada', '/lyria stop');
  await media.next('stop');
  await until('no status', () => (statusOf(home) === null ? true : undefined));
});

test('a server that does not want it has none', async () => {
  const home = await startBot();
  await home.type('Ada', '/lyria settings channel_status:False');
  await playing(home);
  await home.type('Ada', '/lyria vote');
  expect(statusOf(home)).toBeNull();
  await home.type('Ada', '/lyria settings channel_status:True');
  home.media.plays({ reserveMs: 1_000 });
  await home.until('the status', () => statusOf(home) ?? undefined);
});

test('without the permission Discord is not asked at all', async () => {
  const home = await startBot();
  const { discord } = home.sandbox;
  const asked: string[] = [];
  discord.subscribe((event) => {
    if (event.type === 'restRequest') asked.push(`${event.method} ${event.route}`);
  });
  const response = await fetch(`${home.sandbox.announcement.controlUrl}/roles/Lyrebird`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ remove: ['SetVoiceChannelStatus'] }),
  });
  expect(response.ok).toBe(true);
  await playing(home);
  await home.until('the panel to be drawn', () =>
    asked.find((one) => /^PATCH \/channels\/.*messages/.test(one)),
  );
  expect(asked.filter((one) => one.includes('voice-status'))).toEqual([]);
});
