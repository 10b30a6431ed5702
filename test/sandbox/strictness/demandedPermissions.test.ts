import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type PermissionName, permissionBits } from '#src/sandbox/world/permissions.ts';
import { callApi } from '../support/api.ts';
import { type QuietSandbox, startQuietSandbox } from '../support/sandbox.ts';

let sandbox: QuietSandbox;

beforeEach(async () => {
  sandbox = await startQuietSandbox();
});
afterEach(() => sandbox.close());

const channelId = (name: string): string => sandbox.announcement.channelIds[name] ?? '';
const userId = (name: string): string => sandbox.announcement.userIds[name] ?? '';
const guildId = (): string => sandbox.announcement.guildId;
const SELF = { selfMute: false, selfDeaf: false };

/** The bot's role gives exactly these, and @everyone gives nothing. */
function botMay(...names: PermissionName[]): void {
  const { world } = sandbox.discord;
  for (const role of world.guilds.get(guildId())?.roles.values() ?? []) {
    if (role.name === 'Moderator') continue;
    const permissions = role.id === guildId() ? 0n : permissionBits(...names);
    world.setRole(guildId(), { ...role, permissions });
  }
}

type Request = () => readonly [method: string, path: string, body?: unknown];

const message =
  (body: unknown): Request =>
  () => ['POST', `/channels/${channelId('music')}/messages`, body];
const files: Request = () => {
  const form = new FormData();
  form.set('files[0]', new Blob(['a']), 'a.txt');
  return ['POST', `/channels/${channelId('music')}/messages`, form];
};
const onMessage =
  (method: string, path = ''): Request =>
  () => {
    const { id } = sandbox.people.get('Ada').say('music', 'mine');
    return [method, `/channels/${channelId('music')}/messages${path}/${id}`];
  };
const onMember =
  (name: string, body: unknown, where?: string): Request =>
  () => {
    if (where !== undefined) sandbox.people.get(name).join(where);
    return ['PATCH', `/guilds/${guildId()}/members/${userId(name)}`, body];
  };
const onStage =
  (who: string, body: unknown): Request =>
  () => {
    sandbox.discord.voiceStates.join(guildId(), channelId('Stage'), userId(who), SELF);
    const path = `/guilds/${guildId()}/voice-states/${who === 'Lyrebird' ? '@me' : userId(who)}`;
    return ['PATCH', path, body];
  };
const onChannel =
  (method: string, name: string, body?: unknown, path = ''): Request =>
  () => [method, `/channels/${channelId(name)}${path}`, body];
const overwrite =
  (body: unknown): Request =>
  () => ['PUT', `/channels/${channelId('music')}/permissions/${userId('Cleo')}`, body];
const status =
  (inside: boolean): Request =>
  () => {
    if (inside) {
      sandbox.discord.voiceStates.join(guildId(), channelId('Lounge'), userId('Lyrebird'), SELF);
    }
    return ['PUT', `/channels/${channelId('Lounge')}/voice-status`, { status: 'a' }];
  };
const hour = (): string => new Date(sandbox.discord.world.time.epochMs() + 3_600_000).toISOString();

const VIEW: PermissionName[] = ['ViewChannel'];
const SEND: PermissionName[] = ['ViewChannel', 'SendMessages'];
const HISTORY: PermissionName[] = ['ViewChannel', 'ReadMessageHistory'];
const VOICE: PermissionName[] = ['ViewChannel', 'Connect'];
const MISSING = 50_013;
const ACCESS = 50_001;

/** With these permissions the request is refused with that code; with one more it is done. */
const demands: [
  what: string,
  has: PermissionName[],
  code: number,
  needs: PermissionName[],
  Request,
][] = [
  ['seeing a channel', [], ACCESS, VIEW, onChannel('GET', 'music')],
  ['writing', VIEW, MISSING, ['SendMessages'], message({ content: 'a' })],
  ['typing', VIEW, MISSING, ['SendMessages'], onChannel('POST', 'music', undefined, '/typing')],
  ['sending an embed', SEND, MISSING, ['EmbedLinks'], message({ embeds: [{ title: 'a' }] })],
  ['sending a file', SEND, MISSING, ['AttachFiles'], files],
  [
    'having a message spoken',
    SEND,
    MISSING,
    ['SendTTSMessages'],
    message({ content: 'a', tts: true }),
  ],
  ["reading another's message", VIEW, ACCESS, ['ReadMessageHistory'], onMessage('GET')],
  ["deleting another's message", HISTORY, MISSING, ['ManageMessages'], onMessage('DELETE')],
  ['pinning', HISTORY, MISSING, ['PinMessages'], onMessage('PUT', '/pins')],
  [
    'changing a channel',
    VIEW,
    MISSING,
    ['ManageChannels'],
    onChannel('PATCH', 'music', { name: 'a' }),
  ],
  ['deleting a channel', VIEW, MISSING, ['ManageChannels'], onChannel('DELETE', 'music')],
  [
    'changing a voice channel without Connect',
    ['ViewChannel', 'ManageChannels'],
    MISSING,
    ['Connect'],
    onChannel('PATCH', 'Lounge', { name: 'a' }),
  ],
  [
    'changing overwrites with a channel',
    ['ViewChannel', 'ManageChannels'],
    MISSING,
    ['ManageRoles'],
    onChannel('PATCH', 'music', { permission_overwrites: [] }),
  ],
  ['an overwrite', VIEW, MISSING, ['ManageRoles'], overwrite({ type: 1, allow: '1024' })],
  [
    'giving what one does not have',
    ['ViewChannel', 'ManageRoles'],
    MISSING,
    ['ManageMessages'],
    overwrite({ type: 1, allow: '8192' }),
  ],
  [
    'taking what one does not have',
    ['ViewChannel', 'ManageRoles'],
    MISSING,
    ['SendMessages'],
    overwrite({ type: 1, deny: '2048' }),
  ],
  ['the status of a channel one is in', VOICE, MISSING, ['SetVoiceChannelStatus'], status(true)],
  [
    'the status of a channel one is not in',
    [...VOICE, 'SetVoiceChannelStatus'],
    MISSING,
    ['ManageChannels'],
    status(false),
  ],
  [
    "one's own nickname",
    VIEW,
    MISSING,
    ['ChangeNickname'],
    () => ['PATCH', `/guilds/${guildId()}/members/@me`, { nick: 'a' }],
  ],
  ["another's nickname", VIEW, MISSING, ['ManageNicknames'], onMember('Cleo', { nick: 'a' })],
  ['muting', VOICE, MISSING, ['MuteMembers'], onMember('Cleo', { mute: true }, 'Lounge')],
  ['deafening', VOICE, MISSING, ['DeafenMembers'], onMember('Cleo', { deaf: true }, 'Lounge')],
  [
    'disconnecting',
    VOICE,
    MISSING,
    ['MoveMembers'],
    onMember('Cleo', { channel_id: null }, 'Lounge'),
  ],
  [
    'moving',
    VOICE,
    MISSING,
    ['MoveMembers'],
    () => onMember('Cleo', { channel_id: channelId('Studio') }, 'Lounge')(),
  ],
  [
    'moving to where one cannot go',
    ['ViewChannel', 'MoveMembers'],
    MISSING,
    ['Connect'],
    () => onMember('Cleo', { channel_id: channelId('Studio') }, 'Lounge')(),
  ],
  [
    'a time-out',
    VIEW,
    MISSING,
    ['ModerateMembers'],
    () => onMember('Cleo', { communication_disabled_until: hour() })(),
  ],
  [
    'speaking on a stage',
    VOICE,
    MISSING,
    ['MuteMembers'],
    onStage('Lyrebird', { suppress: false }),
  ],
  [
    'having another speak on a stage',
    VOICE,
    MISSING,
    ['MuteMembers'],
    onStage('Cleo', { suppress: false }),
  ],
  [
    'asking to speak',
    VOICE,
    MISSING,
    ['RequestToSpeak'],
    () => onStage('Lyrebird', { request_to_speak_timestamp: hour() })(),
  ],
];

describe('takes a permission:', () => {
  test.each(demands)('%s', async (_what, has, code, needs, request) => {
    // Members come and go by their own permissions, before these are taken away.
    const [method, path, body] = request();
    botMay(...has);
    const refused = await callApi(sandbox, method, path, body);
    expect(refused).toMatchObject({ status: 403, body: { code } });
    botMay(...has, ...needs);
    const done = await callApi(sandbox, method, path, body);
    expect([200, 204]).toContain(done.status);
  });
});

describe('rank', () => {
  const everything: PermissionName[] = [
    'ManageNicknames',
    'ModerateMembers',
    'MuteMembers',
    'ViewChannel',
    'Connect',
  ];
  test.each(['Ada', 'Ben'])('%s stands above the bot: no nickname, no time-out', async (name) => {
    botMay(...everything);
    for (const body of [{ nick: 'a' }, { communication_disabled_until: hour() }]) {
      const [method, path] = onMember(name, body)();
      expect(await callApi(sandbox, method, path, body)).toMatchObject({
        status: 403,
        body: { code: MISSING },
      });
    }
  });

  test('muting asks for no rank', async () => {
    const [method, path, body] = onMember('Ada', { mute: true }, 'Lounge')();
    botMay(...everything);
    expect((await callApi(sandbox, method, path, body)).status).toBe(200);
  });
});

test.each(['mute', 'deaf'])('%s: only who is in voice', async (field) => {
  botMay('MuteMembers', 'DeafenMembers');
  const path = `/guilds/${guildId()}/members/${userId('Cleo')}`;
  expect(await callApi(sandbox, 'PATCH', path, { [field]: true })).toMatchObject({
    status: 400,
    body: { code: 40_032 },
  });
});

test('a bot in time-out can write nothing and change nothing', async () => {
  const { world } = sandbox.discord;
  const bot = world.guilds.get(guildId())?.members.get(userId('Lyrebird'));
  if (bot === undefined) throw new Error('No bot');
  world.updateMember(guildId(), bot, { timedOutUntilEpochMs: world.time.epochMs() + 60_000 });
  const music = `/channels/${channelId('music')}`;
  expect((await callApi(sandbox, 'GET', music)).status).toBe(200);
  expect(await callApi(sandbox, 'POST', `${music}/messages`, { content: 'a' })).toMatchObject({
    body: { code: MISSING },
  });
  const nick = await callApi(sandbox, 'PATCH', `/guilds/${guildId()}/members/@me`, { nick: 'a' });
  expect(nick).toMatchObject({ status: 403, body: { code: MISSING } });
});

test('an overwrite that lets one manage roles in a channel lets one give what one has not', async () => {
  botMay('ViewChannel', 'ManageRoles');
  const { world } = sandbox.discord;
  const music = world.channel(channelId('music'));
  if (music === undefined) throw new Error('No channel');
  const allow = permissionBits('ManageRoles');
  world.updateChannel(music, {
    overwrites: [{ id: userId('Lyrebird'), type: 1, allow, deny: 0n }],
  });
  const [method, path, body] = overwrite({ type: 1, allow: '8192' })();
  expect((await callApi(sandbox, method, path, body)).status).toBe(204);
});

describe('pings', () => {
  const pinged = async (body: object) => {
    const answer = await callApi(sandbox, 'POST', `/channels/${channelId('music')}/messages`, body);
    return z
      .object({
        mention_everyone: z.boolean(),
        mention_roles: z.array(z.string()),
        mentions: z.array(z.object({ id: z.string() }).transform(({ id }) => id)),
      })
      .parse(answer.body);
  };
  const role = (): string => {
    const roles = [...(sandbox.discord.world.guilds.get(guildId())?.roles.values() ?? [])];
    return roles.find(({ name }) => name === 'Moderator')?.id ?? '';
  };
  const all = () => `@everyone <@${userId('Ada')}> <@&${role()}>`;

  test('everyone and roles take Mention Everyone; users do not', async () => {
    expect(await pinged({ content: all() })).toEqual({
      mention_everyone: false,
      mention_roles: [],
      mentions: [userId('Ada')],
    });
    botMay('ViewChannel', 'SendMessages', 'MentionEveryone');
    expect(await pinged({ content: all() })).toEqual({
      mention_everyone: true,
      mention_roles: [role()],
      mentions: [userId('Ada')],
    });
  });

  test('what a message does not allow is not pinged, whatever the bot may', async () => {
    botMay('ViewChannel', 'SendMessages', 'MentionEveryone');
    expect(await pinged({ content: all(), allowed_mentions: { parse: [] } })).toEqual({
      mention_everyone: false,
      mention_roles: [],
      mentions: [],
    });
    const named = { users: [userId('Ada')], roles: [role()] };
    expect(await pinged({ content: all(), allowed_mentions: named })).toEqual({
      mention_everyone: false,
      mention_roles: [role()],
      mentions: [userId('Ada')],
    });
  });

  test('texts of Components V2 ping as well', async () => {
    botMay('ViewChannel', 'SendMessages', 'MentionEveryone');
    const components = [{ type: 17, components: [{ type: 10, content: '@here' }] }];
    expect((await pinged({ flags: 32_768, components })).mention_everyone).toBe(true);
  });

  test('an answer pings whom it answers, unless it does not want to', async () => {
    const { id } = sandbox.people.get('Ben').say('music', 'hello');
    const answer = { content: 'a', message_reference: { message_id: id } };
    expect((await pinged(answer)).mentions).toEqual([userId('Ben')]);
    const quiet = { ...answer, allowed_mentions: { parse: [] } };
    expect((await pinged(quiet)).mentions).toEqual([]);
  });
});
