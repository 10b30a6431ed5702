import { expect, test } from 'vitest';
import { firstWish, remindersOf, wishAfter } from '#src/cluster/wishes.ts';

const GUILD = { guildId: 'guild' };

const START = {
  ...GUILD,
  type: 'start',
  channelId: 'lounge',
  bitrate: 64_000,
  prompts: [{ text: 'techno', weight: 1 }],
  config: {},
  volume: 1,
} as const;

test('for whom the music goes down is said again, too', () => {
  const duck = { ...GUILD, type: 'duck', people: ['ada'] } as const;
  const wish = wishAfter(firstWish(START), duck);
  expect(wish && remindersOf(wish)).toContainEqual(duck);
});

test('a volume is kept for whoever takes the station over, the fade into sleep is not', () => {
  const wish = firstWish(START);
  const softer = wishAfter(wish, { ...GUILD, type: 'setVolume', volume: 0.5 });
  expect(softer?.start.volume).toBe(0.5);
  const asleep = { ...GUILD, type: 'setVolume', volume: 0, glideMs: 60_000 } as const;
  expect(wishAfter(softer ?? wish, asleep)?.start.volume).toBe(0.5);
});
