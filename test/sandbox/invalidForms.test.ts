import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callApi, errorsByPath } from './support/api.ts';
import { type QuietSandbox, startQuietSandbox } from './support/sandbox.ts';

let sandbox: QuietSandbox;

beforeAll(async () => {
  sandbox = await startQuietSandbox();
});
afterAll(() => sandbox.close());

const V2 = 32_768;
const long = (length: number): string => 'x'.repeat(length);
const button = (fields: object = {}) => ({
  type: 2,
  style: 1,
  label: 'Up',
  custom_id: 'up',
  ...fields,
});
const row = (...components: unknown[]) => ({ type: 1, components });
const options = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ label: `${index}`, value: `${index}` }));
const select = (fields: object = {}) => ({
  type: 3,
  custom_id: 'pick',
  options: options(2),
  ...fields,
});
const say = (content: string) => ({ type: 10, content });
const v2 = (...components: unknown[]) => ({ flags: V2, components });

const messages: [what: string, body: unknown, path: string, code: string][] = [
  ['long content', { content: long(2_001) }, 'content', 'BASE_TYPE_MAX_LENGTH'],
  ['content of another type', { content: ['a'] }, 'content', 'STRING_TYPE_CONVERT'],
  ['11 embeds', { embeds: Array(11).fill({ title: 'a' }) }, 'embeds', 'BASE_TYPE_MAX_LENGTH'],
  [
    'long embed title',
    { embeds: [{ title: long(257) }] },
    'embeds.0.title',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'long embed description',
    { embeds: [{ description: long(4_097) }] },
    'embeds.0.description',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'embed field without a value',
    { embeds: [{ fields: [{ name: 'a' }] }] },
    'embeds.0.fields.0.value',
    'BASE_TYPE_REQUIRED',
  ],
  [
    '26 embed fields',
    { embeds: [{ fields: Array(26).fill({ name: 'a', value: 'b' }) }] },
    'embeds.0.fields',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'embeds of 6,001 characters',
    { embeds: [{ description: long(4_096) }, { description: long(1_905) }] },
    'embeds.1',
    'MAX_EMBED_SIZE_EXCEEDED',
  ],
  [
    'embed colour out of range',
    { embeds: [{ color: 0x1_00_00_00 }] },
    'embeds.0.color',
    'NUMBER_TYPE_MAX',
  ],
  [
    'embed image of a strange scheme',
    { embeds: [{ image: { url: 'ftp://a/b.png' } }] },
    'embeds.0.image.url',
    'URL_TYPE_INVALID_SCHEME',
  ],
  ['6 rows', { components: Array(6).fill(row(button())) }, 'components', 'BASE_TYPE_MAX_LENGTH'],
  ['an empty row', { components: [row()] }, 'components.0.components', 'BASE_TYPE_BAD_LENGTH'],
  [
    '6 buttons in a row',
    { components: [row(...Array.from({ length: 6 }, (_, i) => button({ custom_id: `${i}` })))] },
    'components.0.components',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a select beside a button',
    { components: [row(button(), select())] },
    'components.0.components.1',
    'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
  ],
  [
    'a long label',
    { components: [row(button({ label: long(81) }))] },
    'components.0.components.0.label',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a long custom id',
    { components: [row(button({ custom_id: long(101) }))] },
    'components.0.components.0.custom_id',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a button without custom id',
    { components: [row(button({ custom_id: undefined }))] },
    'components.0.components.0.custom_id',
    'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED',
  ],
  [
    'a link without address',
    { components: [row({ type: 2, style: 5, label: 'Go' })] },
    'components.0.components.0.url',
    'BUTTON_COMPONENT_URL_REQUIRED',
  ],
  [
    'a button with custom id and address',
    { components: [row(button({ url: 'https://example.com' }))] },
    'components.0.components.0',
    'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
  ],
  [
    'an unknown style',
    { components: [row(button({ style: 9 }))] },
    'components.0.components.0.style',
    'BASE_TYPE_CHOICES',
  ],
  [
    'one custom id twice',
    { components: [row(button()), row(button())] },
    'components.1.components.0.custom_id',
    'COMPONENT_CUSTOM_ID_DUPLICATED',
  ],
  [
    '26 select options',
    { components: [row(select({ options: options(26) }))] },
    'components.0.components.0.options',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'one option value twice',
    { components: [row(select({ options: [...options(1), ...options(1)] }))] },
    'components.0.components.0.options.1',
    'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
  ],
  [
    'a long option label',
    { components: [row(select({ options: [{ label: long(101), value: 'a' }] }))] },
    'components.0.components.0.options.0.label',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a long placeholder',
    { components: [row(select({ placeholder: long(151) }))] },
    'components.0.components.0.placeholder',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'V2 components without the flag',
    { components: [say('a')] },
    'components.0.type',
    'UNION_TYPE_CHOICES',
  ],
  [
    'content beside V2',
    { ...v2(say('a')), content: 'b' },
    'content',
    'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ],
  [
    'embeds beside V2',
    { ...v2(say('a')), embeds: [{ title: 'b' }] },
    'embeds',
    'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ],
  ['no components with V2', v2(), 'components', 'BASE_TYPE_BAD_LENGTH'],
  ['an empty text', v2(say('')), 'components.0.content', 'BASE_TYPE_REQUIRED'],
  [
    '41 components in all',
    v2({ type: 17, components: Array.from({ length: 40 }, () => say('a')) }),
    'components',
    'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
  ],
  [
    '4,001 characters in all',
    v2(say(long(2_000)), say(long(2_001))),
    'components',
    'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
  ],
  [
    'a section without accessory',
    v2({ type: 9, components: [say('a')] }),
    'components.0.accessory',
    'BASE_TYPE_REQUIRED',
  ],
  [
    'a section of 4 texts',
    v2({ type: 9, components: Array(4).fill(say('a')), accessory: button() }),
    'components.0.components',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a container in a container',
    v2({ type: 17, components: [{ type: 17, components: [say('a')] }] }),
    'components.0.components.0.type',
    'UNION_TYPE_CHOICES',
  ],
  [
    'an attachment that is not there',
    v2({ type: 13, file: { url: 'attachment://a.txt' } }),
    'components.0.file.url',
    'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
  ],
  ['a component that is no object', v2('text'), 'components.0', 'MODEL_TYPE_CONVERT'],
  [
    'an unknown reference',
    { content: 'a', message_reference: { message_id: '123456789012345678' } },
    'message_reference',
    'MESSAGE_REFERENCE_UNKNOWN_MESSAGE',
  ],
];

describe('a message is refused for', () => {
  test.each(messages)('%s', async (_what, body, path, code) => {
    const { music } = sandbox.announcement.channelIds;
    const answer = await callApi(sandbox, 'POST', `/channels/${music}/messages`, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 50035, message: 'Invalid Form Body' });
    expect(errorsByPath(answer.body)[path]).toContain(code);
  });
});

const command = (fields: object = {}) => ({ name: 'play', description: 'Plays', ...fields });
const option = (fields: object = {}) => ({
  type: 3,
  name: 'prompt',
  description: 'What',
  ...fields,
});

const commands: [what: string, body: unknown, path: string, code: string][] = [
  ['no name', { description: 'a' }, 'name', 'BASE_TYPE_REQUIRED'],
  ['a long name', command({ name: long(33) }), 'name', 'BASE_TYPE_BAD_LENGTH'],
  ['capitals in a name', command({ name: 'Play' }), 'name', 'APPLICATION_COMMAND_INVALID_NAME'],
  ['a space in a name', command({ name: 'a b' }), 'name', 'APPLICATION_COMMAND_INVALID_NAME'],
  ['no description', { name: 'play' }, 'description', 'BASE_TYPE_REQUIRED'],
  [
    'a long description',
    command({ description: long(101) }),
    'description',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    '26 options',
    command({ options: Array.from({ length: 26 }, (_, i) => option({ name: `o${i}` })) }),
    'options',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    '26 choices',
    command({
      options: [
        option({
          choices: Array.from({ length: 26 }, (_, i) => ({ name: `${i}`, value: `${i}` })),
        }),
      ],
    }),
    'options.0.choices',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a required option after another',
    command({ options: [option(), option({ name: 'b', required: true })] }),
    'options.1',
    'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
  ],
  [
    'two options of one name',
    command({ options: [option(), option()] }),
    'options.1.name',
    'APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED',
  ],
  [
    'an unknown option type',
    command({ options: [option({ type: 99 })] }),
    'options.0.type',
    'UNION_TYPE_CHOICES',
  ],
  [
    'a choice of another type',
    command({ options: [option({ type: 4, choices: [{ name: 'a', value: 'b' }] })] }),
    'options.0.choices.0.value',
    'NUMBER_TYPE_COERCE',
  ],
  [
    'choices and autocomplete',
    command({ options: [option({ autocomplete: true, choices: [{ name: 'a', value: 'a' }] })] }),
    'options.0.autocomplete',
    'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_WITH_CHOICES',
  ],
  [
    'subcommands among options',
    command({ options: [option({ type: 1 }), option({ name: 'b' })] }),
    'options',
    'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
  ],
  [
    'more than 8,000 characters',
    command({
      options: Array.from({ length: 5 }, (_, i) =>
        option({
          name: `o${i}`,
          choices: Array.from({ length: 20 }, (_, j) => ({
            name: `${j}`,
            value: `${j}${long(90)}`,
          })),
        }),
      ),
    }),
    '',
    'APPLICATION_COMMAND_TOO_LARGE',
  ],
  [
    'an unknown locale',
    command({ name_localizations: { tlh: 'play' } }),
    'name_localizations.tlh',
    'BASE_TYPE_CHOICES',
  ],
];

describe('a command is refused for', () => {
  test.each(commands)('%s', async (_what, body, path, code) => {
    const url = `/applications/${sandbox.announcement.applicationId}/commands`;
    const answer = await callApi(sandbox, 'POST', url, body);
    expect(answer.status).toBe(400);
    expect(errorsByPath(answer.body)[path]).toContain(code);
    const inBulk = await callApi(sandbox, 'PUT', url, [command({ name: 'fine' }), body]);
    expect(errorsByPath(inBulk.body)[path === '' ? '1' : `1.${path}`]).toContain(code);
  });

  test('a name that another has', async () => {
    const url = `/applications/${sandbox.announcement.applicationId}/commands`;
    const answer = await callApi(sandbox, 'PUT', url, [command(), command()]);
    expect(errorsByPath(answer.body)['1']).toEqual(['APPLICATION_COMMANDS_DUPLICATE_NAME']);
  });

  test('being the 101st', async () => {
    const url = `/applications/${sandbox.announcement.applicationId}/commands`;
    const many = Array.from({ length: 101 }, (_, index) => command({ name: `c${index}` }));
    const answer = await callApi(sandbox, 'PUT', url, many);
    expect(answer.body).toMatchObject({ code: 30032 });
  });
});

const label = (component: unknown, fields: object = {}) => ({
  type: 18,
  label: 'What?',
  component,
  ...fields,
});
const input = (fields: object = {}) => ({ type: 4, custom_id: 'text', style: 1, ...fields });
const modal = (fields: object = {}) => ({
  custom_id: 'modal',
  title: 'Propose',
  components: [label(input())],
  ...fields,
});

const answers: [what: string, body: unknown, path: string, code: string][] = [
  ['no type', { data: {} }, 'type', 'BASE_TYPE_REQUIRED'],
  ['an unknown type', { type: 77 }, 'type', 'BASE_TYPE_CHOICES'],
  [
    'choices for a command',
    { type: 8, data: { choices: [] } },
    'type',
    'INTERACTION_CALLBACK_TYPE_INVALID',
  ],
  ['an update of no message', { type: 7, data: {} }, 'type', 'INTERACTION_CALLBACK_TYPE_INVALID'],
  [
    'long content',
    { type: 4, data: { content: long(2_001) } },
    'data.content',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a long modal title',
    { type: 9, data: modal({ title: long(46) }) },
    'data.title',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'an empty modal',
    { type: 9, data: modal({ components: [] }) },
    'data.components',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    '6 components in a modal',
    {
      type: 9,
      data: modal({
        components: Array.from({ length: 6 }, (_, i) => label(input({ custom_id: `${i}` }))),
      }),
    },
    'data.components',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a long modal label',
    { type: 9, data: modal({ components: [label(input(), { label: long(46) })] }) },
    'data.components.0.label',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a button in a modal',
    { type: 9, data: modal({ components: [label(button())] }) },
    'data.components.0.component.type',
    'UNION_TYPE_CHOICES',
  ],
  [
    'one field id twice',
    { type: 9, data: modal({ components: [label(input()), label(input())] }) },
    'data.components.1.component.custom_id',
    'COMPONENT_CUSTOM_ID_DUPLICATED',
  ],
];

describe('an answer to an interaction is refused for', () => {
  test.each(answers)('%s, and can be given again', async (_what, body, path, code) => {
    const { applicationId } = sandbox.announcement;
    await callApi(sandbox, 'POST', `/applications/${applicationId}/commands`, command());
    const { id, token } = sandbox.people.get('Ada').run('music', 'play');
    const url = `/interactions/${id}/${token}/callback`;
    const answer = await callApi(sandbox, 'POST', url, body);
    expect(answer.status).toBe(400);
    expect(errorsByPath(answer.body)[path]).toContain(code);
    const again = await callApi(sandbox, 'POST', url, { type: 4, data: { content: 'ok' } });
    expect(again.status).toBe(204);
  });

  test('26 or too long choices', async () => {
    const { applicationId } = sandbox.announcement;
    const form = command({ options: [option({ autocomplete: true })] });
    await callApi(sandbox, 'POST', `/applications/${applicationId}/commands`, form);
    const asked = sandbox.people.get('Ada').autocomplete('music', 'play', 'prompt', {});
    const url = `/interactions/${asked.id}/${asked.token}/callback`;
    const send = async (choices: unknown) =>
      errorsByPath((await callApi(sandbox, 'POST', url, { type: 8, data: { choices } })).body);
    const choice = { name: 'a', value: 'a' };
    expect(await send(Array(26).fill(choice))).toEqual({
      'data.choices': ['BASE_TYPE_MAX_LENGTH'],
    });
    expect(await send([{ ...choice, name: long(101) }])).toEqual({
      'data.choices.0.name': ['BASE_TYPE_BAD_LENGTH'],
    });
  });
});
