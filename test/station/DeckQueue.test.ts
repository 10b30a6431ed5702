import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DeckQueue } from '../../src/station/DeckQueue.ts';

/** Pairs numbered from `first`, so that order and position can be read off. */
function numbered(first: number, pairs: number): Int16Array {
  return Int16Array.from({ length: 2 * pairs }, (_, i) => first + (i >> 1));
}

test('gives back what was pushed, in order, however it is cut up', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 20 }),
      fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 40 }),
      (chunks, reads) => {
        const queue = new DeckQueue<number>();
        let pushed = 0;
        for (const [index, pairs] of chunks.entries()) {
          queue.push(numbered(pushed, pairs), index);
          pushed += pairs;
        }
        let taken = 0;
        for (const wanted of reads) {
          const pairs = Math.min(wanted, queue.availablePairs);
          const out = new Int16Array(2 * pairs);
          queue.peek(out, 0, 0, pairs);
          expect(out).toEqual(numbered(taken, pairs));
          queue.take(pairs);
          taken += pairs;
          queue.forgetBefore(taken);
        }
        expect(queue.availablePairs).toBe(pushed - taken);
      },
    ),
  );
});

test('knows the tag of every position and where a newer one begins', () => {
  const queue = new DeckQueue<string>();
  queue.push(numbered(0, 100), 'old');
  queue.push(numbered(100, 100), 'new');
  expect(queue.tagAt(99)).toBe('old');
  expect(queue.tagAt(100)).toBe('new');
  expect(queue.findTag(0, (tag) => tag === 'new')).toBe(100);
  expect(queue.findTag(150, (tag) => tag === 'new')).toBe(150);
  expect(queue.findTag(0, (tag) => tag === 'none')).toBeUndefined();
});
