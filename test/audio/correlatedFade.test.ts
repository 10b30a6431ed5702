import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loudnessNorm, mixCorrelatedFade, smoothRise } from '#src/audio/correlatedFade.ts';

describe('gains of a crossfade', () => {
  it('keep the power of sounds that are alike to any degree', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (progress, correlation) => {
          const rise = smoothRise(progress);
          const norm = loudnessNorm(rise, correlation);
          const a = (1 - rise) * norm;
          const b = rise * norm;
          expect(a * a + b * b + 2 * correlation * a * b).toBeCloseTo(1, 9);
        },
      ),
    );
  });

  it('never exceed 1', () => {
    for (let progress = 0; progress <= 1; progress += 0.01) {
      const rise = smoothRise(progress);
      expect(rise * loudnessNorm(rise, -1)).toBeLessThanOrEqual(1);
    }
  });

  it('rise from 0 to 1 without a corner', () => {
    expect(smoothRise(0)).toBe(0);
    expect(smoothRise(0.5)).toBeCloseTo(0.5, 12);
    expect(smoothRise(1)).toBe(1);
    expect(smoothRise(0.001)).toBeLessThan(0.0001);
  });
});

describe('mixCorrelatedFade', () => {
  it('gives the same sound where both sides are the same', () => {
    const pcm = Int16Array.from({ length: 400 }, (_, i) => Math.round(20_000 * Math.sin(i / 9)));
    const out = new Int16Array(400);
    mixCorrelatedFade(
      { pcm: out, atPair: 0 },
      { pcm, atPair: 0 },
      { pcm, atPair: 0 },
      { lengthPairs: 200, fromPair: 0, pairs: 200, correlation: 1 },
    );
    expect(out).toEqual(pcm);
  });

  it('clips what exceeds full scale instead of wrapping around', () => {
    const loud = new Int16Array(200).fill(32_767);
    const out = new Int16Array(200);
    mixCorrelatedFade(
      { pcm: out, atPair: 0 },
      { pcm: loud, atPair: 0 },
      { pcm: loud, atPair: 0 },
      { lengthPairs: 100, fromPair: 0, pairs: 100, correlation: 0 },
    );
    expect(Math.min(...out)).toBe(32_767);
  });
});
