import { hertzOfBin, powerSpectra } from './spectrum.ts';

const SIZE = 1024;
/** 5 ms. */
const HOP = 240;
export const ONSETS_PER_SECOND = 48_000 / HOP;
/** The spectrum is looked at in bands, about a third of an octave each. */
const BANDS = 24;
const LOWEST_HZ = 50;
const HIGHEST_HZ = 15_000;
/** 70 dB below full scale: growth below is nothing. */
const FLOOR = 1e-7;
/** A peak stands out by this much from the mean of 100 ms around it. */
const MIN_RISE = 0.16;
const NEIGHBOURHOOD = 10;
/** Two onsets are at least this far apart, in hops: 30 ms. */
const APART = 6;

/**
 * How strongly sounds set in, every 5 ms: the growth of level in each band, in nepers, mean over
 * the bands (spectral flux on a logarithmic scale).
 */
export function onsetStrengths(pcm: Int16Array): Float64Array {
  const band = Int32Array.from({ length: SIZE / 2 }, (_, bin) => bandOf(hertzOfBin(bin, SIZE)));
  const count = Math.max(0, Math.floor((pcm.length / 2 - SIZE) / HOP) + 1);
  const strengths = new Float64Array(count);
  const levels = new Float64Array(BANDS);
  const last = new Float64Array(BANDS).fill(Number.POSITIVE_INFINITY);
  let frame = 0;
  for (const power of powerSpectra(pcm, SIZE, HOP)) {
    levels.fill(FLOOR);
    power.forEach((value, bin) => {
      const at = band[bin] ?? -1;
      if (at >= 0) levels[at] = (levels[at] ?? 0) + value;
    });
    let growth = 0;
    for (let n = 0; n < BANDS; n += 1) {
      const level = 0.5 * Math.log(levels[n] ?? FLOOR);
      growth += Math.max(0, level - (last[n] ?? level));
      last[n] = level;
    }
    strengths[frame] = growth / BANDS;
    frame += 1;
  }
  return strengths;
}

function bandOf(hertz: number): number {
  if (hertz < LOWEST_HZ || hertz >= HIGHEST_HZ) return -1;
  return Math.floor((BANDS * Math.log(hertz / LOWEST_HZ)) / Math.log(HIGHEST_HZ / LOWEST_HZ));
}

/** Onsets per second: peaks of the strength that stand out from what is around them. */
export function onsetRate(pcm: Int16Array): number {
  const strengths = onsetStrengths(pcm);
  let onsets = 0;
  let lastAt = -APART;
  for (let i = 1; i < strengths.length - 1; i += 1) {
    const value = strengths[i] ?? 0;
    if (value < (strengths[i - 1] ?? 0) || value <= (strengths[i + 1] ?? 0)) continue;
    let sum = 0;
    for (let k = i - NEIGHBOURHOOD; k <= i + NEIGHBOURHOOD; k += 1) sum += strengths[k] ?? 0;
    if (value < sum / (2 * NEIGHBOURHOOD + 1) + MIN_RISE || i - lastAt < APART) continue;
    lastAt = i;
    onsets += 1;
  }
  return (onsets * ONSETS_PER_SECOND) / Math.max(1, strengths.length);
}
