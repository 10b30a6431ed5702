import { ChannelType, Events } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { logIn, newClient, type QuietSandbox, startQuietSandbox } from './support/sandbox.ts';

let sandbox: QuietSandbox;

beforeEach(async () => {
  sandbox = await startQuietSandbox();
});
afterEach(() => sandbox.close());

test('an unmodified discord.js client logs in and sees the guild', async () => {
  const client = await logIn(sandbox);
  const { guildId, channelIds, userIds, applicationId } = sandbox.announcement;
  expect(client.user.id).toBe(userIds['Lyrebird']);
  expect(client.application.id).toBe(applicationId);
  const guild = client.guilds.cache.get(guildId);
  expect(guild?.memberCount).toBe(5);
  expect(guild?.channels.cache.map(({ name, type }) => [name, type])).toEqual([
    ['music', ChannelType.GuildText],
    ['Lounge', ChannelType.GuildVoice],
    ['Studio', ChannelType.GuildVoice],
    ['Stage', ChannelType.GuildStageVoice],
  ]);
  const lounge = guild?.channels.cache.get(channelIds['Lounge'] ?? '');
  const permissions = guild?.members.me && lounge?.permissionsFor(guild.members.me);
  expect(permissions?.has(['ViewChannel', 'Connect', 'Speak'])).toBe(true);
  await client.destroy();
});

test('without the presences intent only the bot and those in voice are told', async () => {
  sandbox.people.get('ada').join('Lounge');
  const client = await logIn(sandbox);
  const guild = client.guilds.cache.first();
  expect(guild?.members.cache.map((member) => member.displayName).sort()).toEqual([
    'Ada',
    'Lyrebird',
  ]);
  expect(guild?.voiceStates.cache.size).toBe(1);
  await client.destroy();
});

test('a wrong token is refused', async () => {
  const client = newClient(sandbox);
  await expect(client.login('MTIz.abc.def')).rejects.toThrow('An invalid token was provided.');
  await client.destroy();
});

test('an intent that is not switched on closes the gateway', async () => {
  const client = newClient(sandbox, { intents: ['Guilds', 'MessageContent'] });
  await expect(client.login(sandbox.announcement.discordToken)).rejects.toThrow(
    'Used disallowed intents',
  );
  await client.destroy();
});

test('a bot that says goodbye leaves voice', async () => {
  const client = await logIn(sandbox);
  const { guildId, userIds, channelIds } = sandbox.announcement;
  const botId = userIds['Lyrebird'] ?? '';
  sandbox.discord.voiceStates.join(guildId, channelIds['Lounge'] ?? '', botId, {
    selfMute: false,
    selfDeaf: false,
  });
  const states = sandbox.discord.world.guilds.get(guildId)?.voiceStates;
  expect(states?.has(botId)).toBe(true);
  const left = sandbox.events.waitAfter(
    sandbox.events.last,
    new Set(['voiceStateChanged']),
    5_000,
    new AbortController().signal,
  );
  await client.destroy();
  await left;
  expect(states?.has(botId)).toBe(false);
});

test('a dropped connection is resumed and nothing is missed', async () => {
  const client = await logIn(sandbox);
  const resumed = new Promise<number>((resolve) =>
    client.once(Events.ShardResume, (_id, replayed) => resolve(replayed)),
  );
  const joined = new Promise<string | null>((resolve) =>
    client.once(Events.VoiceStateUpdate, (_before, after) => resolve(after.channelId)),
  );
  sandbox.discord.gateway.dropConnections();
  sandbox.people.get('ada').join('Lounge');
  await resumed;
  expect(await joined).toBe(sandbox.announcement.channelIds['Lounge']);
  await client.destroy();
});

test('a client comes back when asked to, and identifies anew when its session is gone', async () => {
  const client = await logIn(sandbox);
  const resumed = new Promise((resolve) => client.once(Events.ShardResume, resolve));
  sandbox.discord.gateway.requestReconnect();
  await resumed;
  const [before] = sandbox.discord.gateway.sessions;
  const ready = new Promise((resolve) => client.once(Events.ShardReady, resolve));
  sandbox.discord.gateway.invalidateSessions(false);
  await ready;
  const [after] = sandbox.discord.gateway.sessions;
  expect(after?.id).not.toBe(before?.id);
  await client.destroy();
}, 20_000);
