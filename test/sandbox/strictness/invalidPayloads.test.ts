import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callApi, errorsByPath } from '../support/api.ts';
import { type QuietSandbox, startQuietSandbox } from '../support/sandbox.ts';

let sandbox: QuietSandbox;

beforeAll(async () => {
  sandbox = await startQuietSandbox();
  // Whoever may do everything is refused for the form alone.
  const { guildId } = sandbox.announcement;
  const role = [...(sandbox.discord.world.guilds.get(guildId)?.roles.values() ?? [])].find(
    ({ name }) => name === 'Lyrebird',
  );
  if (role === undefined) throw new Error('No role');
  sandbox.discord.world.setRole(guildId, { ...role, permissions: 8n });
});
afterAll(() => sandbox.close());

const V2 = 32_768;
/** Where there is a lower bound above zero, the range is told. */
const MAX_LENGTH = 'BASE_TYPE_MAX_LENGTH';
const BAD_LENGTH = 'BASE_TYPE_BAD_LENGTH';
const long = (length: number): string => 'x'.repeat(length);
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const row = (...components: unknown[]) => ({ components: [{ type: 1, components }] });
const button = (fields: object = {}) => ({
  type: 2,
  style: 1,
  label: 'a',
  custom_id: 'a',
  ...fields,
});
const select = (fields: object = {}) => ({
  type: 3,
  custom_id: 'a',
  options: many(2, (index) => ({ label: `${index}`, value: `${index}` })),
  ...fields,
});
const layout = (...components: unknown[]) => ({ flags: V2, components });
const embed = (fields: object) => ({ embeds: [fields] });

type Case = readonly [what: string, body: unknown, path: string, code: string];

const refusedAt = (method: string, path: () => string, cases: readonly Case[]): void => {
  test.each(cases)('%s', async (_what, body, at, code) => {
    const answer = await callApi(sandbox, method, path(), body);
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 50035, message: 'Invalid Form Body' },
    });
    expect(errorsByPath(answer.body)[at]).toContain(code);
  });
};

const music = () => `/channels/${sandbox.announcement.channelIds['music']}`;
const lounge = () => `/channels/${sandbox.announcement.channelIds['Lounge']}`;
const guild = () => `/guilds/${sandbox.announcement.guildId}`;

describe('a message is refused for', () => {
  refusedAt('POST', () => `${music()}/messages`, [
    ['a body that is a list', [], '', 'MODEL_TYPE_CONVERT'],
    [
      'content that is a number of no text',
      { content: { a: 1 } },
      'content',
      'STRING_TYPE_CONVERT',
    ],
    ['embeds that are no list', { embeds: {} }, 'embeds', 'LIST_TYPE_CONVERT'],
    ['an embed that is no object', { embeds: ['a'] }, 'embeds.0', 'MODEL_TYPE_CONVERT'],
    ['components that are no list', { components: 'a' }, 'components', 'LIST_TYPE_CONVERT'],
    ['tts that is no yes or no', { content: 'a', tts: 'maybe' }, 'tts', 'BOOLEAN_TYPE_CONVERT'],
    ['flags that are no number', { content: 'a', flags: 'x' }, 'flags', 'NUMBER_TYPE_COERCE'],
    ['flags below zero', { content: 'a', flags: -1 }, 'flags', 'NUMBER_TYPE_MIN'],
    ['a long nonce', { content: 'a', nonce: long(26) }, 'nonce', 'BASE_TYPE_MAX_LENGTH'],
    [
      'mentions of an unknown kind',
      { content: 'a', allowed_mentions: { parse: ['cats'] } },
      'allowed_mentions.parse.0',
      'BASE_TYPE_CHOICES',
    ],
    [
      'mentions of all users and of some',
      { content: 'a', allowed_mentions: { parse: ['users'], users: ['1'] } },
      'allowed_mentions',
      'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
    ],
    [
      'mentions of all roles and of some',
      { content: 'a', allowed_mentions: { parse: ['roles'], roles: ['1'] } },
      'allowed_mentions',
      'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
    ],
    [
      'a mention of no id',
      { content: 'a', allowed_mentions: { users: ['Ada'] } },
      'allowed_mentions.users.0',
      'NUMBER_TYPE_COERCE',
    ],
    [
      '101 mentions',
      { content: 'a', allowed_mentions: { users: many(101, (index) => `${index + 1}`) } },
      'allowed_mentions.users',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a reference to no id',
      { content: 'a', message_reference: { message_id: 'last' } },
      'message_reference.message_id',
      'NUMBER_TYPE_COERCE',
    ],
    [
      'a reference without message',
      { content: 'a', message_reference: {} },
      'message_reference.message_id',
      'BASE_TYPE_REQUIRED',
    ],
    [
      '11 attachments',
      { content: 'a', attachments: many(11, (id) => ({ id })) },
      'attachments',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'an attachment without id',
      { content: 'a', attachments: [{ filename: 'a.txt' }] },
      'attachments.0.id',
      'BASE_TYPE_REQUIRED',
    ],
    [
      'a long description of an attachment',
      { content: 'a', attachments: [{ id: 0, description: long(1_025) }] },
      'attachments.0.description',
      'BASE_TYPE_MAX_LENGTH',
    ],
  ]);
});

describe('an embed is refused for', () => {
  refusedAt('POST', () => `${music()}/messages`, [
    ['a long footer', embed({ footer: { text: long(2_049) } }), 'embeds.0.footer.text', MAX_LENGTH],
    ['a footer without text', embed({ footer: {} }), 'embeds.0.footer.text', 'BASE_TYPE_REQUIRED'],
    ['a long author', embed({ author: { name: long(257) } }), 'embeds.0.author.name', MAX_LENGTH],
    ['an author without name', embed({ author: {} }), 'embeds.0.author.name', 'BASE_TYPE_REQUIRED'],
    [
      'a long name of a field',
      embed({ fields: [{ name: long(257), value: 'a' }] }),
      'embeds.0.fields.0.name',
      MAX_LENGTH,
    ],
    [
      'a long value of a field',
      embed({ fields: [{ name: 'a', value: long(1_025) }] }),
      'embeds.0.fields.0.value',
      MAX_LENGTH,
    ],
    [
      'a strange time',
      embed({ title: 'a', timestamp: 'yesterday' }),
      'embeds.0.timestamp',
      'DATETIME_TYPE_PARSE',
    ],
    [
      'a strange link',
      embed({ title: 'a', url: 'javascript:1' }),
      'embeds.0.url',
      'URL_TYPE_INVALID_SCHEME',
    ],
    [
      'a strange thumbnail',
      embed({ thumbnail: { url: 'data:,a' } }),
      'embeds.0.thumbnail.url',
      'URL_TYPE_INVALID_SCHEME',
    ],
    ['a colour in words', embed({ color: 'red' }), 'embeds.0.color', 'NUMBER_TYPE_COERCE'],
    ['a colour below zero', embed({ color: -1 }), 'embeds.0.color', 'NUMBER_TYPE_MIN'],
  ]);
});

describe('components are refused for', () => {
  const first = 'components.0.components.0';
  refusedAt('POST', () => `${music()}/messages`, [
    [
      'a button without style',
      row({ ...button(), style: undefined }),
      `${first}.style`,
      'BASE_TYPE_REQUIRED',
    ],
    [
      'a button without words',
      row(button({ label: '' })),
      `${first}.label`,
      'BUTTON_COMPONENT_INVALID_LABEL',
    ],
    [
      'a button with an empty emoji',
      row(button({ emoji: {} })),
      `${first}.emoji.name`,
      'COMPONENT_INVALID_EMOJI',
    ],
    [
      'an emoji of no id',
      row(button({ emoji: { id: 'a' } })),
      `${first}.emoji.id`,
      'NUMBER_TYPE_COERCE',
    ],
    [
      'a button to buy nothing',
      row({ type: 2, style: 6 }),
      `${first}.sku_id`,
      'BUTTON_COMPONENT_SKU_ID_REQUIRED',
    ],
    [
      'a link of a strange scheme',
      row({ type: 2, style: 5, label: 'a', url: 'ftp://a' }),
      `${first}.url`,
      'URL_TYPE_INVALID_SCHEME',
    ],
    [
      'a long link',
      row({ type: 2, style: 5, label: 'a', url: `https://a/${long(512)}` }),
      `${first}.url`,
      BAD_LENGTH,
    ],
    [
      'disabled that is no yes or no',
      row(button({ disabled: 'x' })),
      `${first}.disabled`,
      'BOOLEAN_TYPE_CONVERT',
    ],
    ['an id out of range', row(button({ id: -1 })), `${first}.id`, 'NUMBER_TYPE_MIN'],
    ['no type', row({ style: 1 }), `${first}.type`, 'BASE_TYPE_REQUIRED'],
    [
      'a text input in a message',
      row({ type: 4, custom_id: 'a', style: 1, label: 'a' }),
      `${first}.type`,
      'UNION_TYPE_CHOICES',
    ],
    [
      'a select without id',
      row(select({ custom_id: undefined })),
      `${first}.custom_id`,
      'BASE_TYPE_REQUIRED',
    ],
    ['a select without options', row(select({ options: [] })), `${first}.options`, BAD_LENGTH],
    [
      '26 values at least',
      row(select({ min_values: 26 })),
      `${first}.min_values`,
      'NUMBER_TYPE_MAX',
    ],
    ['no value at most', row(select({ max_values: 0 })), `${first}.max_values`, 'NUMBER_TYPE_MIN'],
    [
      'more values at least than at most',
      row(select({ min_values: 2 })),
      `${first}.min_values`,
      'SELECT_COMPONENT_MIN_VALUES_GREATER_THAN_MAX_VALUES',
    ],
    [
      'more values than options',
      row(select({ max_values: 3 })),
      `${first}.max_values`,
      'SELECT_COMPONENT_MAX_VALUES_GREATER_THAN_OPTIONS',
    ],
    [
      'two defaults for one value',
      row(select({ options: many(2, (n) => ({ label: `${n}`, value: `${n}`, default: true })) })),
      `${first}.options`,
      'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES',
    ],
    [
      'a default role among users',
      row({ type: 5, custom_id: 'a', default_values: [{ id: '1', type: 'role' }] }),
      `${first}.default_values.0.type`,
      'BASE_TYPE_CHOICES',
    ],
    [
      'an empty custom id',
      row(button({ custom_id: '' })),
      `${first}.custom_id`,
      'BASE_TYPE_REQUIRED',
    ],
  ]);
  refusedAt('POST', () => `${music()}/messages`, [
    ['a gallery of nothing', layout({ type: 12, items: [] }), 'components.0.items', BAD_LENGTH],
    [
      'a gallery of 11',
      layout({ type: 12, items: many(11, () => ({ media: { url: 'https://a/b' } })) }),
      'components.0.items',
      BAD_LENGTH,
    ],
    [
      'a strange picture',
      layout({ type: 12, items: [{ media: { url: 'ftp://a' } }] }),
      'components.0.items.0.media.url',
      'URL_TYPE_INVALID_SCHEME',
    ],
    [
      'a strange spacing',
      layout({ type: 14, spacing: 3 }),
      'components.0.spacing',
      'BASE_TYPE_CHOICES',
    ],
    [
      'a colour out of range',
      layout({ type: 17, accent_color: 0x1_00_00_00, components: [{ type: 10, content: 'a' }] }),
      'components.0.accent_color',
      'NUMBER_TYPE_MAX',
    ],
    [
      'an empty container',
      layout({ type: 17, components: [] }),
      'components.0.components',
      BAD_LENGTH,
    ],
    ['a button that stands free', layout(button()), 'components.0.type', 'UNION_TYPE_CHOICES'],
    [
      'a file that is no upload',
      layout({ type: 13, file: { url: 'https://a/b' } }),
      'components.0.file.url',
      'FILE_COMPONENT_URL_INVALID',
    ],
    [
      'one id twice',
      layout({ type: 10, id: 7, content: 'a' }, { type: 10, id: 7, content: 'b' }),
      'components.1.id',
      'COMPONENT_ID_DUPLICATED',
    ],
    [
      'a section with a select beside it',
      layout({ type: 9, components: [{ type: 10, content: 'a' }], accessory: select() }),
      'components.0.accessory.type',
      'UNION_TYPE_CHOICES',
    ],
  ]);
});

describe('a command is refused for', () => {
  const command = (fields: object) => ({ name: 'a', description: 'a', ...fields });
  const option = (fields: object) =>
    command({ options: [{ type: 3, name: 'b', description: 'b', ...fields }] });
  refusedAt('POST', () => `/applications/${sandbox.announcement.applicationId}/commands`, [
    ['an unknown type', command({ type: 9 }), 'type', 'UNION_TYPE_CHOICES'],
    ['an unknown context', command({ contexts: [9] }), 'contexts.0', 'BASE_TYPE_CHOICES'],
    [
      'an unknown way to install',
      command({ integration_types: [5] }),
      'integration_types.0',
      'BASE_TYPE_CHOICES',
    ],
    ['no way to install', command({ integration_types: [] }), 'integration_types', BAD_LENGTH],
    [
      'a description for a menu entry',
      { type: 2, name: 'Look', description: 'a' },
      'description',
      MAX_LENGTH,
    ],
    ['an option without name', option({ name: undefined }), 'options.0.name', 'BASE_TYPE_REQUIRED'],
    [
      'an option without description',
      option({ description: '' }),
      'options.0.description',
      'BASE_TYPE_REQUIRED',
    ],
    [
      'an option with capitals',
      option({ name: 'Up' }),
      'options.0.name',
      'APPLICATION_COMMAND_INVALID_NAME',
    ],
    [
      'a long name of a choice',
      option({ choices: [{ name: long(101), value: 'a' }] }),
      'options.0.choices.0.name',
      BAD_LENGTH,
    ],
    [
      'one choice twice',
      option({ choices: many(2, (n) => ({ name: 'a', value: `${n}` })) }),
      'options.0.choices.1.name',
      'APPLICATION_COMMAND_OPTION_CHOICE_NAME_INVALID',
    ],
    [
      'a length out of range',
      option({ max_length: 6_001 }),
      'options.0.max_length',
      'NUMBER_TYPE_MAX',
    ],
    ['a length below zero', option({ min_length: -1 }), 'options.0.min_length', 'NUMBER_TYPE_MIN'],
    [
      'a whole number that is none',
      option({ type: 4, min_value: 1.5 }),
      'options.0.min_value',
      'NUMBER_TYPE_COERCE',
    ],
    [
      'a group in a group',
      option({ type: 2, options: [{ type: 2, name: 'c', description: 'c' }] }),
      'options.0.options.0.type',
      'BASE_TYPE_CHOICES',
    ],
    [
      '26 subcommand options',
      option({ type: 1, options: many(26, (n) => ({ type: 3, name: `o${n}`, description: 'a' })) }),
      'options.0.options',
      MAX_LENGTH,
    ],
    [
      'a long name in another language',
      command({ name_localizations: { de: long(33) } }),
      'name_localizations.de',
      BAD_LENGTH,
    ],
    ['options that are no list', command({ options: 'a' }), 'options', 'LIST_TYPE_CONVERT'],
    [
      'permissions in words',
      command({ default_member_permissions: 'all' }),
      'default_member_permissions',
      'NUMBER_TYPE_COERCE',
    ],
  ]);
});

describe('a channel is refused for', () => {
  refusedAt('PATCH', lounge, [
    ['no name', { name: '' }, 'name', 'BASE_TYPE_REQUIRED'],
    ['a long name', { name: long(101) }, 'name', BAD_LENGTH],
    ['a low bitrate', { bitrate: 7_999 }, 'bitrate', 'NUMBER_TYPE_MIN'],
    ['too many users', { user_limit: 100 }, 'user_limit', 'NUMBER_TYPE_MAX'],
    ['a long slow mode', { rate_limit_per_user: 21_601 }, 'rate_limit_per_user', 'NUMBER_TYPE_MAX'],
    ['a place below zero', { position: -1 }, 'position', 'NUMBER_TYPE_MIN'],
    [
      'an overwrite of no kind',
      { permission_overwrites: [{ id: '1', type: 2 }] },
      'permission_overwrites.0.type',
      'BASE_TYPE_CHOICES',
    ],
    [
      'an overwrite in words',
      { permission_overwrites: [{ id: '1', type: 0, allow: 'all' }] },
      'permission_overwrites.0.allow',
      'NUMBER_TYPE_COERCE',
    ],
  ]);
  refusedAt('PATCH', music, [['a long topic', { topic: long(1_025) }, 'topic', MAX_LENGTH]]);
  refusedAt('PUT', () => `${lounge()}/voice-status`, [
    ['a long status', { status: long(501) }, 'status', MAX_LENGTH],
    ['a status that is no text', { status: ['a'] }, 'status', 'STRING_TYPE_CONVERT'],
  ]);
  refusedAt('PUT', () => `${lounge()}/permissions/${sandbox.announcement.guildId}`, [
    ['an overwrite without kind', { allow: '1' }, 'type', 'BASE_TYPE_REQUIRED'],
    ['an overwrite below zero', { type: 0, deny: -1 }, 'deny', 'NUMBER_TYPE_COERCE'],
  ]);
});

describe('a member is refused for', () => {
  refusedAt('PATCH', () => `${guild()}/members/${sandbox.announcement.userIds['Cleo']}`, [
    ['a long nickname', { nick: long(33) }, 'nick', MAX_LENGTH],
    ['mute that is no yes or no', { mute: 'x' }, 'mute', 'BOOLEAN_TYPE_CONVERT'],
    [
      'a time-out at no time',
      { communication_disabled_until: 'later' },
      'communication_disabled_until',
      'DATETIME_TYPE_PARSE',
    ],
    [
      'a time-out of more than 28 days',
      { communication_disabled_until: '2999-01-01T00:00:00Z' },
      'communication_disabled_until',
      'INVALID_COMMUNICATION_DISABLED_TIMESTAMP',
    ],
    ['a channel of no id', { channel_id: 'Lounge' }, 'channel_id', 'NUMBER_TYPE_COERCE'],
  ]);
  refusedAt('GET', () => `${guild()}/members/search?query=`, [
    ['no query', undefined, 'query', 'BASE_TYPE_REQUIRED'],
  ]);
  refusedAt('GET', () => `${guild()}/members/search?query=a&limit=1001`, [
    ['a long page', undefined, 'limit', 'NUMBER_TYPE_MAX'],
  ]);
});

describe('a path is refused for', () => {
  test.each([
    ['GET', '/channels/music', 'channel_id'],
    ['GET', '/channels/1a/messages', 'channel_id'],
    ['GET', '/guilds/sandbox', 'guild_id'],
    ['GET', '/users/ada', 'user_id'],
    ['DELETE', '/channels/1/messages/last', 'message_id'],
    ['GET', '/guilds/1/members/ada', 'user_id'],
  ])('%s %s', async (method, path, field) => {
    const answer = await callApi(sandbox, method, path);
    expect(answer).toMatchObject({ status: 400, body: { code: 50035 } });
    expect(errorsByPath(answer.body)[field]).toEqual(['NUMBER_TYPE_COERCE']);
  });

  test.each([
    ['a page of none', 'limit=0', 'limit', 'NUMBER_TYPE_MIN'],
    ['a page of 101', 'limit=101', 'limit', 'NUMBER_TYPE_MAX'],
    ['a page in words', 'limit=all', 'limit', 'NUMBER_TYPE_COERCE'],
    ['a page before no id', 'before=now', 'before', 'NUMBER_TYPE_COERCE'],
  ])('%s', async (_what, query, field, code) => {
    const answer = await callApi(sandbox, 'GET', `${music()}/messages?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 50035 } });
    expect(errorsByPath(answer.body)[field]).toContain(code);
  });
});

describe('what is no form is refused:', () => {
  const raw = async (body: string, type: string) => {
    const { discordApiUrl, discordToken } = sandbox.announcement;
    const response = await fetch(`${discordApiUrl}/v10${music()}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${discordToken}`, 'content-type': type },
      body,
    });
    return { status: response.status, body: await response.json() };
  };
  test.each([
    ['broken JSON', '{"content":', 'application/json', 50109],
    ['another type', '<content>a</content>', 'application/xml', 50035],
    ['a multipart body without parts', 'a', 'multipart/form-data; boundary=b', 50035],
    ['an empty message', '{}', 'application/json', 50006],
    ['white space', '{"content":"  \\n "}', 'application/json', 50006],
  ])('%s', async (_what, body, type, code) => {
    expect(await raw(body, type)).toMatchObject({ status: 400, body: { code } });
  });

  const send = (form: FormData) => callApi(sandbox, 'POST', `${music()}/messages`, form);
  test('a file of more than 10 MiB', async () => {
    const form = new FormData();
    form.set('files[0]', new Blob([new Uint8Array(10 * 1024 * 1024 + 1)]), 'a.bin');
    expect(await send(form)).toMatchObject({ status: 413, body: { code: 40005 } });
  });
  test('11 files', async () => {
    const form = new FormData();
    for (const index of many(11, (n) => n)) form.set(`files[${index}]`, new Blob(['a']), 'a.txt');
    const { status, body } = await send(form);
    expect(status).toBe(400);
    expect(errorsByPath(body)['attachments']).toEqual(['BASE_TYPE_MAX_LENGTH']);
  });
  test('broken JSON beside a file', async () => {
    const form = new FormData();
    form.set('payload_json', '{');
    form.set('files[0]', new Blob(['a']), 'a.txt');
    expect(await send(form)).toMatchObject({ status: 400, body: { code: 50109 } });
  });
});
