import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Pacer } from '#src/generator/Pacer.ts';

const CHUNK_MS = 2_000;

function pacer(leadMs = 4_000, pace = 1) {
  return new Pacer({ nowMs: 0, chunkMs: CHUNK_MS, leadMs, pace });
}

/** When each of the first chunks goes out if each is sent as soon as it may. */
function sendTimes(one: Pacer, count: number): number[] {
  let nowMs = 0;
  return Array.from({ length: count }, () => {
    nowMs += one.waitMs(nowMs);
    one.sent(nowMs);
    return nowMs;
  });
}

test('fills the lead at once, then keeps to real time', () => {
  expect(sendTimes(pacer(), 5)).toEqual([0, 0, 2_000, 4_000, 6_000]);
});

test('a lead of less than a chunk still lets one out at a time', () => {
  expect(sendTimes(pacer(500), 3)).toEqual([0, 2_000, 4_000]);
});

test('a slow service takes longer by its pace', () => {
  const times = sendTimes(pacer(4_000, 0.97), 100);
  expect(times.at(-1)).toBeCloseTo((98 * CHUNK_MS) / 0.97, 3);
});

test('what a stall has cost is lost, but the lead is built up again', () => {
  const one = pacer();
  sendTimes(one, 2);
  expect(one.waitMs(60_000)).toBe(0);
  one.sent(60_000);
  expect(one.waitMs(60_000)).toBe(0);
  one.sent(60_000);
  expect(one.waitMs(60_000)).toBe(2_000);
});

test('a change of pace counts from when it comes', () => {
  const one = pacer();
  sendTimes(one, 2);
  one.setPace(1_000, 0.5);
  expect(one.waitMs(1_000)).toBe(2_000);
  one.setPace(1_000, 0);
  expect(one.waitMs(1_000)).toBe(Number.POSITIVE_INFINITY);
});

test('a client that plays at real time never gets further ahead than the lead', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(5_000)),
      fc.integer({ min: 2_000, max: 20_000 }),
      (delays, leadMs) => {
        const one = pacer(leadMs);
        let nowMs = 0;
        let levelMs = 0;
        for (const delayMs of delays) {
          const waitMs = one.waitMs(nowMs) + delayMs;
          nowMs += waitMs;
          levelMs = Math.max(0, levelMs - waitMs) + CHUNK_MS;
          one.sent(nowMs);
          expect(levelMs).toBeLessThanOrEqual(leadMs + 1e-6);
        }
      },
    ),
  );
});
