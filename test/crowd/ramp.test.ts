import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aimAt,
  type Mix,
  nextStepAtMs,
  RAMP_DURATION_MS,
  RAMP_INTERVAL_MS,
  type Ramp,
  restingRamp,
  SAME_SHARE,
  takeStep,
  wholeOf,
} from '#src/crowd/mix/ramp.ts';
import { LEAST_SHARE } from '#src/crowd/votes/standings.ts';

const TECHNO: Mix = [{ text: 'techno', weight: 1 }];
const PADS: Mix = [{ text: 'pads', weight: 1 }];

interface Sent {
  readonly atMs: number;
  readonly mix: Mix;
}

/** Takes every step when it is due, or later by what `lateMs` says, until `untilMs`. */
function run(
  ramp: Ramp,
  untilMs: number,
  lateMs: () => number = () => 0,
): { ramp: Ramp; sent: Sent[] } {
  const sent: Sent[] = [];
  let current = ramp;
  for (let dueMs = nextStepAtMs(current); dueMs !== null; dueMs = nextStepAtMs(current)) {
    const atMs = dueMs + lateMs();
    if (atMs > untilMs) break;
    const next = takeStep(current, atMs);
    assert.notEqual(next, current, 'a due step is taken');
    if (next.sent !== current.sent) sent.push({ atMs, mix: next.sent });
    current = next;
  }
  return { ramp: current, sent };
}

describe('a ramp', () => {
  it('takes its first step at once and ends on the target within its duration', () => {
    const { sent } = run(aimAt(restingRamp(TECHNO), PADS, 1_000), 60_000);
    expect(sent.map(({ atMs }) => atMs)).toEqual(
      Array.from({ length: 16 }, (_, index) => 1_000 + index * 250),
    );
    expect(sent[0]?.mix).toEqual([
      { text: 'pads', weight: 1 / 16 },
      { text: 'techno', weight: 15 / 16 },
    ]);
    expect(sent.at(-1)?.mix).toEqual(PADS);
  });

  it('holds durations and intervals to their ranges', () => {
    const ramp = restingRamp(TECHNO, { durationMs: 1, intervalMs: 9_999 });
    expect(ramp).toMatchObject({ durationMs: 2_000, intervalMs: 500 });
    expect(run(aimAt(ramp, PADS, 0), 60_000).sent).toHaveLength(4);
  });

  it('is not moved by what nobody would hear', () => {
    const ramp = aimAt(restingRamp(TECHNO), [{ text: 'techno', weight: 1.0005 }], 0);
    expect(nextStepAtMs(ramp)).toBeNull();
    const small = aimAt(restingRamp(TECHNO), [{ text: 'techno', weight: 1.004 }], 0);
    const { sent } = run(small, 60_000);
    expect(sent.length).toBeLessThanOrEqual(5);
    expect(sent.at(-1)?.mix).toEqual([{ text: 'techno', weight: 1.004 }]);
  });

  it('goes from steering to to steering away without a weight of 0', () => {
    const away = [...PADS, { text: 'techno', weight: -1 }];
    const { sent } = run(aimAt(restingRamp([...PADS, ...TECHNO]), away, 0), 60_000);
    const weights = sent.map(({ mix }) => mix.find(({ text }) => text === 'techno')?.weight);
    expect(weights).not.toContain(0);
    expect(weights.at(-1)).toBe(-1);
  });

  it('refuses a target that may never reach Lyria', () => {
    expect(() => aimAt(restingRamp(TECHNO), [], 0)).toThrow(RangeError);
    expect(() => aimAt(restingRamp(TECHNO), [{ text: 'x', weight: 0 }], 0)).toThrow(RangeError);
  });

  it('survives being written down', () => {
    const ramp = takeStep(aimAt(restingRamp(TECHNO), PADS, 10), 10);
    expect(JSON.parse(JSON.stringify(ramp))).toEqual(ramp);
  });
});

const weight = fc.oneof(
  { weight: 5, arbitrary: fc.double({ min: 0.000_1, max: 3, noNaN: true }) },
  { weight: 1, arbitrary: fc.double({ min: -3, max: -0.000_1, noNaN: true }) },
);
const mix: fc.Arbitrary<Mix> = fc.uniqueArray(
  fc.record({ text: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), weight }),
  { selector: ({ text }) => text, minLength: 1, maxLength: 6, size: 'max' },
);
const aims = fc.array(
  fc.record({
    target: mix,
    /** Often much faster than a ramp, sometimes slower. */
    afterMs: fc.oneof(
      { weight: 3, arbitrary: fc.nat({ max: 300 }) },
      { weight: 1, arbitrary: fc.nat({ max: 10_000 }) },
    ),
  }),
  { minLength: 1, maxLength: 8 },
);
const pace = fc.record({
  durationMs: fc.integer({ min: RAMP_DURATION_MS.min, max: RAMP_DURATION_MS.max }),
  intervalMs: fc.integer({ min: RAMP_INTERVAL_MS.min, max: RAMP_INTERVAL_MS.max }),
});
const lateness = fc.array(fc.nat({ max: 400 }), { minLength: 1, maxLength: 5 });

describe('in 10000 random histories of a ramp', { timeout: 30_000 }, () => {
  it('no step is empty, has a weight of 0, sends what nobody hears or comes too early; it ends on the target', () => {
    fc.assert(
      fc.property(mix, aims, pace, lateness, (first, history, speed, late) => {
        let count = 0;
        const lateMs = () => late[count++ % late.length] ?? 0;
        let ramp = restingRamp(first, speed);
        let nowMs = 0;
        let lastMs = Number.NEGATIVE_INFINITY;
        const look = (untilMs: number) => {
          const { from, target } = { from: ramp.sent, target: ramp.target };
          const played = run(ramp, untilMs, lateMs);
          for (const step of played.sent) {
            assert(step.atMs - lastMs >= speed.intervalMs);
            lastMs = step.atMs;
            assertSendable(step.mix, from, target);
          }
          ramp = played.ramp;
        };
        for (const { target, afterMs } of history) {
          nowMs += afterMs;
          look(nowMs);
          ramp = aimAt(ramp, target, nowMs);
          const dueMs = nextStepAtMs(ramp);
          assert(
            dueMs === null || dueMs <= Math.max(nowMs, (ramp.steppedAtMs ?? 0) + speed.intervalMs),
          );
        }
        look(nowMs + RAMP_DURATION_MS.max + 2 * RAMP_INTERVAL_MS.max + 400);
        assert.equal(nextStepAtMs(ramp), null);
        assertArrived(ramp);
      }),
      { numRuns: 10_000 },
    );
  });

  it('steps taken when due end on the target within the duration', () => {
    fc.assert(
      fc.property(mix, mix, pace, (from, target, speed) => {
        const { ramp, sent } = run(aimAt(restingRamp(from, speed), target, 0), speed.durationMs);
        assert.equal(nextStepAtMs(ramp), null);
        if (sent.length > 0) assert.deepEqual(sent.at(-1)?.mix, target);
        assert(sent.length === 0 || sent[0]?.atMs === 0);
        assert(sent.length <= Math.ceil(speed.durationMs / speed.intervalMs));
      }),
      { numRuns: 2_000 },
    );
  });
});

/**
 * Nothing is there that nobody hears, what stays is there all the way, and nothing lies outside of
 * where it came from and goes by more than anybody hears: a target that is as good as the one before
 * is gone on to, with the weights moving by as much.
 */
function assertSendable(step: Mix, from: Mix, target: Mix): void {
  assert(step.length > 0);
  const sent = new Map(step.map(({ text, weight }) => [text, weight]));
  assert.equal(sent.size, step.length);
  const whole = wholeOf(step);
  const least = Math.min(...step.map(({ weight }) => Math.abs(weight)));
  const isTarget = step === target;
  assert(isTarget || least >= LEAST_SHARE * whole - 1e-9, 'somebody has to hear it');
  for (const { text, weight } of target) {
    const before = from.find((one) => one.text === text)?.weight ?? 0;
    // What stays has a part of the whole at both ends, and all the way between.
    const stays = Math.min(weight, before) > 0.2 * whole;
    assert(sent.has(text) || !stays, `${text} is missing`);
  }
  for (const [text, weight] of sent) {
    assert(Number.isFinite(weight) && weight !== 0);
    const ends = [from, target].map((mix) => mix.find((one) => one.text === text)?.weight ?? 0);
    const same = SAME_SHARE * wholeOf(target) + 1e-9;
    assert(weight >= Math.min(...ends) - same && weight <= Math.max(...ends) + same);
  }
}

/** On the target itself; or the target never moved away from what was sent before. */
function assertArrived({ sent, target }: Ramp): void {
  if (sent === target) return;
  const weights = new Map(sent.map(({ text, weight }) => [text, weight]));
  assert.equal(weights.size, target.length);
  for (const { text, weight } of target) {
    assert(Math.abs(weight - (weights.get(text) ?? 0)) <= SAME_SHARE * wholeOf(target));
  }
}
