import { expect, test } from 'vitest';
import {
  gapsTogether,
  type MediaTotals,
  NO_TOTALS,
  totalsTogether,
} from '#src/media/StationVitals.ts';

/** Each figure another, so that none can stand for its neighbour. */
const SOME: MediaTotals = {
  handovers: 1,
  bridges: 20,
  bridgedMs: 300,
  rejoins: 4_000,
  packets: 50_000,
  late: 600_000,
  dropped: 7_000_000,
};

test('the totals of two processes are each figure of both', () => {
  expect(totalsTogether(SOME, NO_TOTALS)).toEqual(SOME);
  expect(totalsTogether(SOME, SOME)).toEqual({
    handovers: 2,
    bridges: 40,
    bridgedMs: 600,
    rejoins: 8_000,
    packets: 100_000,
    late: 1_200_000,
    dropped: 14_000_000,
  });
});

test('gaps of processes add up bound by bound, however many bounds each has', () => {
  const one = { counts: [1, 2], sumMs: 60 };
  const other = { counts: [10, 20, 30], sumMs: 1_200 };
  expect(gapsTogether(one, other)).toEqual({ counts: [11, 22, 30], sumMs: 1_260 });
  expect(gapsTogether(other, one)).toEqual({ counts: [11, 22, 30], sumMs: 1_260 });
  expect(gapsTogether(one, undefined)).toBe(one);
});
