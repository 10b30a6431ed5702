import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FRAME_PAIRS, SAMPLE_RATE } from '#src/audio/frame.ts';
import { ClickDetector } from '#src/audio/meter/ClickDetector.ts';
import { toSample, toSampleWithin } from '#src/audio/toSample.ts';

const FULL_SCALE = 32_767;

const most = fc.double({ min: 1, max: 4, noNaN: true });
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('peaks of what was made louder', () => {
  test('fit into full scale, and only full scale reaches it', () => {
    fc.assert(
      fc.property(most, share, (gain, of) => {
        const sample = toSampleWithin(of * gain * FULL_SCALE, gain);
        expect(sample).toBeLessThanOrEqual(FULL_SCALE);
        expect(toSampleWithin(-of * gain * FULL_SCALE, gain)).toBe(-sample);
        expect(toSampleWithin(gain * FULL_SCALE, gain)).toBe(FULL_SCALE);
      }),
    );
  });

  test('louder stays louder, and never by more than it was', () => {
    fc.assert(
      fc.property(most, share, fc.integer({ min: 1, max: 2_000 }), (gain, of, more) => {
        const value = of * gain * FULL_SCALE;
        const step = toSampleWithin(value + more, gain) - toSampleWithin(value, gain);
        expect(step).toBeGreaterThanOrEqual(0);
        expect(step).toBeLessThanOrEqual(more + 1);
      }),
    );
  });

  test('a gain that comes to 1 ends in what is there: half of full scale and less is never touched', () => {
    fc.assert(
      fc.property(share, most, (of, gain) => {
        expect(toSampleWithin(of * FULL_SCALE, 1)).toBe(toSample(of * FULL_SCALE));
        const nearly = toSampleWithin(of * FULL_SCALE, 1 + 1e-6);
        expect(Math.abs(nearly - of * FULL_SCALE)).toBeLessThan(1);
        expect(toSampleWithin(0.5 * of * FULL_SCALE, gain)).toBe(Math.round(0.5 * of * FULL_SCALE));
      }),
    );
  });

  test('have no corners: a thump is heard without a click, which it would not be cut off', () => {
    for (const gain of [1.02, 1.1, 1.2, 1.41, 2, 2.5])
      expect(clicksAt(gain, toSampleWithin)).toBe(0);
    for (const gain of [1.1, 1.2]) expect(clicksAt(gain, toSample)).toBeGreaterThan(0);
  });
});

/** Clicks in thumps, each a wave that swells within milliseconds to full scale. */
function clicksAt(gain: number, sampleOf: (value: number, most: number) => number): number {
  const detector = new ClickDetector();
  const frame = new Int16Array(2 * FRAME_PAIRS);
  for (let at = 0; at < 2 * SAMPLE_RATE; at += FRAME_PAIRS) {
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      const ms = (((at + i) * 1_000) / SAMPLE_RATE) % 250;
      const value = Math.exp(-(((ms - 125) / 8) ** 2)) * Math.cos((ms - 125) / 1.5);
      frame[2 * i] = sampleOf(value * gain * FULL_SCALE, gain);
      frame[2 * i + 1] = frame[2 * i] ?? 0;
    }
    detector.push(frame);
  }
  return detector.clicks;
}
