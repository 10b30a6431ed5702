import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PacketRing } from '#src/voice/PacketRing.ts';

const MOST_BYTES = 3 * 1_024 * 1_024;

test('gives the newest packets whole and in order, of whatever size', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 1_275 }), { maxLength: 3_000 });
  fc.assert(
    fc.property(sizes, fc.nat(3_000), (lengths, most) => {
      const ring = new PacketRing();
      for (const [index, length] of lengths.entries()) ring.keep(Buffer.alloc(length, index));
      const kept = ring.last(most);
      const expected = lengths.map((length, index) => Buffer.alloc(length, index));
      const last = most === 0 ? [] : expected.slice(-most);
      expect(kept.lengths).toEqual(last.map(({ length }) => length));
      expect(Buffer.compare(Buffer.from(kept.bytes), Buffer.concat(last))).toBe(0);
    }),
    { numRuns: 50 },
  );
});

test.each([
  ['five minutes at 64 kbit/s', 160, 15_000],
  ['silence without end', 3, 90_000],
  ['the most that Opus has', 1_275, 2_200],
])('holds %s, and never more than 3 MB', (_, length, least) => {
  const ring = new PacketRing();
  const packet = Buffer.alloc(length, 7);
  for (let count = 0; count < 200_000; count += 1) ring.keep(packet);
  const { bytes, lengths } = ring.last(1_000_000);
  expect(lengths.length).toBeGreaterThanOrEqual(least);
  expect(bytes.length).toBe(lengths.length * length);
  expect(bytes.length).toBeLessThanOrEqual(MOST_BYTES);
});
