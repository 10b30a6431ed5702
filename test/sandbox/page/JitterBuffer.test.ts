import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JitterBuffer } from '#src/sandbox/page/client/sound/JitterBuffer.ts';

const FRAME_PAIRS = 960;
const BLOCK_PAIRS = 128;
const BLOCK_MS = (BLOCK_PAIRS * 1_000) / 48_000;

/** A ramp that tells each pair by its value, in steps of the 16-bit scale. */
function frame(index: number): Int16Array {
  return Int16Array.from(
    { length: 2 * FRAME_PAIRS },
    (_, sample) => Math.floor(sample / 2) + (index % 20) * FRAME_PAIRS,
  );
}

/** Pushes frames at their times and pulls in blocks as a loudspeaker does. */
function play(buffer: JitterBuffer, arrivalsMs: readonly number[], untilMs: number): Float32Array {
  const heard: number[] = [];
  let next = 0;
  for (let nowMs = 0; nowMs < untilMs; nowMs += BLOCK_MS) {
    for (; next < arrivalsMs.length && (arrivalsMs[next] ?? 0) <= nowMs; next += 1) {
      buffer.push(frame(next), arrivalsMs[next] ?? 0, false);
    }
    const left = new Float32Array(BLOCK_PAIRS);
    const right = new Float32Array(BLOCK_PAIRS);
    buffer.pull(left, right);
    heard.push(...left);
  }
  return Float32Array.from(heard);
}

const regular = (frames: number): number[] => Array.from({ length: frames }, (_, n) => n * 20);

test('packets that are late by up to 150 ms leave no gap', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 150 }), { minLength: 150, maxLength: 150 }),
      (lateMs) => {
        let newest = 0;
        const arrivals = regular(150).map((dueMs, n) => {
          newest = Math.max(newest, dueMs + (n < 10 ? 0 : (lateMs[n] ?? 0)));
          return newest;
        });
        const buffer = new JitterBuffer();
        play(buffer, arrivals, 2_800);
        expect(buffer.dropouts).toBe(0);
      },
    ),
    { numRuns: 30 },
  );
});

test('it plays every pair once, in order, from the first one on', () => {
  const buffer = new JitterBuffer();
  const heard = play(buffer, regular(100), 1_900);
  const begun = heard.findIndex((sample) => sample !== 0);
  // The first 5 ms fade in.
  const after = heard.subarray(begun + 240);
  for (let n = 1; n < after.length; n += 1) {
    const step = Math.round(((after[n] ?? 0) - (after[n - 1] ?? 0)) * 32_768);
    expect(step === 1 || step === 1 - 20 * FRAME_PAIRS).toBe(true);
  }
  expect(buffer.playedPairs).toBeGreaterThan(1.5 * 48_000);
});

test('sound that stops without a word is a drop-out, a pause that was announced is none', () => {
  const cut = new JitterBuffer();
  play(cut, regular(50), 2_000);
  expect(cut.dropouts).toBe(1);

  const paused = new JitterBuffer();
  for (let n = 0; n < 20; n += 1) paused.push(frame(n), 0, n >= 15);
  play(paused, [], 1_000);
  expect(paused.dropouts).toBe(0);
  expect(paused.isPlaying).toBe(false);
});

test('after a drop-out it waits for more, and soon holds no more than that', () => {
  const buffer = new JitterBuffer();
  const arrivals = regular(500).map((dueMs) => (dueMs < 1_000 || dueMs > 1_600 ? dueMs : 1_600));
  play(buffer, arrivals, 9_000);
  expect(buffer.dropouts).toBe(1);
  expect(buffer.bufferedMs).toBeGreaterThan(150);
  expect(buffer.bufferedMs).toBeLessThan(250);
});

test('on a machine that holds sound up again and again it soon waits for enough, and comes back', () => {
  const buffer = new JitterBuffer();
  const held = regular(1_000).map((dueMs) => Math.ceil((dueMs + 1) / 600) * 600);
  play(buffer, held, 12_000);
  const missed = buffer.dropouts;
  expect(missed).toBeLessThan(15);

  const later = new JitterBuffer();
  play(later, [...held, ...regular(6_000).map((dueMs) => 20_000 + dueMs)], 139_000);
  expect(later.dropouts).toBeLessThan(15);
  expect(later.bufferedMs).toBeLessThan(270);
});

test('a loudspeaker that is slower than the sender is caught up with unheard', () => {
  const buffer = new JitterBuffer();
  // 0.2 % fast: in a minute six packets too many.
  const arrivals = regular(3_000).map((dueMs) => dueMs * 0.998);
  play(buffer, arrivals, 59_000);
  expect(buffer.dropouts).toBe(0);
  expect(buffer.bufferedMs).toBeLessThan(260);
});
