import { expect, test } from 'vitest';
import type { MessageView } from '#src/sandbox/client/schemas.ts';
import { messageText } from '#src/sandbox/console/messageText.ts';

const names = new Map([
  ['100000000000000001', 'Ada'],
  ['100000000000000002', 'Lounge'],
]);

function read(given: Partial<MessageView>): string[] {
  const message: MessageView = {
    id: '1',
    channel_id: '2',
    author: { id: '3', username: 'bot' },
    content: '',
    flags: 0,
    components: [],
    embeds: [],
    attachments: [],
    ephemeral: false,
    thinking: false,
    ...given,
  };
  return messageText(message, (id) => names.get(id));
}

test('Markdown and mentions become plain text', () => {
  const content =
    '## Playing in <#100000000000000002>\n-# by <@100000000000000001>\n**You hear:** `acid` \u2068techno\u2069 \\*';
  expect(read({ content })).toEqual(['Playing in #Lounge', 'by @Ada', 'You hear: acid techno *']);
  expect(read({ content: 'Try </lyria play:100000000000000003>' })).toEqual(['Try /lyria play']);
});

test('components are read from the outside in, buttons of a row in one line', () => {
  const row = {
    type: 1,
    components: [
      { type: 2, style: 1, label: 'More', emoji: { name: '▲' } },
      { type: 2, style: 1, label: 'Less', disabled: true },
    ],
  };
  const select = {
    type: 3,
    placeholder: 'Pick',
    options: ['a', 'b', 'c', 'd', 'e'].map((label) => ({ label, value: label })),
  };
  const section = {
    type: 9,
    components: [{ type: 10, content: 'left' }],
    accessory: { type: 2, style: 1, label: 'right' },
  };
  const container = {
    type: 17,
    components: [section, { type: 14 }, row, { type: 1, components: [select] }],
  };
  expect(read({ components: [container] })).toEqual([
    'left',
    '[right]',
    '[▲ More]  [Less] (off)',
    'Pick: a | b | c | d | …',
  ]);
});

test('embeds, polls and files are read, what is unknown is passed over', () => {
  expect(
    read({
      embeds: [{ title: 'T', fields: [{ name: 'n', value: 'v' }] }],
      poll: { question: { text: 'Which?' }, answers: [{ poll_media: { text: 'This' } }] },
      attachments: [{ filename: 'a.wav' }],
      components: [{ type: 99 }],
    }),
  ).toEqual(['T', 'n: v', 'Which?', '  ( ) This', '[file a.wav]']);
});
