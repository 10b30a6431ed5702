/**
 * Crossfades that keep the loudness whatever the two sides have in common.
 *
 * Where both sides are alike their amplitudes add, so the gains must add up to 1 (equal gain);
 * where they have nothing in common their powers add, so the squared gains must (equal power). In
 * between, with a correlation r, the power of `a x + b y` is `a^2 + b^2 + 2 r a b`: dividing both
 * gains by its root keeps it at 1.
 */

import { toSampleWithin } from './toSample.ts';

/** A place in interleaved stereo PCM, in pairs. */
export interface PcmPlace {
  readonly pcm: Int16Array;
  readonly atPair: number;
}

/** A stretch of a crossfade. */
export interface FadePart {
  /** Length of the whole crossfade. */
  readonly lengthPairs: number;
  /** Where in the crossfade this part begins, and how long it is. */
  readonly fromPair: number;
  readonly pairs: number;
  /** How alike both sides are: 1 the same, 0 (or less) unrelated. */
  readonly correlation: number;
  /** Make either side louder or softer; 1 if not given. */
  readonly leavingGain?: number;
  readonly comingGain?: number;
}

/** Half a cosine wave from 0 to 1. A straight line would have corners, heard as ticks. */
const RISE_STEPS = 1024;
const RISE = Float64Array.from(
  { length: RISE_STEPS + 2 },
  (_, step) => 0.5 - 0.5 * Math.cos((Math.PI * Math.min(step, RISE_STEPS)) / RISE_STEPS),
);

/** The smooth way from 0 (at `progress` 0) to 1 (at `progress` 1). */
export function smoothRise(progress: number): number {
  const position = progress * RISE_STEPS;
  const step = Math.floor(position);
  const low = RISE[step] ?? 1;
  const high = RISE[step + 1] ?? 1;
  return low + (high - low) * (position - step);
}

/**
 * What makes `1 - rise` and `rise` gains of constant loudness.
 *
 * A negative correlation counts as none: raising the gains to fill the hole that opposite phases
 * leave would only overshoot elsewhere.
 */
export function loudnessNorm(rise: number, correlation: number): number {
  const alike = Math.max(0, Math.min(1, correlation));
  return 1 / Math.sqrt(1 - 2 * (1 - alike) * rise * (1 - rise));
}

/** Mixes a part of a crossfade into `out`. Sums that could exceed full scale are bent. */
export function mixCorrelatedFade(
  out: PcmPlace,
  leaving: PcmPlace,
  coming: PcmPlace,
  { lengthPairs, fromPair, pairs, correlation, leavingGain = 1, comingGain = 1 }: FadePart,
): void {
  const from = leaving.pcm;
  const to = coming.pcm;
  const mixed = out.pcm;
  let x = 2 * leaving.atPair;
  let y = 2 * coming.atPair;
  let at = 2 * out.atPair;
  for (let i = 0; i < pairs; i += 1) {
    const rise = smoothRise((fromPair + i + 0.5) / lengthPairs);
    const norm = loudnessNorm(rise, correlation);
    const a = (1 - rise) * norm * leavingGain;
    const b = rise * norm * comingGain;
    mixed[at] = toSampleWithin(a * (from[x] ?? 0) + b * (to[y] ?? 0), a + b);
    mixed[at + 1] = toSampleWithin(a * (from[x + 1] ?? 0) + b * (to[y + 1] ?? 0), a + b);
    x += 2;
    y += 2;
    at += 2;
  }
}
