import { expect, test } from 'vitest';
import { ConditionBook } from '#src/ops/ConditionBook.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

function rig() {
  const clock = new VirtualClock();
  const lines: unknown[] = [];
  const note = (level: string) => (fields: object, message: string) =>
    lines.push([level, message, fields]);
  const log = {
    debug: note('debug'),
    info: note('info'),
    warn: note('warn'),
    error: note('error'),
  };
  return { clock, lines, book: new ConditionBook({ clock, log }) };
}

test('a condition is one line when it begins and one when it is over', async () => {
  const { book, clock, lines } = rig();
  book.raise('store.failing', 'The disk is full.');
  await clock.advance(3_000);
  book.raise('store.failing', 'The disk is still full.');
  expect(book.health()).toEqual([
    { name: 'store.failing', sinceS: 3, stations: null, text: 'The disk is still full.' },
  ]);
  await clock.advance(1_500);
  book.clear('store.failing');
  book.clear('store.failing');
  expect(book.health()).toEqual([]);
  expect(lines).toEqual([
    ['warn', 'The disk is full.', { condition: 'store.failing' }],
    ['info', 'Over: The disk is still full.', { condition: 'store.failing', lastedS: 4.5 }],
  ]);
});

test('of stations it is counted; the log alone says of which', async () => {
  const { book, clock, lines } = rig();
  book.raise('voice.away', 'No voice server.', '1');
  await clock.advance(2_000);
  book.raise('voice.away', 'No voice server.', '2');
  book.raise('discord.lost', 'The gateway is away.');
  expect(book.health()).toEqual([
    { name: 'voice.away', sinceS: 2, stations: 2, text: 'No voice server.' },
    { name: 'discord.lost', sinceS: 0, stations: null, text: 'The gateway is away.' },
  ]);
  book.clear('voice.away', '1');
  expect(book.health()).toMatchObject([{ name: 'voice.away', sinceS: 0, stations: 1 }, {}]);
  expect(lines).toContainEqual([
    'warn',
    'No voice server.',
    { condition: 'voice.away', guildId: '2' },
  ]);
});
