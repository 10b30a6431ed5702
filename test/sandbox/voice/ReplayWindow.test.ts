import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReplayWindow } from '#src/sandbox/voice/ReplayWindow.ts';

const MODULUS = 2 ** 32;

describe('ReplayWindow', () => {
  it('accepts every counter once, however shuffled, across the wrap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: MODULUS - 1 }),
        fc.shuffledSubarray(Array.from({ length: 200 }, (_, i) => i)),
        (start, order) => {
          const window = new ReplayWindow();
          const counters = order.map((step) => (start + step) % MODULUS);
          expect(counters.every((counter) => window.accept(counter))).toBe(true);
          expect(counters.some((counter) => window.accept(counter))).toBe(false);
        },
      ),
    );
  });

  it('refuses what is too old to tell', () => {
    const window = new ReplayWindow();
    window.accept(5_000);
    expect(window.accept(5_000 - 1_024)).toBe(false);
    expect(window.accept(5_000 - 1_023)).toBe(true);
  });
});
