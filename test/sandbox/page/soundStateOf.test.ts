import { expect, test } from 'vitest';
import { type Heard, soundStateOf } from '#src/sandbox/page/client/sound/soundStateOf.ts';

const music: Heard = {
  listens: true,
  allowed: true,
  plays: true,
  lastPacketMs: 9_980,
  lastSoundMs: 9_900,
};
const NOW_MS = 10_000;

test.each<[string, Partial<Heard>, string]>([
  ['music', {}, 'playing'],
  ['a breath in the music', { lastSoundMs: 8_500 }, 'playing'],
  ['packets that hold only silence', { lastSoundMs: 7_000 }, 'quiet'],
  ['a buffer that fills', { plays: false }, 'buffering'],
  ['no packets any more', { lastPacketMs: 9_000 }, 'quiet'],
  ['a page that nobody has touched', { allowed: false }, 'needsClick'],
  ['somebody who has left', { listens: false, allowed: false }, 'off'],
])('%s', (_, change, expected) => {
  expect(soundStateOf({ ...music, ...change }, NOW_MS)).toBe(expected);
});
