import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS, waitBeforeAnother, waitBeforeStart } from '#src/bot/gateway/waits.ts';

const MINUTE_MS = 60_000;
const NOW_MS = Date.UTC(2026, 10, 27);
/** Far from the 1,000 at which Discord resets the token. */
const MOST_STARTS_A_DAY = 100;
const MOST_A_DAY = 700;

const none = { starts: [], others: [] };

/** The most that lie in any 24 hours. */
function mostInADay(times: readonly number[]): number {
  return Math.max(
    ...times.map((from) => times.filter((at) => at >= from && at < from + DAY_MS).length),
  );
}

test('however soon each run ends, restarts log in at most 100 times in any 24 hours', () => {
  const livesMs = fc.array(fc.integer({ min: 0, max: 30 * MINUTE_MS }), {
    minLength: 1,
    maxLength: 9,
  });
  fc.assert(
    fc.property(livesMs, (lives) => {
      let nowMs = NOW_MS;
      const starts: number[] = [];
      for (let run = 0; nowMs < NOW_MS + 3 * DAY_MS; run++) {
        nowMs += waitBeforeStart({ starts, others: [] }, undefined, nowMs);
        starts.push(nowMs);
        nowMs += lives[run % lives.length] ?? 0;
      }
      expect(mostInADay(starts)).toBeLessThanOrEqual(MOST_STARTS_A_DAY);
    }),
    { numRuns: 50 },
  );
});

test('nor does a session that is lost again and again come near to 1,000', () => {
  let nowMs = NOW_MS;
  const others: number[] = [];
  while (nowMs < NOW_MS + 2 * DAY_MS) {
    nowMs += waitBeforeAnother({ starts: [NOW_MS], others }, nowMs);
    others.push(nowMs);
    nowMs += 5_000;
  }
  expect(mostInADay(others)).toBeLessThanOrEqual(MOST_A_DAY - MOST_STARTS_A_DAY);
});

describe('the wait before a start', () => {
  test('none for the first, a few seconds for the next, and then ever more', () => {
    const waits: number[] = [];
    const starts: number[] = [];
    let nowMs = NOW_MS;
    for (let run = 0; run < 14; run++) {
      const waitMs = waitBeforeStart({ starts, others: [] }, undefined, nowMs);
      waits.push(Math.round(waitMs / 1_000));
      nowMs += waitMs;
      starts.push(nowMs);
    }
    expect(waits).toEqual([0, 6, 6, 6, 6, 10, 20, 40, 80, 160, 320, 640, 1_000, 1_000]);
  });

  test('counts from the last start: a bot that ran for a while is not held up', () => {
    const starts = Array.from({ length: 20 }, (_, i) => NOW_MS - (20 + i) * MINUTE_MS);
    expect(waitBeforeStart({ starts, others: [] }, undefined, NOW_MS)).toBe(0);
  });

  test('what is older than a day does not count', () => {
    const starts = Array.from({ length: 20 }, (_, i) => NOW_MS - DAY_MS - i);
    expect(waitBeforeStart({ starts, others: [] }, undefined, NOW_MS)).toBe(0);
  });

  test('a clock that was set back by a year holds it up no longer than the longest wait', () => {
    const starts = Array.from({ length: 20 }, (_, i) => NOW_MS + 365 * DAY_MS + i);
    expect(waitBeforeStart({ starts, others: [] }, undefined, NOW_MS)).toBe(1_000_000);
  });

  test.each([
    [1_000, DAY_MS, 0],
    [600, DAY_MS, 0],
    [400, DAY_MS / 2, 108_000],
    [1, 3_600_000, 3_600_000],
  ])('with %i of 1,000 left for %i ms it makes them last', (remaining, resetAfterMs, waitMs) => {
    const limit = { total: 1_000, remaining, resetAfterMs };
    expect(waitBeforeStart(none, limit, NOW_MS)).toBe(waitMs);
  });
});
