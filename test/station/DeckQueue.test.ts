import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DeckQueue } from '#src/station/DeckQueue.ts';

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

test('peeks anywhere, looks back within the piece last taken from, and keeps tags in step', () => {
  const length = fc.integer({ min: 0, max: 200 });
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          push: length,
          take: length,
          skip: length,
          count: length,
          forget: fc.boolean(),
        }),
        { maxLength: 30 },
      ),
      (steps) => {
        const queue = new DeckQueue<number>();
        const tags: number[] = [];
        let taken = 0;
        steps.forEach(({ push, take, skip, count, forget }, index) => {
          queue.push(numbered(tags.length, push), index);
          for (let pair = 0; pair < push; pair += 1) tags.push(index);
          const skipped = Math.min(skip, queue.availablePairs);
          const pairs = Math.min(count, queue.availablePairs - skipped);
          const out = new Int16Array(2 * (pairs + 3)).fill(-1);
          queue.peek(out, 2, skipped, pairs);
          expect(out.subarray(4, 4 + 2 * pairs)).toEqual(numbered(taken + skipped, pairs));
          expect([...out.subarray(0, 4), ...out.subarray(4 + 2 * pairs)]).toEqual(
            Array(6).fill(-1),
          );
          const gone = Math.min(take, queue.availablePairs);
          queue.take(gone);
          taken += gone;
          if (forget) queue.forgetBefore(taken);
          expect(queue.availablePairs).toBe(tags.length - taken);
          if (taken < tags.length) expect(queue.tagAt(taken)).toBe(tags[taken]);
          const newer = tags.findIndex((tag, position) => position >= taken && tag >= index);
          const found = queue.findTag(taken, (tag) => tag >= index);
          expect(found).toBe(newer === -1 ? undefined : newer);
        });
        queue.clear();
        expect(queue.availablePairs).toBe(0);
      },
    ),
  );
});
