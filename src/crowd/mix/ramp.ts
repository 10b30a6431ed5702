import type { WeightedPrompt } from '#src/music/controls.ts';
import { LEAST_SHARE } from '../votes/standings.ts';

/** Lyria takes new weights smoothly when they come in steps over a few seconds. */
export const RAMP_DURATION_MS = { min: 2_000, max: 8_000, default: 4_000 } as const;
/** Steps closer together are lost between two of Lyria's own, further apart they are heard. */
export const RAMP_INTERVAL_MS = { min: 200, max: 500, default: 250 } as const;

export type Mix = readonly WeightedPrompt[];

/**
 * The way from the weights last sent to a target, in steps. Plain values; time is passed in, in
 * milliseconds of any one clock.
 */
export interface Ramp {
  /** Last sent to Lyria. Not empty, no weight of 0. A new object exactly when it was sent anew. */
  readonly sent: Mix;
  readonly target: Mix;
  /** Where and when the present movement began, and how long it takes; null at rest. */
  readonly movement: {
    readonly from: Mix;
    readonly startedAtMs: number;
    readonly durationMs: number;
  } | null;
  /** When the last step was taken; null before the first. */
  readonly steppedAtMs: number | null;
  /** Of the next movement. */
  readonly durationMs: number;
  readonly intervalMs: number;
}

export interface RampPace {
  /** From the first step to the target; held to `RAMP_DURATION_MS`. */
  readonly durationMs?: number;
  /** From step to step; held to `RAMP_INTERVAL_MS`. */
  readonly intervalMs?: number;
}

/** At rest on a mix that Lyria has been sent. */
export function restingRamp(sent: Mix, pace: RampPace = {}): Ramp {
  return {
    sent,
    target: sent,
    movement: null,
    steppedAtMs: null,
    durationMs: within(RAMP_DURATION_MS, pace.durationMs),
    intervalMs: within(RAMP_INTERVAL_MS, pace.intervalMs),
  };
}

/** The same ramp, with another length for the movements that begin from now on. */
export function withDuration(ramp: Ramp, durationMs: number): Ramp {
  return { ...ramp, durationMs: within(RAMP_DURATION_MS, durationMs) };
}

/**
 * Takes prompts that the service refuses out of what is sent, at once: each message that repeats one
 * is refused again. What is left is to be sent, like a step; the same ramp where nothing was refused.
 *
 * @param target what the vote says without them, should nothing be left
 */
export function withoutRefused(
  ramp: Ramp,
  isRefused: (text: string) => boolean,
  target: Mix,
  nowMs: number,
): Ramp {
  const left = ramp.sent.filter(({ text }) => !isRefused(text));
  if (left.length === ramp.sent.length) return ramp;
  const sent = left.some(({ weight }) => weight > 0) ? left : target;
  return { ...ramp, sent, target: sent, movement: null, steppedAtMs: nowMs };
}

function within(
  range: { readonly min: number; readonly max: number; readonly default: number },
  value: number = range.default,
): number {
  return Math.min(range.max, Math.max(range.min, value));
}

/**
 * Aims at another mix, from wherever the ramp is. A target that is as good as the present one is
 * taken over without starting anew, and one that is as good as what plays moves nothing.
 *
 * @throws RangeError for an empty mix or a weight of 0: neither may ever reach Lyria
 */
export function aimAt(ramp: Ramp, target: Mix, nowMs: number): Ramp {
  if (target.length === 0 || target.some(({ weight }) => weight === 0)) {
    throw new RangeError('a mix needs at least one prompt and no weight of 0');
  }
  const goesOn = ramp.movement !== null && isSameMix(ramp.target, target);
  const restsOn = ramp.movement === null && isSameMix(ramp.sent, target);
  if (goesOn || restsOn) return { ...ramp, target };
  // Nothing moves before the next step may be taken, so the movement begins there.
  const startedAtMs = Math.max(nowMs, earliestStepAtMs(ramp));
  const movement = { from: ramp.sent, startedAtMs, durationMs: ramp.durationMs };
  return { ...ramp, target, movement };
}

/** When the next step is due, on the ramp's clock; null at rest. May be in the past: due now. */
export function nextStepAtMs(ramp: Ramp): number | null {
  if (ramp.movement === null) return null;
  return Math.max(ramp.movement.startedAtMs, earliestStepAtMs(ramp));
}

function earliestStepAtMs({ steppedAtMs, intervalMs }: Ramp): number {
  return steppedAtMs === null ? Number.NEGATIVE_INFINITY : steppedAtMs + intervalMs;
}

/**
 * Takes the step due at `nowMs`; the same ramp when none is. `sent` of the ramp that comes back
 * is to be sent if it is another object than before: a step too small to hear is not. The first
 * step after a rest is due at once and always sent; the last one is the target itself, `durationMs` after the
 * first at the latest if steps are taken when due.
 */
export function takeStep(ramp: Ramp, nowMs: number): Ramp {
  const dueMs = nextStepAtMs(ramp);
  if (ramp.movement === null || dueMs === null || nowMs < dueMs) return ramp;
  const { from, startedAtMs, durationMs } = ramp.movement;
  // Counting the step itself makes the first one move, too.
  const part = (nowMs - startedAtMs + ramp.intervalMs) / durationMs;
  if (part >= 1 || isSameMix(ramp.sent, ramp.target)) {
    return { ...ramp, sent: ramp.target, movement: null, steppedAtMs: nowMs };
  }
  const step = blendMixes(from, ramp.target, part);
  // The first one goes out however small it is: whoever voted is heard at once.
  const isWorthIt = ramp.sent === from || !isSameMix(ramp.sent, step);
  return { ...ramp, sent: isWorthIt ? step : ramp.sent, steppedAtMs: nowMs };
}

/** Weights closer than this part of the whole mix sound the same. */
export const SAME_SHARE = 0.001;

/**
 * The mix on the straight line between two: `part` 0 is near `from`, 1 near `to`. What comes and what
 * goes is left out while it has less than anybody hears.
 *
 * @param part above 0 and below 1
 */
export function blendMixes(
  from: readonly WeightedPrompt[],
  to: readonly WeightedPrompt[],
  part: number,
): readonly WeightedPrompt[] {
  const before = weightsOf(from);
  const after = weightsOf(to);
  const texts = new Set([...after.keys(), ...before.keys()]);
  const blended = [...texts].map((text) => {
    const start = before.get(text) ?? 0;
    const end = after.get(text) ?? 0;
    return { text, weight: start + (end - start) * part };
  });
  const least = LEAST_SHARE * wholeOf(blended);
  return blended.filter(({ weight }) => Math.abs(weight) >= least);
}

/** Whether two mixes hold the same prompts with as good as the same weights, in any order. */
export function isSameMix(
  one: readonly WeightedPrompt[],
  other: readonly WeightedPrompt[],
): boolean {
  const first = weightsOf(one);
  const second = weightsOf(other);
  if (first.size !== second.size) return false;
  const same = SAME_SHARE * Math.min(wholeOf(one), wholeOf(other));
  return [...first].every(([text, weight]) => {
    const counterpart = second.get(text);
    return counterpart !== undefined && Math.abs(weight - counterpart) <= same;
  });
}

/** What all weights add up to, whether they steer to or away. */
export function wholeOf(mix: readonly WeightedPrompt[]): number {
  return mix.reduce((sum, { weight }) => sum + Math.abs(weight), 0);
}

function weightsOf(mix: readonly WeightedPrompt[]): ReadonlyMap<string, number> {
  return new Map(mix.map(({ text, weight }) => [text, weight]));
}
