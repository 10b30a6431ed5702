import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DeliveryPace } from '#src/station/DeliveryPace.ts';
import { seededRandom } from '../support/signals/random.ts';

/** Notes chunks of a service that keeps this pace. */
function deliver(
  pace: DeliveryPace,
  how: {
    readonly rate: number;
    readonly chunkMs: number;
    readonly seconds: number;
    readonly jitterMs?: number;
    readonly seed?: number;
  },
): void {
  const random = seededRandom(how.seed ?? 1);
  let before = 0;
  for (let ms = 0; ms < how.seconds * 1_000; ms += how.chunkMs) {
    const jitter = (2 * random() - 1) * (how.jitterMs ?? 0);
    pace.note(how.chunkMs, how.chunkMs / how.rate + jitter - before);
    before = jitter;
  }
}

test('finds the pace to within 1 %, whatever the chunks and their jitter', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.8, max: 1.1, noNaN: true }),
      fc.integer({ min: 500, max: 4_000 }),
      fc.integer({ min: 0, max: 150 }),
      fc.nat(),
      (rate, chunkMs, jitterMs, seed) => {
        const pace = new DeliveryPace();
        deliver(pace, { rate, chunkMs, seconds: 60, jitterMs, seed });
        expect(Math.abs(pace.rate - rate)).toBeLessThan(0.01);
      },
    ),
  );
});

describe('is not misled', () => {
  test.each([
    { what: 'a stall of 17 s', note: (pace: DeliveryPace) => pace.note(2_000, 19_000) },
    {
      what: 'a stall and what it held back at once',
      note: (pace: DeliveryPace) => {
        pace.note(2_000, 8_000);
        for (let i = 0; i < 3; i += 1) pace.note(2_000, 5);
      },
    },
    { what: 'a chunk that is short', note: (pace: DeliveryPace) => pace.note(150, 2_050) },
    {
      what: 'one that is late by a second',
      note: (pace: DeliveryPace) => {
        pace.note(2_000, 3_050);
        pace.note(2_000, 1_050);
      },
    },
  ])('by $what', ({ note }) => {
    const pace = new DeliveryPace();
    deliver(pace, { rate: 0.975, chunkMs: 2_000, seconds: 60 });
    note(pace);
    expect(Math.abs(pace.rate - 0.975)).toBeLessThan(0.01);
    deliver(pace, { rate: 0.975, chunkMs: 2_000, seconds: 4 });
    expect(Math.abs(pace.rate - 0.975)).toBeLessThan(0.01);
  });

  test('by two chunks at once when a session begins', () => {
    const pace = new DeliveryPace();
    pace.note(2_000, 3);
    expect(pace.rate).toBe(1);
  });
});

test('what jitter explains is the pace known', () => {
  const pace = new DeliveryPace(0.985);
  deliver(pace, { rate: 0.988, chunkMs: 2_000, seconds: 60, jitterMs: 30 });
  expect(pace.rate).toBe(0.985);
  deliver(pace, { rate: 0.975, chunkMs: 2_000, seconds: 60, jitterMs: 30 });
  expect(Math.abs(pace.rate - 0.975)).toBeLessThan(0.004);
});

test('follows another pace within a dozen seconds', () => {
  const pace = new DeliveryPace();
  deliver(pace, { rate: 0.985, chunkMs: 2_000, seconds: 60 });
  deliver(pace, { rate: 0.85, chunkMs: 2_000, seconds: 12 });
  expect(pace.rate).toBeLessThan(0.88);
});

test('counts on a slow one until it is proven, and on what is known of the sessions before', () => {
  const pace = new DeliveryPace();
  expect(pace).toMatchObject({ provenRate: undefined, sureRate: 0.9 });
  deliver(pace, { rate: 0.99, chunkMs: 2_000, seconds: 12 });
  expect(pace.sureRate).toBeGreaterThan(0.97);
  expect(new DeliveryPace(0.985).sureRate).toBe(0.985);
});
