import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wholePercents } from '#src/crowd/votes/standings.ts';

describe('wholePercents', () => {
  it.each([
    [
      [1 / 3, 1 / 3, 1 / 3],
      [34, 33, 33],
    ],
    [
      [0.29, 0.71],
      [29, 71],
    ],
    [[1], [100]],
    [
      [0.004, 0.996],
      [0, 100],
    ],
    [
      [0.125, 0.125, 0.75],
      [13, 12, 75],
    ],
  ])('shows %j as %j', (shares, percents) => {
    expect(wholePercents(shares)).toEqual(percents);
  });

  it('adds up to 100, close to the truth and in its order', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        weights.filter((points) => points.some((one) => one > 0)),
        (points) => {
          const total = points.reduce((sum, one) => sum + one, 0);
          const percents = wholePercents(points.map((one) => one / total));
          expect(percents.reduce((sum, one) => sum + one, 0)).toBe(100);
          for (const [index, percent] of percents.entries()) {
            const exact = ((points[index] ?? 0) / total) * 100;
            expect(Math.abs(percent - exact)).toBeLessThan(1);
            for (const [other, otherPercent] of percents.entries()) {
              if ((points[other] ?? 0) > (points[index] ?? 0)) {
                expect(otherPercent).toBeGreaterThanOrEqual(percent);
              }
            }
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
