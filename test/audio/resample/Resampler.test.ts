import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SAMPLE_RATE } from '#src/audio/frame.ts';
import { type PcmFormat, Resampler } from '#src/audio/resample/Resampler.ts';
import { cpuMs } from '#test/support/cpuMs.ts';

const FULL_SCALE = 32_767;

/** A tone at each channel's own frequency and half of full scale, as 16 bits. */
function tones(format: PcmFormat, seconds: number, hertz: readonly number[]): Int16Array {
  const { rate, channels } = format;
  return Int16Array.from({ length: Math.round(seconds * rate) * channels }, (_none, at) => {
    const frequency = hertz[at % channels] ?? 0;
    const time = Math.floor(at / channels) / rate;
    return Math.round(0.5 * FULL_SCALE * Math.sin(2 * Math.PI * frequency * time));
  });
}

/** All of it, pushed in pieces of so many samples and pulled in pieces of so many pairs. */
function converted(
  format: PcmFormat,
  pcm: Int16Array,
  pushes: readonly number[] = [],
  pulls: readonly number[] = [],
): Int16Array {
  const resampler = new Resampler(format);
  const pieces: Int16Array[] = [];
  let turn = 0;
  const drain = (): void => {
    while (resampler.availablePairs > 0) {
      const wanted = pulls[turn % Math.max(1, pulls.length)] ?? Number.POSITIVE_INFINITY;
      const pairs = Math.min(wanted, resampler.availablePairs);
      turn += 1;
      const piece = new Int16Array(2 * pairs);
      resampler.pull(piece, 0, pairs);
      pieces.push(piece);
    }
  };
  let at = 0;
  for (let push = 0; at < pcm.length; push += 1) {
    const samples = (pushes[push % Math.max(1, pushes.length)] ?? pcm.length) * format.channels;
    resampler.push(pcm.subarray(at, at + samples));
    at += samples;
    drain();
  }
  resampler.end();
  drain();
  const out = new Int16Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let filled = 0;
  for (const piece of pieces) {
    out.set(piece, filled);
    filled += piece.length;
  }
  return out;
}

/** The level of a tone in one channel and what is left without it, both in dB of full scale. */
function measure(stereo: Int16Array, channel: 0 | 1, hertz: number) {
  // The ends hold the tone's own beginning and end.
  const from = Math.round(0.1 * SAMPLE_RATE);
  // Half a second: whole periods of whole tens.
  const to = from + SAMPLE_RATE / 2;
  let sine = 0;
  let cosine = 0;
  for (let at = from; at < to; at += 1) {
    const angle = (2 * Math.PI * hertz * at) / SAMPLE_RATE;
    sine += (stereo[2 * at + channel] ?? 0) * Math.sin(angle);
    cosine += (stereo[2 * at + channel] ?? 0) * Math.cos(angle);
  }
  sine *= 2 / (to - from);
  cosine *= 2 / (to - from);
  let rest = 0;
  let worst = 0;
  for (let at = from; at < to; at += 1) {
    const angle = (2 * Math.PI * hertz * at) / SAMPLE_RATE;
    const fitted = sine * Math.sin(angle) + cosine * Math.cos(angle);
    const error = (stereo[2 * at + channel] ?? 0) - fitted;
    rest += error * error;
    worst = Math.max(worst, Math.abs(error));
  }
  return {
    levelDb: 20 * Math.log10(Math.hypot(sine, cosine) / FULL_SCALE),
    restDb: 10 * Math.log10((2 * rest) / (to - from)) - 20 * Math.log10(FULL_SCALE),
    /** The largest single step away from the tone, in steps of 16 bits: a seam would stand out. */
    worst,
  };
}

const RATES = [
  8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 88_200, 96_000, 192_000, 37_123,
];
const CASES = RATES.flatMap((rate) => ([1, 2] as const).map((channels) => ({ rate, channels })));
const SECONDS = 0.7;

describe('sound of another rate', () => {
  test.each(CASES)(
    '$rate Hz, $channels channels: the same tone, as loud, clean and without seams',
    (format) => {
      const lower = Math.min(format.rate, SAMPLE_RATE);
      // Whole tens, so that whole periods are measured.
      const hertz = [0.11, 0.37].map((part) => 10 * Math.round((part * lower) / 10));
      const pcm = tones(format, SECONDS, hertz);
      const out = converted(format, pcm, [97, 1, 4_099, 13, 960], [480, 7, 1_001]);
      expect(out.length / 2).toBe(
        Math.ceil((pcm.length / format.channels) * (SAMPLE_RATE / format.rate)),
      );
      for (const channel of [0, 1] as const) {
        const tone = measure(out, channel, hertz[format.channels === 1 ? 0 : channel] ?? 0);
        expect(tone.levelDb).toBeCloseTo(20 * Math.log10(0.5), 1);
        // 16 bits alone leave -98; a rate without a short ratio is placed to a 4,096th of a sample.
        expect(tone.restDb - tone.levelDb).toBeLessThan(format.rate === 37_123 ? -65 : -85);
        expect(tone.worst).toBeLessThan(format.rate === 37_123 ? 30 : 3);
      }
    },
  );

  test.each([44_100, 96_000, 192_000])(
    '%i Hz: what 48 kHz cannot hold is not folded into it',
    (rate) => {
      const hertz = 26_500;
      const out = converted({ rate, channels: 1 }, tones({ rate, channels: 1 }, SECONDS, [hertz]));
      const from = Math.round(0.1 * SAMPLE_RATE);
      const inside = out.subarray(2 * from, -2 * from);
      const peak = inside.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      // -80 dB of what went in; 44.1 kHz may keep what it has.
      if (rate !== 44_100) expect(peak).toBeLessThanOrEqual(2);
    },
  );

  test('is the same to the bit however it is cut', () => {
    const pieces = fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 20 });
    const format = fc.record({ rate: fc.constantFrom(...RATES), channels: fc.constantFrom(1, 2) });
    fc.assert(
      fc.property(
        format,
        pieces,
        pieces,
        fc.integer(),
        ({ rate, channels }, pushes, pulls, seed) => {
          const given: PcmFormat = { rate, channels: channels === 1 ? 1 : 2 };
          let state = seed;
          const noise = Int16Array.from({ length: 2_000 * given.channels }, () => {
            state = (Math.imul(state, 1_103_515_245) + 12_345) | 0;
            return state >> 17;
          });
          expect(converted(given, noise, pushes, pulls)).toEqual(converted(given, noise));
        },
      ),
      { numRuns: 50 },
    );
  });

  test('a constant comes out constant from the first sample to the last, and nothing is nothing', () => {
    const format = { rate: 44_100, channels: 2 } as const;
    const out = converted(format, new Int16Array(2 * 1_000).fill(12_345));
    expect(new Set(out)).toEqual(new Set([12_345]));
    expect(converted(format, new Int16Array(0))).toHaveLength(0);
    expect(converted(format, Int16Array.of(5, -5))).toEqual(Int16Array.of(5, -5, 5, -5));
  });

  test('10 ms of it are made within a millisecond', () => {
    const format = { rate: 96_000, channels: 2 } as const;
    const resampler = new Resampler(format);
    resampler.push(tones(format, 2, [440, 880]));
    const out = new Int16Array(2 * 480);
    let slices = 0;
    const fromMs = cpuMs();
    while (resampler.availablePairs >= 480) {
      resampler.pull(out, 0, 480);
      slices += 1;
    }
    // Measured: 0.2 ms.
    expect(slices).toBeGreaterThan(150);
    expect((cpuMs() - fromMs) / slices).toBeLessThan(1);
  });
});
