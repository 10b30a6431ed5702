import { request } from 'node:http';
import type * as api from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { presentInteraction } from '#src/sandbox/interactions/payload.ts';
import type { presentGuild, presentGuildCreate } from '#src/sandbox/wire/guilds.ts';
import type {
  presentApplication,
  presentMember,
  presentRole,
  presentUser,
} from '#src/sandbox/wire/users.ts';
import type { presentVoiceState } from '#src/sandbox/wire/voiceStates.ts';
import { callApi } from '../support/api.ts';
import { type QuietSandbox, startQuietSandbox } from '../support/sandbox.ts';

/** Fields that are documented as always there, and that an object lacks. */
type Missing<Documented, Present> = Exclude<
  {
    [Field in keyof Documented]-?: undefined extends Documented[Field] ? never : Field;
  }[keyof Documented],
  keyof Present
>;
type Complete<Documented, Present> = [Missing<Documented, Present>] extends [never]
  ? 'complete'
  : Missing<Documented, Present>;

/** Compiles only while every object is complete. */
const SHAPES: readonly [
  Complete<api.APIUser, ReturnType<typeof presentUser>>,
  Complete<api.APIGuildMember, ReturnType<typeof presentMember>>,
  Complete<api.APIRole, ReturnType<typeof presentRole>>,
  Complete<api.APIApplication, ReturnType<typeof presentApplication>>,
  Complete<api.APIGuild, ReturnType<typeof presentGuild>>,
  Complete<api.GatewayGuildCreateDispatchData, ReturnType<typeof presentGuildCreate>>,
  Complete<api.APIVoiceState, ReturnType<typeof presentVoiceState>>,
  Complete<api.APIChatInputApplicationCommandInteraction, ReturnType<typeof presentInteraction>>,
  Complete<
    api.APIMessageComponentInteraction,
    ReturnType<typeof presentInteraction> & { message: 0 }
  >,
] = [
  'complete',
  'complete',
  'complete',
  'complete',
  'complete',
  'complete',
  'complete',
  'complete',
  'complete',
];

test('objects have every field that is documented as always there', () => {
  expect(SHAPES.every((shape) => shape === 'complete')).toBe(true);
});

let sandbox: QuietSandbox;
beforeAll(async () => {
  sandbox = await startQuietSandbox();
});
afterAll(() => sandbox.close());

const MESSAGE: readonly (keyof api.APIMessage)[] = [
  'id',
  'channel_id',
  'author',
  'content',
  'timestamp',
  'edited_timestamp',
  'tts',
  'mention_everyone',
  'mentions',
  'mention_roles',
  'attachments',
  'embeds',
  'pinned',
  'type',
  'components',
  'flags',
];
const CHANNEL: readonly (keyof api.APITextChannel)[] = [
  'id',
  'type',
  'guild_id',
  'name',
  'position',
  'parent_id',
  'flags',
  'permission_overwrites',
  'nsfw',
  'rate_limit_per_user',
  'last_message_id',
];

test('messages and channels do so on the wire', async () => {
  const music = `/channels/${sandbox.announcement.channelIds['music']}`;
  const lounge = `/channels/${sandbox.announcement.channelIds['Lounge']}`;
  const { body: message } = await callApi(sandbox, 'POST', `${music}/messages`, { content: 'a' });
  expect(Object.keys(Object(message))).toEqual(expect.arrayContaining([...MESSAGE]));
  const { body: text } = await callApi(sandbox, 'GET', music);
  expect(Object.keys(Object(text))).toEqual(expect.arrayContaining([...CHANNEL, 'topic']));
  const { body: voice } = await callApi(sandbox, 'GET', lounge);
  const own = ['bitrate', 'user_limit', 'rtc_region'];
  expect(Object.keys(Object(voice))).toEqual(expect.arrayContaining([...CHANNEL, ...own]));
});

describe('headers', () => {
  test('answers are JSON, come from the API, and tell limits', async () => {
    const { headers } = await callApi(sandbox, 'GET', '/users/@me');
    expect(headers.get('content-type')).toContain('application/json');
    expect(headers.get('via')).toBe('1.1 google');
    expect(headers.get('date')).not.toBeNull();
    for (const name of ['bucket', 'limit', 'remaining', 'reset', 'reset-after']) {
      expect(headers.get(`x-ratelimit-${name}`)).not.toBeNull();
    }
  });

  test('a client that does not say who it is is blocked', async () => {
    const { discordApiUrl, discordToken } = sandbox.announcement;
    const url = `${discordApiUrl}/v10/users/@me`;
    const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
    const asked = request(url, { headers: { authorization: `Bot ${discordToken}` } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.on('error', reject);
    asked.end();
    expect(await promise).toBe(403);
  });
});

describe('commands', () => {
  test('200 new ones a day; changing one costs nothing', async () => {
    const { applicationId, guildId } = sandbox.announcement;
    const url = `/applications/${applicationId}/guilds/${guildId}/commands`;
    const named = (from: number) =>
      Array.from({ length: 100 }, (_, index) => ({ name: `c${from + index}`, description: 'a' }));
    expect((await callApi(sandbox, 'PUT', url, named(0))).status).toBe(200);
    expect((await callApi(sandbox, 'PUT', url, named(0))).status).toBe(200);
    expect((await callApi(sandbox, 'PUT', url, named(100))).status).toBe(200);
    const changed = { name: 'c150', description: 'another' };
    expect((await callApi(sandbox, 'POST', url, changed)).status).toBe(200);
    const answer = await callApi(sandbox, 'PUT', url, named(101));
    expect(answer).toMatchObject({ status: 400, body: { code: 30_034 } });
    const elsewhere = `/applications/${applicationId}/commands`;
    expect((await callApi(sandbox, 'PUT', elsewhere, named(0))).status).toBe(200);
  });
});
