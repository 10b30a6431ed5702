import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FRAME_PAIRS } from '#src/audio/frame.ts';
import type { PcmSource } from '#src/audio/PcmSource.ts';
import { MAX_RATE, MIN_RATE, TimeStretcher } from '#src/audio/stretch/TimeStretcher.ts';
import { clicksIn } from '#test/support/clicks.ts';
import { collect, PcmBuffer } from '#test/support/PcmBuffer.ts';
import { materials } from '#test/support/signals/materials.ts';
import { music } from '#test/support/signals/music.ts';
import { noise, sine } from '#test/support/signals/tones.ts';
import { measureTone } from '#test/support/toneMeasure.ts';
import { stretched } from './stretched.ts';

const slice = (pcm: Int16Array, pair: number, pairs: number): Int16Array =>
  pcm.slice(2 * pair, 2 * (pair + pairs));

describe('at rate 1', () => {
  it('copies to the bit', () => {
    const pcm = noise(2);
    const stretcher = new TimeStretcher(new PcmBuffer(pcm));
    const out = collect(100, (frame) => stretcher.pull(frame, 1));
    expect(out).toEqual(pcm);
    expect(stretcher).toMatchObject({ splices: 0, heldPairs: 0, playedPairs: 96_000 });
  });

  it.each([MIN_RATE, MAX_RATE])('copies to the bit again after playing at %f', (rate) => {
    const pcm = music({ seconds: 8 });
    const stretcher = new TimeStretcher(new PcmBuffer(pcm));
    collect(150, (frame) => stretcher.pull(frame, rate));
    expect(stretcher.splices).toBeGreaterThan(2);
    const position = stretcher.sourcePositionPairs;
    const out = collect(100, (frame) => stretcher.pull(frame, 1));
    expect(out).toEqual(slice(pcm, position, 96_000));
    expect(stretcher.heldPairs).toBe(0);
  });
});

describe('the account of what was consumed', () => {
  it('is exact whatever the rates', () => {
    const pcm = music({ seconds: 12, bpm: 131 });
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            rate: fc.double({ min: 0.9, max: 1.1, noNaN: true }),
            frames: fc.integer({ min: 1, max: 60 }),
          }),
          { minLength: 1, maxLength: 8 },
        ),
        fc.integer({ min: 0, max: 0xffff_ffff }),
        (parts, seed) => {
          const buffer = new PcmBuffer(pcm);
          const stretcher = new TimeStretcher(buffer, seed);
          const out = new Int16Array(2 * FRAME_PAIRS);
          let played = 0;
          for (const { rate, frames } of parts) {
            for (let i = 0; i < frames; i += 1) {
              const before = stretcher.sourcePositionPairs;
              played += stretcher.pull(out, rate);
              const position = stretcher.sourcePositionPairs;
              // What was taken is played or held, and what is reported as available is there.
              expect(position + stretcher.heldPairs).toBe(buffer.position);
              expect(stretcher.availablePairs).toBe(pcm.length / 2 - position);
              expect(stretcher.playedPairs).toBe(played);
              // A frame without a splice is a copy.
              if (position - before === FRAME_PAIRS) {
                expect(out).toEqual(slice(pcm, before, FRAME_PAIRS));
              }
            }
          }
          const next = new Int16Array(200);
          stretcher.peek(next, 0, 0, 100);
          expect(next).toEqual(slice(pcm, stretcher.sourcePositionPairs, 100));
        },
      ),
      { numRuns: 25 },
    );
  });

  it.each([0.96, 0.985, 1.01, 1.04])('shows that rate %f holds on average', (rate) => {
    const { stretcher } = stretched(music({ seconds: 40 }), () => rate);
    const error = stretcher.sourcePositionPairs - rate * stretcher.playedPairs;
    expect(Math.abs(error)).toBeLessThan(2000);
  });

  it('limits the rate to 4 % either way', () => {
    const { stretcher } = stretched(music({ seconds: 20 }), () => 2);
    expect(stretcher.sourcePositionPairs / stretcher.playedPairs).toBeCloseTo(1.04, 2);
  });
});

describe('as a source', () => {
  it('keeps account of every pair when it is stretched, looked at, skipped in and fed by turns', () => {
    const pcm = music({ seconds: 10, bpm: 97 });
    const step = fc.record({
      pulls: fc.integer({ min: 0, max: 40 }),
      rate: fc.constantFrom(MIN_RATE, 0.98, 1, 1.02, MAX_RATE),
      skip: fc.integer({ min: 0, max: 3_000 }),
      feed: fc.integer({ min: 0, max: 60_000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 15 }), fc.nat(), (steps, seed) => {
        let fed = 0;
        let given = 0;
        const source: PcmSource = {
          get availablePairs() {
            return fed - given;
          },
          peek(out, outPair, skipPairs, pairs) {
            expect(skipPairs + pairs).toBeLessThanOrEqual(fed - given);
            out.set(slice(pcm, given + skipPairs, pairs), 2 * outPair);
          },
          take(pairs) {
            expect(pairs).toBeLessThanOrEqual(fed - given);
            given += pairs;
          },
        };
        const stretcher = new TimeStretcher(source, seed);
        const out = new Int16Array(2 * FRAME_PAIRS);
        for (const { pulls, rate, skip, feed } of steps) {
          fed = Math.min(pcm.length / 2, fed + feed);
          for (let pull = 0; pull < pulls; pull += 1) {
            const available = stretcher.availablePairs;
            expect(stretcher.pull(out, rate)).toBe(Math.min(FRAME_PAIRS, available));
          }
          stretcher.take(Math.min(skip, stretcher.availablePairs));
          const position = stretcher.sourcePositionPairs;
          expect(stretcher.heldPairs).toBe(given - position);
          expect(stretcher.availablePairs).toBe(fed - position);
          const seen = new Int16Array(2 * stretcher.availablePairs);
          stretcher.peek(seen, 0, 0, stretcher.availablePairs);
          expect(
            Buffer.from(seen.buffer).equals(
              Buffer.from(slice(pcm, position, fed - position).buffer),
            ),
          ).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('peeks and skips across what is held after a repetition', () => {
    const pcm = sine({ hz: 200, seconds: 3 });
    const stretcher = new TimeStretcher(new PcmBuffer(pcm));
    const out = new Int16Array(2 * FRAME_PAIRS);
    while (stretcher.heldPairs === 0) stretcher.pull(out, MIN_RATE);
    const position = stretcher.sourcePositionPairs;
    const held = stretcher.heldPairs;
    const seen = new Int16Array(2 * (held + 100));
    stretcher.peek(seen, 0, 50, held + 100);
    expect(seen).toEqual(slice(pcm, position + 50, held + 100));
    stretcher.take(held + 10);
    expect(stretcher).toMatchObject({ heldPairs: 0, sourcePositionPairs: position + held + 10 });
    stretcher.pull(out, 1);
    expect(out).toEqual(slice(pcm, position + held + 10, FRAME_PAIRS));
  });

  it('tells when it has run dry and goes on when there is more', () => {
    const pcm = noise(1);
    const source = new PcmBuffer(pcm.subarray(0, 2 * 1500));
    const stretcher = new TimeStretcher(source);
    const out = new Int16Array(2 * FRAME_PAIRS);
    expect(stretcher.pull(out, 0.97)).toBe(960);
    expect(stretcher.pull(out, 0.97)).toBe(540);
    expect(out.subarray(0, 1080)).toEqual(pcm.subarray(1920, 3000));
    expect(stretcher.pull(out, 0.97)).toBe(0);
  });
});

describe('a stretched sine', () => {
  const tones = [55, 61.74, 110, 196, 440, 1000, 1234.5, 3000, 5000, 7919, 8000];
  const cases = tones.flatMap((hz) => [MIN_RATE, MAX_RATE].map((rate) => ({ hz, rate })));

  it.each(cases)('of $hz Hz at rate $rate keeps frequency, level and phase', ({ hz, rate }) => {
    const phaseDifference = 2.5;
    const source = sine({ hz, seconds: 10, level: 0.5, phaseDifference });
    const { pcm, stretcher } = stretched(source, () => rate);
    expect(stretcher.splices).toBeGreaterThan(7);
    const halfDb = 20 * Math.log10(0.5);
    for (const side of ['left', 'right'] as const) {
      const tone = measureTone(pcm, side, hz);
      expect(Math.abs(tone.hz / hz - 1)).toBeLessThan(0.001);
      expect(tone.lowestDb).toBeGreaterThan(halfDb - 0.5);
      expect(tone.highestDb).toBeLessThan(halfDb + 0.5);
    }
    expect(meanPhaseDifference(pcm, hz)).toBeCloseTo(phaseDifference, 1);
  });

  it('keeps channels of opposite phase, which cancel in a plain mono mix', () => {
    const source = sine({ hz: 330, seconds: 10, phaseDifference: Math.PI });
    const { pcm } = stretched(source, () => MAX_RATE);
    for (let i = 0; i < pcm.length; i += 2) {
      expect(Math.abs((pcm[i] ?? 0) + (pcm[i + 1] ?? 0))).toBeLessThan(4);
    }
  });
});

describe('stretching makes no clicks', () => {
  const wander = (frame: number): number => 1 + 0.04 * Math.sin(frame / 40);
  it.each(materials)('in $name, at rates that change all the time', ({ make }) => {
    expect(clicksIn(stretched(make(20), wander).pcm)).toEqual([]);
  });

  it.each(materials)('in $name, at rates that jump', ({ make }) => {
    const jump = (frame: number): number => [0.96, 1, 1.04, 0.99][Math.floor(frame / 30) % 4] ?? 1;
    expect(clicksIn(stretched(make(20), jump).pcm)).toEqual([]);
  });
});

/** How far right is ahead of left, from the products of both with a turned copy, in radians. */
function meanPhaseDifference(pcm: Int16Array, hz: number): number {
  const step = (2 * Math.PI * hz) / 48_000;
  let re = 0;
  let im = 0;
  // In short pieces, so that jumps between pieces do not matter.
  const piece = 480 * 4;
  for (let start = 0; start + piece <= pcm.length / 2; start += piece) {
    const sums = [0, 0, 0, 0] as [number, number, number, number];
    for (let i = start; i < start + piece; i += 1) {
      const cos = Math.cos(step * i);
      const sin = Math.sin(step * i);
      sums[0] += (pcm[2 * i] ?? 0) * cos;
      sums[1] -= (pcm[2 * i] ?? 0) * sin;
      sums[2] += (pcm[2 * i + 1] ?? 0) * cos;
      sums[3] -= (pcm[2 * i + 1] ?? 0) * sin;
    }
    re += sums[2] * sums[0] + sums[3] * sums[1];
    im += sums[3] * sums[0] - sums[2] * sums[1];
  }
  return Math.atan2(im, re);
}
