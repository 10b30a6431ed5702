import { GatewayIntentBits as Intent } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { VirtualClock } from '#test/support/VirtualClock.ts';
import { callApi } from '../support/api.ts';
import { RawGateway } from '../support/RawGateway.ts';
import { type QuietSandbox, startQuietSandbox } from '../support/sandbox.ts';

let clock: VirtualClock;
let sandbox: QuietSandbox;
let gateway: RawGateway;

beforeEach(async () => {
  clock = new VirtualClock();
  sandbox = await startQuietSandbox({ clock });
  const { world } = sandbox.discord;
  // Its developer has switched every privileged intent on.
  const [application] = world.applications.values();
  if (application === undefined) throw new Error('No application');
  const privilegedIntents = Intent.GuildMembers | Intent.GuildPresences | Intent.MessageContent;
  world.addApplication({ ...application, privilegedIntents });
});
afterEach(async () => {
  gateway.close();
  await sandbox.close();
});

/** One of everything that happens in a guild. */
async function liveALittle(): Promise<void> {
  const { world, voiceStates } = sandbox.discord;
  const { guildId, userIds } = sandbox.announcement;
  const guild = world.guilds.get(guildId);
  const lounge = world.channel(sandbox.announcement.channelIds['Lounge'] ?? '');
  const music = world.channel(sandbox.announcement.channelIds['music'] ?? '');
  const dan = guild?.members.get(userIds['Dan'] ?? '');
  const everyone = guild?.everyone;
  if (!guild || !lounge || !music || !dan || !everyone) throw new Error('The world is bare');
  world.updateGuild(guild, { name: 'Renamed' });
  world.setRole(guildId, everyone);
  world.updateChannel(music, { topic: 'a' });
  world.setVoiceStatus(lounge, 'a');
  world.setLastPin(music, 1);
  world.updateMember(guildId, dan, { nick: 'Danny' });
  voiceStates.join(guildId, lounge.id, dan.userId, { selfMute: false, selfDeaf: false });
  const said = sandbox.people.get('Ada').say('music', 'hello');
  world.messages.update(said, { content: 'hello again' });
  world.messages.delete(said);
  world.tell({ type: 'typingStarted', channel: music, userId: dan.userId });
  voiceStates.leave(guildId, dan.userId);
  world.removeMember(guildId, dan);
  await gateway.settled();
}

const GUILDS = [
  'GUILD_UPDATE',
  'GUILD_ROLE_UPDATE',
  'CHANNEL_UPDATE',
  'VOICE_CHANNEL_STATUS_UPDATE',
  'CHANNEL_PINS_UPDATE',
];
const MEMBERS = ['GUILD_MEMBER_UPDATE', 'GUILD_MEMBER_REMOVE'];
const VOICE = ['VOICE_STATE_UPDATE', 'VOICE_STATE_UPDATE'];
const MESSAGES = ['MESSAGE_CREATE', 'MESSAGE_UPDATE', 'MESSAGE_DELETE'];

test.each<[what: string, intents: number, events: string[]]>([
  ['none', 0, []],
  ['guilds', Intent.Guilds, GUILDS],
  ['voice states', Intent.GuildVoiceStates, VOICE],
  ['members', Intent.GuildMembers, MEMBERS],
  ['messages', Intent.GuildMessages, MESSAGES],
  ['typing', Intent.GuildMessageTyping, ['TYPING_START']],
  ['what a guild does not have', Intent.DirectMessages | Intent.GuildWebhooks, []],
  ['the bot itself', Intent.Guilds | Intent.GuildVoiceStates, [...GUILDS, ...VOICE]],
])('with the intents for %s a bot hears of nothing else', async (_what, intents, events) => {
  gateway = await RawGateway.identified(sandbox, { intents });
  await gateway.settled();
  const before = gateway.events.length;
  await liveALittle();
  expect(gateway.events.slice(before).sort()).toEqual([...events].sort());
});

describe('whatever the intents', () => {
  beforeEach(async () => {
    gateway = await RawGateway.identified(sandbox, { intents: 0 });
  });

  test('a bot hears of interactions with it', async () => {
    const { applicationId } = sandbox.announcement;
    const ping = { name: 'ping', description: 'Pong' };
    await callApi(sandbox, 'POST', `/applications/${applicationId}/commands`, ping);
    sandbox.people.get('Ada').run('music', 'ping');
    await gateway.event('INTERACTION_CREATE');
  });

  test('a bot hears of changes to itself and of its voice server', async () => {
    const { world, voiceStates } = sandbox.discord;
    const { guildId, userIds, channelIds } = sandbox.announcement;
    const botId = userIds['Lyrebird'] ?? '';
    const bot = world.guilds.get(guildId)?.members.get(botId);
    if (bot === undefined) throw new Error('No bot');
    world.updateMember(guildId, bot, { nick: 'Bird' });
    const self = { selfMute: false, selfDeaf: false };
    voiceStates.join(guildId, channelIds['Lounge'] ?? '', botId, self);
    voiceStates.leave(guildId, botId);
    world.removeMember(guildId, bot);
    await gateway.settled();
    expect(gateway.events).toEqual(['READY', 'GUILD_MEMBER_UPDATE', 'VOICE_SERVER_UPDATE']);
  });
});

describe('messages', () => {
  const content = async (text: string, intents: number): Promise<string> => {
    gateway = await RawGateway.identified(sandbox, { intents });
    sandbox.people.get('Ada').say('music', text);
    const { d } = await gateway.event('MESSAGE_CREATE');
    return z.object({ content: z.string() }).parse(d).content;
  };

  test('have no content without the intent', async () => {
    expect(await content('hello', Intent.GuildMessages)).toBe('');
  });
  test('have it with the intent', async () => {
    expect(await content('hello', Intent.GuildMessages | Intent.MessageContent)).toBe('hello');
  });
  test('have it when the bot is named', async () => {
    const text = `hello <@${sandbox.announcement.userIds['Lyrebird']}>`;
    expect(await content(text, Intent.GuildMessages)).toBe(text);
  });

  test('in a channel that the bot cannot see stay unheard', async () => {
    gateway = await RawGateway.identified(sandbox, { intents: Intent.GuildMessages });
    const { world } = sandbox.discord;
    const music = world.channel(sandbox.announcement.channelIds['music'] ?? '');
    if (music === undefined) throw new Error('No channel');
    const id = sandbox.announcement.userIds['Lyrebird'] ?? '';
    world.updateChannel(music, { overwrites: [{ id, type: 1, allow: 0n, deny: 1_024n }] });
    sandbox.people.get('Ada').say('music', 'hello');
    await gateway.settled();
    expect(gateway.events).toEqual(['READY']);
  });
});
