import { expect, test } from 'vitest';
import { noCounts } from '#bench/simulate/lyriaCounts.ts';
import { RolloverMeter } from '#bench/simulate/RolloverMeter.ts';

/** A service of which a test says what it holds and did. */
function service() {
  const lyria = {
    openSessions: 1,
    newest: { openedAtMs: 0, firstAudioAtMs: 1_000, stalledMs: 0 },
    counts: noCounts(),
    refusedUntilMs: Number.NEGATIVE_INFINITY,
  };
  return { lyria, counts: lyria.counts, meter: new RolloverMeter(lyria) };
}

test('two sessions for a few seconds are a rollover in time, for half a minute a late one', () => {
  const { lyria, meter } = service();
  for (const [fromMs, untilMs] of [
    [540_000, 548_000],
    [1_080_000, 1_110_000],
  ] as const) {
    lyria.openSessions = 2;
    meter.frame(fromMs);
    lyria.openSessions = 1;
    meter.frame(untilMs);
  }
  expect(meter.togetherMs).toEqual([8_000, 30_000]);
  expect(meter.late).toEqual([1_080_000]);
});

test('a session that its limit ends beside another was followed too late', () => {
  const { lyria, counts, meter } = service();
  lyria.openSessions = 2;
  meter.frame(590_000);
  counts.sessionLimits += 1;
  lyria.openSessions = 1;
  meter.frame(600_000);
  expect(meter.late).toEqual([590_000]);
});

test('a session that its limit ends alone was not followed, unless nothing could be opened', () => {
  const { lyria, counts, meter } = service();
  counts.sessionLimits += 1;
  meter.frame(600_000);
  expect(meter.late).toEqual([600_000]);
  lyria.refusedUntilMs = 1_230_000;
  counts.sessionLimits += 1;
  meter.frame(1_220_000);
  expect(meter.late).toHaveLength(1);
});

test('a limit while nothing could be opened is not held against the next rollover', () => {
  const { lyria, counts, meter } = service();
  lyria.refusedUntilMs = 610_000;
  counts.sessionLimits += 1;
  meter.frame(600_000);
  lyria.openSessions = 2;
  meter.frame(900_000);
  lyria.openSessions = 1;
  meter.frame(906_000);
  expect(meter.late).toEqual([]);
});
