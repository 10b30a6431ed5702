import { expect, test } from 'vitest';
import * as times from '#src/station/stationTimes.ts';

/**
 * Tests that import a number hold whatever it is. Here each stands once more, so that none changes by
 * mistake; who changes one on purpose finds its reason beside it.
 */
test('the numbers of a station are those that were measured and decided', () => {
  const { pairsIn, msOf, ...numbers } = times;
  expect(numbers).toEqual({
    TARGET_MARGIN_MS: 1_500,
    LEAST_MARGIN_MS: 500,
    MOST_JITTER_MARGIN_MS: 1_000,
    PAY_BACK: 0.004,
    OWED_MS: { from: 150, full: 750 },
    SURPLUS_MS: { from: 250, full: 1_000 },
    SLOWEST_RATE: 0.88,
    RATE_GLIDE_PER_S: 0.02,
    START_RATE: 0.85,
    START_LAST_RATE: 0.75,
    START_LAST_MS: 500,
    START_FREE_MS: 1_000,
    PAUSE_ABOVE_MS: 9_000,
    PLAY_BELOW_MS: 5_000,
    RESUME_LEVEL_MS: 3_000,
    FRESH_AUDIO_MS: 6_000,
    BRIDGE_PREPARE_MS: 600,
    BRIDGE_STEPS_PER_FRAME: 2,
    BRIDGE_BEGIN_MS: 90,
    HISTORY_MS: 10_000,
    SHORTEST_HISTORY_MS: 400,
    LASTING_MS: 60_000,
    MOST_LASTING_MARGIN_MS: 2_500,
    LONGEST_LAP_WAIT_MS: 2_500,
    // Decision: a loop holds for two minutes, then fades.
    BRIDGE_LIMIT_MS: 120_000,
    BRIDGE_FADE_MS: 8_000,
    // Lyria closes every session at 600 s.
    RETIRE_AT_MS: 540_000,
    READY_MS: 4_000,
    SETTLED_MS: 10_000,
    MOST_UNSETTLED_GAIN: 2.5,
    LOUDNESS_SPAN_MS: 3_000,
    // Lyria's first audio was seen after up to 10.9 s.
    FIRST_AUDIO_TIMEOUT_MS: 20_000,
    REFUSED_START_MS: 1_500,
    LASTED_MS: 15_000,
    STALL_TOLERANCE_MS: 6_000,
    DRY_SOON_MS: 20_000,
    SLOW_AFTER_MS: 120_000,
    HANDOVER_FADE_MS: 1_500,
    SHORTEST_HANDOVER_FADE_MS: 500,
    HANDOVER_LEAD_MS: 400,
    HANDOVER_WAIT_MS: 1_000,
    HANDOVER_REACH_MS: { min: 300, max: 2_500 },
    HANDOVER_PATIENCE_MS: 500,
    HANDOVER_FORCE_MS: 2_500,
    STALE_WORTH_MS: 900,
    CUT_REACH_MS: 300,
    CUT_LEAD_MS: { min: 300, max: 2_000 },
    CUT_FADE_MS: 300,
    RETURN_FADE_MS: 300,
    FADE_IN_MS: 80,
    PAUSE_FADE_MS: 250,
    STOP_FADE_MS: 600,
    RECONCILE_MS: 250,
  });
  expect([pairsIn(20), msOf(960)]).toEqual([960, 20]);
});
