import { once } from 'node:events';
import { request } from 'node:http';
import { constants, inflateSync } from 'node:zlib';
import { Events } from 'discord.js';
import { GatewayOpcodes } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { decodeEtf, encodeEtf } from '#src/sandbox/gateway/etf.ts';
import { callApi } from './support/api.ts';
import { control } from './support/control.ts';
import { RawGateway } from './support/RawGateway.ts';
import { logIn, type QuietSandbox, startQuietSandbox } from './support/sandbox.ts';

const PATIENCE_MS = 5_000;
/** How a message of a compressed stream ends. */
const FLUSHED = Buffer.from([0x00, 0x00, 0xff, 0xff]);

let sandbox: QuietSandbox;

beforeEach(async () => {
  sandbox = await startQuietSandbox({ guilds: 3 });
});
afterEach(() => sandbox.close());

const guildId = () => sandbox.announcement.guildId;
const id = (channel: string): string => sandbox.announcement.channelIds[channel] ?? '';
const botId = (): string => sandbox.announcement.userIds['Lyrebird'] ?? '';
const call = (method: string, path: string, body?: unknown) => callApi(sandbox, method, path, body);

describe('the gateway, for clients unlike discord.js', () => {
  test('one that asks for both kinds of compression gets the stream', async () => {
    const query = 'v=10&encoding=json&compress=zlib-stream';
    const socket = new WebSocket(`${sandbox.discord.gatewayUrl}/?${query}`);
    const received: Buffer[] = [];
    socket.on('message', (data: Buffer) => received.push(data));
    await once(socket, 'open');
    const text = () =>
      inflateSync(Buffer.concat(received), { finishFlush: constants.Z_SYNC_FLUSH }).toString();
    const d = {
      token: sandbox.announcement.discordToken,
      intents: 1,
      properties: { os: 'linux', browser: 'x', device: 'x' },
      compress: true,
      large_threshold: 250,
    };
    socket.send(JSON.stringify({ op: GatewayOpcodes.Identify, d }));
    const signal = AbortSignal.timeout(PATIENCE_MS);
    while (received.length === 0 || !text().includes('"GUILD_CREATE"')) {
      await once(socket, 'message', { signal });
    }
    for (const message of received) expect(message.subarray(-4)).toEqual(FLUSHED);
    expect(text()).toContain('"t":"READY"');
    socket.close();
  });

  test('one that sends ids as numbers joins voice and is answered', async () => {
    const gateway = await RawGateway.identified(sandbox, { intents: 1 | (1 << 7) });
    gateway.sendText(
      `{"op":4,"d":{"guild_id":${guildId()},"channel_id":${id('Lounge')},"self_mute":false,"self_deaf":true}}`,
    );
    const { d } = await gateway.event('VOICE_SERVER_UPDATE');
    expect(d).toMatchObject({ guild_id: guildId() });
    expect(sandbox.voice.expected[0]).toMatchObject({ channelId: id('Lounge'), userId: botId() });
    gateway.sendText(
      `{"op":8,"d":{"guild_id":${guildId()},"user_ids":[${botId()}],"limit":0,"presences":false}}`,
    );
    expect((await gateway.event('GUILD_MEMBERS_CHUNK')).d).toMatchObject({
      guild_id: guildId(),
      members: [{ user: { id: botId() } }],
      not_found: [],
    });
    gateway.close();
  });

  test.each([
    [
      'every optional field null',
      { compress: null, large_threshold: null, shard: null, presence: null },
    ],
    [
      'a presence of nothing but nulls',
      { presence: { since: null, activities: null, status: null, afk: null } },
    ],
    ['the name of its compression', { compress: 'zlib-stream' }],
    ['the scheme in front of its token', { token: `Bot ${'TOKEN'}` }],
    ['fields that nobody knows', { v: 10, capabilities: 253, guild_subscriptions: false }],
  ])('one that identifies with %s is let in', async (_what, fields) => {
    const { discordToken } = sandbox.announcement;
    const given =
      'token' in fields ? { token: fields.token.replace('TOKEN', discordToken) } : fields;
    const gateway = await RawGateway.identified(sandbox, given);
    expect(gateway.events).toContain('READY');
    // The same holds for what it says of itself later.
    gateway.send(GatewayOpcodes.PresenceUpdate, { since: null, activities: null, status: 'idle' });
    await gateway.settled();
    gateway.close();
  });

  test.each([
    ['v=9&encoding=json', 9],
    ['v=10', 10],
    ['', 10],
  ])('one that connects with "%s" gets version %i', async (query, version) => {
    const gateway = await RawGateway.open(sandbox, query);
    gateway.identify();
    expect((await gateway.event('READY')).d).toMatchObject({ v: version });
    gateway.close();
  });

  test('one of a version that Discord deprecates is closed with 4012', async () => {
    const gateway = await RawGateway.open(sandbox, 'v=8&encoding=json');
    expect(await gateway.closed()).toBe(4_012);
  });

  test('one that leaves a call of no guild, or asks for what there is not, stays in', async () => {
    const gateway = await RawGateway.identified(sandbox, { intents: 1 });
    gateway.send(GatewayOpcodes.VoiceStateUpdate, {
      guild_id: null,
      channel_id: null,
      self_mute: null,
      self_deaf: null,
    });
    gateway.send(GatewayOpcodes.RequestSoundboardSounds, { guild_ids: [guildId()] });
    expect((await gateway.event('SOUNDBOARD_SOUNDS')).d).toEqual({
      guild_id: guildId(),
      soundboard_sounds: [],
    });
    const { world } = sandbox.discord;
    const lounge = world.channel(id('Lounge'));
    if (lounge === undefined) throw new Error('No Lounge');
    world.setVoiceStatus(lounge, 'Quiet, please');
    const fields = ['status', 'voice_start_time'];
    gateway.send(GatewayOpcodes.RequestChannelInfo, { guild_id: guildId(), fields });
    expect((await gateway.event('CHANNEL_INFO')).d).toEqual({
      guild_id: guildId(),
      channels: [{ id: id('Lounge'), status: 'Quiet, please' }],
    });
    gateway.close();
  });

  test("a bot's voice session is that of its gateway", async () => {
    const gateway = await RawGateway.identified(sandbox, { intents: 1 | (1 << 7) });
    const join = {
      guild_id: guildId(),
      channel_id: id('Lounge'),
      self_mute: false,
      self_deaf: false,
    };
    gateway.send(GatewayOpcodes.VoiceStateUpdate, join);
    const { d } = await gateway.event('VOICE_STATE_UPDATE');
    expect(d).toMatchObject({ user_id: botId(), session_id: gateway.sessionId });
    expect(sandbox.voice.expected.at(-1)).toMatchObject({ sessionId: gateway.sessionId });
    // A moderator moves it: it is the same session still.
    sandbox.discord.voiceStates.move(guildId(), botId(), id('Studio'));
    await gateway.settled();
    expect(sandbox.voice.expected.at(-1)).toMatchObject({
      channelId: id('Studio'),
      sessionId: gateway.sessionId,
    });
    gateway.close();
  });

  test('a change of roles sends no voice state, one of being muted does', async () => {
    const gateway = await RawGateway.identified(sandbox, { intents: 1 | (1 << 7) });
    const voiceStates = () => gateway.events.filter((name) => name === 'VOICE_STATE_UPDATE').length;
    sandbox.people.get('Cleo').join('Lounge');
    await gateway.event('VOICE_STATE_UPDATE');
    const change = (body: object) => control(sandbox, 'PATCH', '/members/cleo', body);
    expect((await change({ roles: ['Moderator'] })).status).toBe(204);
    await gateway.settled();
    expect(voiceStates()).toBe(1);
    expect((await change({ mute: true })).status).toBe(204);
    await gateway.settled();
    expect(voiceStates()).toBe(2);
    gateway.close();
  });

  test('one that wants ETF gets it, with ids as texts or as numbers', async () => {
    const socket = new WebSocket(`${sandbox.discord.gatewayUrl}/?v=10&encoding=etf`);
    const received: Buffer[] = [];
    socket.on('message', (data: Buffer, isBinary) => {
      expect(isBinary).toBe(true);
      received.push(data);
    });
    const until = async (name: string) => {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      for (;;) {
        const found = received.map((data) => Object(decodeEtf(data))).find(({ t }) => t === name);
        if (found !== undefined) return found;
        await once(socket, 'message', { signal });
      }
    };
    await once(socket, 'open');
    const d = {
      token: sandbox.announcement.discordToken,
      intents: 1 | (1 << 7),
      properties: { os: 'linux', browser: 'x', device: 'x' },
      shard: [0, 1],
      presence: null,
    };
    socket.send(encodeEtf({ op: GatewayOpcodes.Identify, d }));
    expect(await until('READY')).toMatchObject({ op: 0, d: { user: { id: botId() } } });
    expect(await until('GUILD_CREATE')).toMatchObject({ d: { id: guildId(), large: false } });
    socket.send(encodeEtf({ op: 4, d: { guild_id: guildId(), channel_id: id('Lounge') } }));
    expect(await until('VOICE_SERVER_UPDATE')).toMatchObject({ d: { guild_id: guildId() } });
    socket.send(JSON.stringify({ op: 1, d: null }));
    expect((await once(socket, 'close'))[0]).toBe(4_002);
  });

  test('one that wants an encoding which nobody speaks is told', async () => {
    const upgrade = request(`${sandbox.discord.gatewayUrl.replace('ws:', 'http:')}/?encoding=xml`, {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': Buffer.alloc(16).toString('base64'),
      },
    }).end();
    const [response] = await once(upgrade, 'response', {
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    expect(response.statusCode).toBe(400);
    expect(String(await response.setEncoding('utf8').toArray())).toContain('encoding=json');
  });
});

describe('the REST API, for clients unlike discord.js', () => {
  test.each([
    ['an object', 'GET', '/users/@me'],
    ['a list', 'GET', '/users/@me/guilds'],
    ['a refusal', 'GET', '/channels/1'],
    ['a route that is not there', 'GET', '/nowhere'],
    ['a form that is none', 'POST', '/applications/1/commands'],
  ])('names no charset for %s', async (_what, method, path) => {
    const { headers } = await call(method, path, method === 'GET' ? undefined : {});
    expect(headers.get('content-type')).toBe('application/json');
  });

  test.each([
    ['/v10', 200],
    ['/v9', 200],
    ['', 200],
    ['/v8', 400],
    ['/v11', 400],
  ])('answers under /api%s with %i', async (version, status) => {
    const { discordApiUrl, discordToken } = sandbox.announcement;
    const response = await fetch(`${discordApiUrl}${version}/users/@me`, {
      headers: { authorization: `Bot ${discordToken}` },
    });
    expect(response.status).toBe(status);
    const body = await response.json();
    expect(body).toMatchObject(status === 200 ? { id: botId() } : { code: 50_041 });
  });

  test('lists its guilds page by page, to the end', async () => {
    const ids = sandbox.announcement.guilds.map((guild) => guild.id);
    const page = async (query: string) => (await call('GET', `/users/@me/guilds${query}`)).body;
    expect(await page('')).toMatchObject(ids.map((each) => ({ id: each })));
    expect(await page('?limit=2&after=0')).toMatchObject([{ id: ids[0] }, { id: ids[1] }]);
    expect(await page(`?limit=2&after=${ids[1]}`)).toMatchObject([{ id: ids[2] }]);
    expect(await page(`?after=${ids[2]}`)).toEqual([]);
    expect(await page(`?limit=1&before=${ids[2]}`)).toMatchObject([{ id: ids[1] }]);
    expect(await page('?limit=1&with_counts=true')).toMatchObject([
      { approximate_member_count: 5, approximate_presence_count: 5 },
    ]);
    expect((await call('GET', '/users/@me/guilds?limit=201')).status).toBe(400);
  });

  test('takes ids as numbers and keeps their digits', async () => {
    const { body } = await call('POST', `/channels/${id('music')}/messages`, { content: 'one' });
    const { discordApiUrl, discordToken } = sandbox.announcement;
    const messageId = String(Object(body).id);
    const response = await fetch(`${discordApiUrl}/v10/channels/${id('music')}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${discordToken}`, 'content-type': 'application/json' },
      body: `{"content":"two","message_reference":{"message_id":${messageId}}}`,
    });
    expect(await response.json()).toMatchObject({ message_reference: { message_id: messageId } });
  });

  test('lets a bot leave a guild, voice included', async () => {
    const bot = await logIn(sandbox);
    const left = once(bot, Events.GuildDelete);
    sandbox.discord.voiceStates.join(guildId(), id('Lounge'), botId(), {
      selfMute: false,
      selfDeaf: false,
    });
    await bot.guilds.cache.get(guildId())?.leave();
    await left;
    expect(sandbox.discord.world.guilds.get(guildId())?.voiceStates.size).toBe(0);
    expect(await call('GET', `/guilds/${guildId()}`)).toMatchObject({ body: { code: 10_004 } });
    expect(await call('DELETE', `/users/@me/guilds/${guildId()}`)).toMatchObject({ status: 404 });
    await bot.destroy();
  });

  test('clears up several messages at once, for whoever may', async () => {
    const gateway = await RawGateway.identified(sandbox, { intents: 1 | (1 << 9) });
    const path = `/channels/${id('music')}/messages`;
    const ids: string[] = [];
    for (const content of ['one', 'two', 'three']) {
      ids.push(String(Object((await call('POST', path, { content })).body).id));
    }
    const clear = (messages: readonly string[]) =>
      call('POST', `${path}/bulk-delete`, { messages });
    expect(await clear(ids)).toMatchObject({ status: 403, body: { code: 50_013 } });
    const { world } = sandbox.discord;
    const role = [...(world.guilds.get(guildId())?.roles.values() ?? [])].find(
      ({ botId }) => botId,
    );
    if (role === undefined) throw new Error('The bot has no role');
    world.setRole(guildId(), { ...role, permissions: role.permissions | (1n << 13n) });

    expect(await clear(ids.slice(0, 1))).toMatchObject({ status: 400, body: { code: 50_035 } });
    const old = '1345274354115543040';
    expect(await clear([old, ...ids])).toMatchObject({ status: 400, body: { code: 50_034 } });
    expect((await clear(ids.slice(0, 2))).status).toBe(204);
    expect((await gateway.event('MESSAGE_DELETE_BULK')).d).toEqual({
      ids: ids.slice(0, 2),
      channel_id: id('music'),
      guild_id: guildId(),
    });
    expect(gateway.events).not.toContain('MESSAGE_DELETE');
    expect((await call('GET', path)).body).toMatchObject([{ content: 'three' }]);
    // Again: they are gone, which is no error.
    expect((await clear(ids.slice(0, 2))).status).toBe(204);
    gateway.close();
  });
});
