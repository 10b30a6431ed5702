import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FRAME_MS } from '#src/audio/frame.ts';
import { RateController } from '#src/station/RateController.ts';
import { TARGET_MARGIN_MS } from '#src/station/stationTimes.ts';

interface Play {
  readonly pace: number;
  readonly chunkMs: number;
  readonly seconds: number;
  /** What is there at the beginning, right after a chunk has come. */
  readonly levelMs: number;
  readonly starting?: boolean;
}

/** Plays for a while from a service of this pace; gives the rate and margin of every frame. */
function play({ pace, chunkMs, seconds, levelMs: startMs, starting }: Play) {
  const controller = new RateController();
  if (starting === true) controller.begin();
  const rates: number[] = [];
  const margins: number[] = [];
  const levels: number[] = [];
  let levelMs = startMs;
  let nextMs = chunkMs / pace;
  for (let i = 0; i < (seconds * 1_000) / FRAME_MS; i++) {
    nextMs -= FRAME_MS;
    if (nextMs <= 0) {
      nextMs += chunkMs / pace;
      levelMs += chunkMs;
    }
    const marginMs = levelMs - nextMs * Math.min(1, pace);
    const rate = controller.rate({ levelMs, marginMs, targetMarginMs: TARGET_MARGIN_MS, pace });
    levelMs -= FRAME_MS * rate;
    rates.push(rate);
    margins.push(marginMs);
    levels.push(levelMs);
  }
  return { rates, margins, levels };
}

const atTarget = (pace: number, chunkMs: number): number =>
  TARGET_MARGIN_MS + chunkMs / Math.max(1, pace);

describe('in steady state', () => {
  test('the tempo heard is the pace delivered, and never faster than the music was made', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.9, max: 1.05, noNaN: true }),
        fc.integer({ min: 500, max: 4_000 }),
        (pace, chunkMs) => {
          const levelMs = atTarget(pace, chunkMs);
          const { rates, margins } = play({ pace, chunkMs, levelMs, seconds: 120 });
          for (const rate of rates.slice(500)) {
            expect(rate).toBeGreaterThanOrEqual(Math.min(1, pace) - 0.005);
            expect(rate).toBeLessThanOrEqual(Math.min(1, pace + 0.005));
          }
          expect(Math.min(...margins)).toBeGreaterThan(TARGET_MARGIN_MS - 500);
        },
      ),
    );
  });

  test('a service at real time is played bit-exact', () => {
    const { rates } = play({ pace: 1, chunkMs: 2_000, levelMs: atTarget(1, 2_000), seconds: 60 });
    expect(new Set(rates)).toEqual(new Set([1]));
  });
});

test('what a cut has taken is paid back at 0.4 %', () => {
  const { rates, margins } = play({ pace: 0.97, chunkMs: 2_000, levelMs: 2_600, seconds: 400 });
  expect(Math.min(...rates)).toBeGreaterThanOrEqual(0.96);
  expect(margins.at(-1)).toBeGreaterThan(TARGET_MARGIN_MS - 300);
});

test('what is above the target is played at 1, and then the rate glides to the pace', () => {
  const { rates } = play({ pace: 0.97, chunkMs: 2_000, levelMs: 6_000, seconds: 400 });
  expect(rates.slice(0, 50)).toEqual(Array.from({ length: 50 }, () => 1));
  expect(rates.at(-1)).toBeLessThan(0.976);
  rates.reduce((before, rate) => {
    expect(Math.abs(rate - before)).toBeLessThanOrEqual(0.0004 + 1e-9);
    return rate;
  });
});

test.each([0.93, 0.97, 1])('a first chunk lasts until the second at a pace of %f', (pace) => {
  const start = { pace, chunkMs: 2_000, levelMs: 2_000, seconds: 60, starting: true };
  const { rates, levels } = play(start);
  expect(rates[0]).toBe(0.85);
  // With less than 90 ms a loop would begin.
  expect(Math.min(...levels)).toBeGreaterThan(90 + FRAME_MS);
  expect(rates.at(-1)).toBeCloseTo(pace, 2);
});
