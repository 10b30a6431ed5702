import { expect, test } from 'vitest';
import { RateController } from '../../src/station/RateController.ts';
import { TARGET_LEVEL_MS } from '../../src/station/stationTimes.ts';

const FRAME_MS = 20;
const CHUNK_MS = 2_000;

/** Plays for a while from a service of this pace; gives the level and rate of every frame. */
function play(pace: number, seconds: number, startMs = TARGET_LEVEL_MS) {
  const controller = new RateController();
  const rates: number[] = [];
  const levels: number[] = [];
  let levelMs = startMs;
  let made = 0;
  for (let i = 0; i < (seconds * 1_000) / FRAME_MS; i++) {
    made += FRAME_MS * pace;
    if (made >= CHUNK_MS) {
      made -= CHUNK_MS;
      levelMs += CHUNK_MS;
    }
    const rate = controller.rate(levelMs);
    levelMs -= FRAME_MS * rate;
    rates.push(rate);
    levels.push(levelMs);
  }
  return { rates, levels };
}

test('a service at real time is played bit-exact', () => {
  const { rates } = play(1, 60, TARGET_LEVEL_MS + 1_000);
  expect(new Set(rates.slice(500))).toEqual(new Set([1]));
});

test.each([0.97, 0.98, 0.99, 1.03])(
  'keeps up with a pace of %f without running dry or full',
  (pace) => {
    const { levels } = play(pace, 1_200);
    const settled = levels.slice(levels.length / 2);
    expect(Math.min(...settled)).toBeGreaterThan(200);
    expect(Math.max(...settled)).toBeLessThan(TARGET_LEVEL_MS + 3_000);
  },
);

test('does not hunt: once settled the direction never changes while the pace stays', () => {
  for (const pace of [0.97, 0.985, 1.02]) {
    const { rates } = play(pace, 1_200);
    const settled = rates.slice(rates.length / 4);
    expect(settled.filter((rate) => Math.sign(rate - 1) === Math.sign(1 - pace))).toEqual([]);
  }
});
