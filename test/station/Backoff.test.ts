import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Backoff } from '#src/station/Backoff.ts';

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('waits from half of to all of a second doubled, half a minute at most', () => {
  fc.assert(
    fc.property(fc.array(chance, { minLength: 1, maxLength: 100 }), (chances) => {
      let at = 0;
      const backoff = new Backoff({
        firstMs: 1_000,
        mostMs: 30_000,
        random: () => chances[at] ?? 0,
      });
      for (at = 0; at < chances.length; at += 1) {
        const most = Math.min(30_000, 1_000 * 2 ** at);
        const waitMs = backoff.next();
        expect(waitMs).toBeGreaterThanOrEqual(most / 2);
        expect(waitMs).toBeLessThanOrEqual(most);
      }
      backoff.reset();
      expect(backoff.next()).toBeLessThanOrEqual(1_000);
    }),
  );
});
