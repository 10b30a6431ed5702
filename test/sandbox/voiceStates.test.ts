import {
  type Client,
  GatewayDispatchEvents,
  GatewayOpcodes,
  type GatewayVoiceServerUpdateDispatchData,
  OverwriteType,
  PermissionFlagsBits,
} from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callApi } from './support/api.ts';
import { logIn, type QuietSandbox, startQuietSandbox } from './support/sandbox.ts';

let sandbox: QuietSandbox;
let bot: Client<true>;
let dispatches: { t: string; d: unknown }[];

beforeEach(async () => {
  sandbox = await startQuietSandbox();
  bot = await logIn(sandbox);
  dispatches = [];
  bot.ws.on(GatewayDispatchEvents.VoiceStateUpdate, (d: unknown) =>
    dispatches.push({ t: 'state', d }),
  );
  bot.ws.on(GatewayDispatchEvents.VoiceServerUpdate, (d: unknown) =>
    dispatches.push({ t: 'server', d }),
  );
});
afterEach(async () => {
  await bot.destroy();
  await sandbox.close();
});

const id = (channel: string): string => sandbox.announcement.channelIds[channel] ?? '';
const botId = (): string => sandbox.announcement.userIds['Lyrebird'] ?? '';
const states = () =>
  sandbox.discord.world.guilds.get(sandbox.announcement.guildId)?.voiceStates ?? new Map();

/** Sends what a voice library sends, and waits until the sandbox has surely seen it. */
async function updateVoiceState(channel: string | null, selfDeaf = false): Promise<void> {
  const guild = bot.guilds.cache.first();
  guild?.shard.send({
    op: GatewayOpcodes.VoiceStateUpdate,
    d: {
      guild_id: guild.id,
      channel_id: channel === null ? null : id(channel),
      self_mute: false,
      self_deaf: selfDeaf,
    },
  });
  await seen();
}

/** A search for members is answered after everything that was sent before it. */
async function seen(): Promise<void> {
  await bot.guilds.cache.first()?.members.fetch({ query: 'ada', limit: 1 });
}

describe('a bot in voice', () => {
  test('is heard and hears only as far as it may', async () => {
    const told = () => sandbox.voice.restrictions.get(botId());
    const { guildId } = sandbox.announcement;
    const { world } = sandbox.discord;
    const member = () => {
      const found = world.guilds.get(guildId)?.members.get(botId());
      if (found === undefined) throw new Error('The bot is no member');
      return found;
    };
    await updateVoiceState('Stage');
    expect(told()).toEqual({ muted: true, deafened: false });
    await updateVoiceState('Lounge');
    expect(told()).toEqual({ muted: false, deafened: false });
    world.updateMember(guildId, member(), { mute: true });
    expect(told()).toEqual({ muted: true, deafened: false });
    await updateVoiceState('Lounge', true);
    expect(told()).toEqual({ muted: true, deafened: true });
    await updateVoiceState(null);
    expect(told()).toEqual({ muted: false, deafened: false });
  });

  test('is suppressed as soon as it may not speak, and heard again when it may', async () => {
    await updateVoiceState('Lounge');
    const { world } = sandbox.discord;
    const lounge = world.channel(id('Lounge'));
    if (lounge === undefined) throw new Error('No channel');
    const deny = PermissionFlagsBits.Speak;
    const overwrite = { id: botId(), type: OverwriteType.Member, allow: 0n, deny };
    const denied = world.updateChannel(lounge, { overwrites: [overwrite] });
    expect(states().get(botId())).toMatchObject({ suppress: true });
    world.updateChannel(denied, { overwrites: [] });
    expect(states().get(botId())).toMatchObject({ suppress: false });
    await seen();
    expect(dispatches.map(({ t }) => t)).toEqual(['state', 'server', 'state', 'state']);
  });

  test('joins, is told its server, moves and leaves', async () => {
    await updateVoiceState('Lounge');
    expect(dispatches.map(({ t }) => t)).toEqual(['state', 'server']);
    const [expected] = sandbox.voice.expected;
    const server = dispatches[1]?.d as GatewayVoiceServerUpdateDispatchData;
    expect(server).toEqual({
      guild_id: sandbox.announcement.guildId,
      endpoint: sandbox.voice.endpoint,
      token: expected?.token,
    });
    expect(dispatches[0]?.d).toMatchObject({
      channel_id: id('Lounge'),
      session_id: expected?.sessionId,
      suppress: false,
    });

    await updateVoiceState('Studio');
    expect(sandbox.voice.dropped).toHaveLength(1);
    expect(sandbox.voice.expected).toHaveLength(2);
    expect(sandbox.voice.expected[1]).toMatchObject({
      channelId: id('Studio'),
      sessionId: expected?.sessionId,
    });
    expect(sandbox.voice.expected[1]?.token).not.toBe(expected?.token);

    await updateVoiceState(null);
    expect(sandbox.voice.dropped).toHaveLength(2);
    expect(dispatches.at(-1)?.d).toMatchObject({ user_id: botId(), channel_id: null });
  });

  test('is told no server again while connected, and one when not', async () => {
    await updateVoiceState('Lounge');
    sandbox.voice.connected.add(botId());
    await updateVoiceState('Lounge', true);
    await updateVoiceState('Lounge', true);
    expect(sandbox.voice.expected).toHaveLength(1);
    sandbox.voice.connected.clear();
    await updateVoiceState('Lounge', true);
    expect(sandbox.voice.expected).toHaveLength(2);
  });

  test('is not answered when it may not join', async () => {
    const { controlUrl } = sandbox.announcement;
    const headers = { 'content-type': 'application/json' };
    await fetch(`${controlUrl}/channels/Studio/overwrites/Lyrebird`, {
      method: 'PUT',
      headers,
      body: JSON.stringify({ deny: ['Connect'] }),
    });
    await fetch(`${controlUrl}/channels/Lounge`, {
      method: 'PATCH',
      headers,
      body: JSON.stringify({ userLimit: 1 }),
    });
    sandbox.people.get('Ada').join('Lounge');
    await seen();
    dispatches = [];
    await updateVoiceState('Studio');
    await updateVoiceState('Lounge');
    await updateVoiceState('music');
    expect(dispatches).toEqual([]);
    expect(sandbox.voice.expected).toEqual([]);
  });

  test('enters a stage suppressed, asks to speak, and speaks when it may', async () => {
    await updateVoiceState('Stage');
    expect(states().get(botId())).toMatchObject({ suppress: true });
    const url = `/guilds/${sandbox.announcement.guildId}/voice-states/@me`;
    const speak = { channel_id: id('Stage'), suppress: false };
    expect(await callApi(sandbox, 'PATCH', url, speak)).toMatchObject({ body: { code: 50013 } });
    const ask = { request_to_speak_timestamp: new Date().toISOString() };
    expect((await callApi(sandbox, 'PATCH', url, ask)).status).toBe(204);
    expect(states().get(botId())?.requestToSpeakEpochMs).not.toBeNull();
    // A hand that was up yesterday is no request.
    const late = { request_to_speak_timestamp: new Date(0).toISOString() };
    expect(await callApi(sandbox, 'PATCH', url, late)).toMatchObject({ body: { code: 50035 } });
    // Nobody in the audience by their own choice has a hand up.
    await callApi(sandbox, 'PATCH', url, { suppress: true });
    expect(states().get(botId())?.requestToSpeakEpochMs).toBeNull();
    await fetch(`${sandbox.announcement.controlUrl}/roles/Lyrebird`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ add: ['MuteMembers'] }),
    });
    expect((await callApi(sandbox, 'PATCH', url, speak)).status).toBe(204);
    expect(states().get(botId())).toMatchObject({ suppress: false, requestToSpeakEpochMs: null });
    const shown = await callApi(sandbox, 'GET', url);
    expect(shown.body).toMatchObject({ channel_id: id('Stage'), suppress: false });
    // A person whom it lets in has still to accept, which their hand stands for.
    sandbox.people.get('Cleo').join('Stage');
    const cleo = sandbox.announcement.userIds['Cleo'] ?? '';
    const path = `/guilds/${sandbox.announcement.guildId}/voice-states/${cleo}`;
    expect((await callApi(sandbox, 'PATCH', path, speak)).status).toBe(204);
    const handOf = () =>
      sandbox.discord.world.guilds.get(sandbox.announcement.guildId)?.voiceStates.get(cleo)
        ?.requestToSpeakEpochMs;
    expect(handOf()).not.toBeNull();
    await callApi(sandbox, 'PATCH', path, { channel_id: id('Stage'), suppress: true });
    expect(handOf()).toBeNull();
  });

  test('leaves with its channel, and hears of the deletion', async () => {
    await updateVoiceState('Lounge');
    const deleted = new Promise((resolve) => bot.once('channelDelete', resolve));
    await fetch(`${sandbox.announcement.controlUrl}/channels/Lounge`, { method: 'DELETE' });
    await deleted;
    expect(states().size).toBe(0);
    expect(sandbox.voice.dropped).toHaveLength(1);
  });

  test('sets the status of the channel it is in', async () => {
    const put = () =>
      callApi(sandbox, 'PUT', `/channels/${id('Lounge')}/voice-status`, { status: 'techno' });
    expect(await put()).toMatchObject({ body: { code: 50013 } });
    await updateVoiceState('Lounge');
    expect((await put()).status).toBe(204);
    expect(sandbox.discord.world.channel(id('Lounge'))?.status).toBe('techno');
  });
});

describe('ears', () => {
  test('are open in voice, unless deafened', () => {
    const ada = sandbox.people.get('Ada');
    const open = () => [...sandbox.voice.openEars].map(({ channelId }) => channelId);
    ada.join('Lounge');
    expect(open()).toEqual([id('Lounge')]);
    ada.setVoice({ deafened: true });
    expect(open()).toEqual([]);
    ada.setVoice({ deafened: false });
    ada.join('Studio');
    expect(open()).toEqual([id('Studio')]);
    ada.leave();
    expect(open()).toEqual([]);
  });

  test('a full channel is closed to members and open to moderators', () => {
    const world = sandbox.discord.world;
    const lounge = world.channel(id('Lounge'));
    if (lounge === undefined) throw new Error('No Lounge');
    world.updateChannel(lounge, { userLimit: 1 });
    sandbox.people.get('Cleo').join('Lounge');
    expect(() => sandbox.people.get('Dan').join('Lounge')).toThrow('full');
    sandbox.people.get('Ben').join('Lounge');
  });
});
