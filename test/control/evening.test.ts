import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Evening,
  eveningOf,
  MOST_HIGHLIGHTS,
  MOST_PARTS,
  SAMPLES,
} from '#src/control/evening.ts';
import type { Moment } from '#src/control/moments.ts';

const MIN_MS = 60_000;
const HOUR_MS = 60 * MIN_MS;

const mix = (atMs: number, shares: Readonly<Record<string, number>>): Moment => ({
  kind: 'mix',
  atMs,
  prompts: Object.entries(shares).map(([text, weight]) => ({ text, weight })),
  config: {},
});
const silence = (atMs: number): Moment => ({ kind: 'silence', atMs });
const proposed = (atMs: number, ...texts: string[]): Moment => ({
  kind: 'proposed',
  atMs,
  by: 'ada',
  texts,
});
const decided = (atMs: number, hasPassed: boolean, about: 'new-start' | 'stop'): Moment => ({
  kind: 'decided',
  atMs,
  by: 'ben',
  about,
  hasPassed,
});
const means = (evening: Evening | undefined) =>
  evening?.parts.map(({ text, mean }) => [text, Math.round(100 * mean)]);

test('shares are those of the time that music played, the largest first', () => {
  const evening = eveningOf(
    [
      mix(0, { techno: 1, pads: 1 }),
      mix(HOUR_MS, { pads: 3, techno: 1, rain: -1 }),
      silence(2 * HOUR_MS),
      mix(3 * HOUR_MS, { PADS: 1 }),
    ],
    4 * HOUR_MS,
  );
  expect([evening?.fromMs, evening?.toMs]).toEqual([0, 4 * HOUR_MS]);
  expect(means(evening)).toEqual([
    ['pads', 75],
    ['techno', 25],
  ]);
  const at = (part: number, hours: number) =>
    evening?.parts[part]?.shares[Math.floor((hours / 4) * SAMPLES)];
  expect([at(0, 0.5), at(0, 1.5), at(0, 2.5), at(0, 3.5)]).toEqual([
    expect.closeTo(0.5),
    expect.closeTo(0.75),
    0,
    expect.closeTo(1),
  ]);
});

test('an evening begins after a night, and is never longer than twelve hours', () => {
  const night = [mix(0, { techno: 1 }), silence(HOUR_MS), mix(5 * HOUR_MS, { pads: 1 })];
  expect(eveningOf(night, 6 * HOUR_MS)).toMatchObject({ fromMs: 5 * HOUR_MS, toMs: 6 * HOUR_MS });
  const pause = [mix(0, { techno: 1 }), silence(HOUR_MS), mix(2 * HOUR_MS, { pads: 1 })];
  expect(eveningOf(pause, 3 * HOUR_MS)?.fromMs).toBe(0);
  expect(eveningOf([mix(0, { techno: 1 })], 40 * HOUR_MS)?.fromMs).toBe(28 * HOUR_MS);
  const over = [mix(0, { techno: 1 }), silence(HOUR_MS)];
  expect(eveningOf(over, 9 * HOUR_MS)?.toMs).toBe(HOUR_MS);
});

test('there is none without music, or with less than a minute of it', () => {
  expect(eveningOf([], 0)).toBeUndefined();
  expect(eveningOf([silence(0)], HOUR_MS)).toBeUndefined();
  expect(eveningOf([mix(0, { techno: 1 })], MIN_MS - 1)).toBeUndefined();
  expect(eveningOf([mix(0, { techno: 1 })], MIN_MS)).toBeDefined();
});

test('what is small goes into the rest', () => {
  const many = Object.fromEntries(Array.from({ length: 12 }, (_, nth) => [`tag ${nth}`, 12 - nth]));
  const evening = eveningOf([mix(0, many)], HOUR_MS);
  expect(evening?.parts).toHaveLength(MOST_PARTS + 1);
  expect(means(evening)?.at(-1)).toEqual([null, Math.round((100 * (4 + 3 + 2 + 1)) / 78)]);
});

test('polls come before proposals, and those before what nobody heard', () => {
  const evening = eveningOf(
    [
      mix(0, { techno: 1 }),
      ...Array.from({ length: 20 }, (_, nth) => proposed(MIN_MS * (nth + 1), `never ${nth}`)),
      decided(25 * MIN_MS, false, 'stop'),
      proposed(30 * MIN_MS, 'rain'),
      mix(30 * MIN_MS, { rain: 1 }),
      proposed(40 * MIN_MS, 'jazz'),
      decided(40 * MIN_MS, true, 'new-start'),
      { kind: 'handover', atMs: 41 * MIN_MS },
      { kind: 'loop', atMs: 42 * MIN_MS },
    ],
    HOUR_MS,
  );
  expect(evening?.highlights).toHaveLength(MOST_HIGHLIGHTS);
  expect(evening?.highlights.slice(-3)).toMatchObject([
    { kind: 'decided', hasPassed: false },
    { kind: 'proposed', texts: ['rain'], byPoll: false },
    { kind: 'proposed', texts: ['jazz'], byPoll: true },
  ]);
  expect([evening?.handoversMs, evening?.loopsMs]).toEqual([[41 * MIN_MS], [42 * MIN_MS]]);
});

test('whatever played, no slice holds more than all of it, and means add up', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j');
  const moment = fc.oneof(
    fc.dictionary(
      name,
      fc.integer({ min: -2, max: 9 }).filter((one) => one !== 0),
      { minKeys: 1 },
    ),
    fc.constant(null),
  );
  const all = fc.array(fc.tuple(fc.integer({ min: 0, max: HOUR_MS }), moment));
  fc.assert(
    fc.property(all, (given) => {
      const moments = given
        .toSorted(([one], [other]) => one - other)
        .map(([atMs, shares]) => (shares === null ? silence(atMs) : mix(atMs, shares)));
      const evening = eveningOf(moments, 2 * HOUR_MS);
      if (evening === undefined) return;
      const sum = evening.parts.reduce((total, { mean }) => total + mean, 0);
      expect(sum).toBeCloseTo(1);
      for (let at = 0; at < SAMPLES; at += 1) {
        const slice = evening.parts.reduce((total, { shares }) => total + (shares[at] ?? 0), 0);
        expect(slice).toBeLessThan(1 + 1e-6);
        expect(slice).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});
