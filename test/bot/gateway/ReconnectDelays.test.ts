import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ReconnectDelays } from '#src/bot/gateway/waits.ts';

test('the first attempt comes at once, the next ones later and later, up to 4 s', () => {
  const delays = new ReconnectDelays(() => 1);
  const told = Array.from({ length: 8 }, () => delays.next());
  expect(told).toEqual([0, 1_000, 2_000, 4_000, 4_000, 4_000, 4_000, 4_000]);
  delays.reset();
  expect(delays.next()).toBe(0);
});

test('chance takes at most half of a wait away', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(40), (chance, failures) => {
      const delays = new ReconnectDelays(() => chance);
      const longest = new ReconnectDelays(() => 1);
      for (let failure = 0; failure < failures; failure += 1) {
        const [delay, most] = [delays.next(), longest.next()];
        expect(delay).toBeGreaterThanOrEqual(most / 2);
        expect(delay).toBeLessThanOrEqual(most);
      }
    }),
  );
});
