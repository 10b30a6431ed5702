import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FRAME_PAIRS } from '#src/audio/frame.ts';
import { Limiter } from '#src/audio/Limiter.ts';
import { ClickDetector } from '#src/audio/meter/ClickDetector.ts';
import { music } from '../support/signals/music.ts';

const FRAME = 2 * FRAME_PAIRS;
/** 2 ms of look-ahead, interleaved. */
const LATE = 2 * 96;
const CEILING = 32_000;

/** Runs PCM through a limiter; `gainAt` tells the gain at each boundary between frames. */
function limited(pcm: Int16Array, gainAt: (boundary: number) => number): Int16Array {
  const limiter = new Limiter();
  const out = pcm.slice(0, pcm.length - (pcm.length % FRAME));
  for (let i = 0; i < out.length / FRAME; i++) {
    limiter.process(out.subarray(i * FRAME, (i + 1) * FRAME), gainAt(i), gainAt(i + 1));
  }
  return out;
}

const sample = fc.integer({ min: -32_768, max: 32_767 });
/** Full-scale noise, bursts and quiet at random: worse than any music. */
const material = fc
  .array(fc.tuple(sample, fc.integer({ min: 1, max: 700 })), { minLength: 20, maxLength: 60 })
  .map((runs) => Int16Array.from(runs.flatMap(([value, length]) => Array(length).fill(value))));

test('at gain 1 whatever comes goes out as it came, 2 ms later', () => {
  fc.assert(
    fc.property(material, (pcm) => {
      const out = limited(pcm, () => 1);
      expect(out.subarray(LATE)).toEqual(pcm.subarray(0, out.length - LATE));
    }),
  );
});

test('whatever comes, nothing that was made louder passes the ceiling', () => {
  const gains = fc.array(fc.double({ min: 1.001, max: 2, noNaN: true }), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(material, gains, (pcm, steps) => {
      const out = limited(pcm, (i) => steps[i % steps.length] ?? 1.5);
      for (const one of out) expect(Math.abs(one)).toBeLessThanOrEqual(CEILING);
    }),
  );
});

test('limiting loud music does not click', () => {
  const loud = music({ seconds: 8 }).map((one) => Math.max(-32_768, Math.min(32_767, 2 * one)));
  const clicks = (pcm: Int16Array): number => {
    const detector = new ClickDetector();
    for (let at = 0; at + FRAME <= pcm.length; at += FRAME) {
      detector.push(pcm.subarray(at, at + FRAME));
    }
    return detector.clicks;
  };
  expect(clicks(limited(loud, () => 2))).toBeLessThanOrEqual(clicks(loud));
});

test('back at gain 1 after limiting it becomes bit-exact again', () => {
  const pcm = music({ seconds: 6 });
  const out = limited(pcm, (i) => (i < 50 ? 2 : 1));
  const from = 4 * 48_000 * 2;
  expect(out.subarray(from + LATE)).toEqual(pcm.subarray(from, out.length - LATE));
});

test('less volume is just less volume', () => {
  const pcm = music({ seconds: 1 });
  const out = limited(pcm, () => 0.5);
  for (let i = 0; i + LATE < out.length; i++) {
    expect(Math.abs((out[i + LATE] ?? 0) - 0.5 * (pcm[i] ?? 0))).toBeLessThanOrEqual(0.5);
  }
});
