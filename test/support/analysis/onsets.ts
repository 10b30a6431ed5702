import { hertzOfBin, powerSpectra } from './spectrum.ts';

const SIZE = 1024;
/** 5 ms. */
const HOP = 240;
export const ONSETS_PER_SECOND = 48_000 / HOP;
/** The spectrum is looked at in bands, four an octave. */
const BANDS = 32;
const LOWEST_HZ = 60;
const HIGHEST_HZ = 15_360;
/** Growth is measured over 20 ms. */
const LAG = 4;
/** Levels are compressed as the ear does: faintly below this magnitude, as a logarithm above. */
const SOFT_MAGNITUDE = 0.05;
/** A peak is the highest within 30 ms to either side ... */
const APART = 6;
/** ... and stands out by this from the mean of 200 ms around it. */
const NEIGHBOURHOOD = 20;
const MIN_RISE = 0.05;

/**
 * How strongly sounds set in, every 5 ms: the growth of each band above what it and its neighbours
 * were 20 ms before, mean over the bands. Comparing with the neighbours keeps vibrato and the
 * beating of chords from passing for onsets (Böck and Widmer call this SuperFlux).
 */
export function onsetStrengths(pcm: Int16Array): Float64Array {
  const bandOfBin = Int32Array.from({ length: SIZE / 2 }, (_, bin) =>
    bandOf(hertzOfBin(bin, SIZE)),
  );
  const frames: Float64Array[] = [];
  for (const power of powerSpectra(pcm, SIZE, HOP)) frames.push(bandLevels(power, bandOfBin));
  return Float64Array.from(frames, (levels, frame) => growth(levels, frames[frame - LAG]));
}

function bandOf(hertz: number): number {
  if (hertz < LOWEST_HZ || hertz >= HIGHEST_HZ) return -1;
  return Math.floor((BANDS * Math.log(hertz / LOWEST_HZ)) / Math.log(HIGHEST_HZ / LOWEST_HZ));
}

function bandLevels(power: Float64Array, bandOfBin: Int32Array): Float64Array {
  const levels = new Float64Array(BANDS);
  power.forEach((value, bin) => {
    const band = bandOfBin[bin] ?? -1;
    if (band >= 0) levels[band] = (levels[band] ?? 0) + value;
  });
  return levels.map((sum) => Math.log(1 + Math.sqrt(sum) / SOFT_MAGNITUDE));
}

function growth(levels: Float64Array, before: Float64Array | undefined): number {
  if (before === undefined) return 0;
  let sum = 0;
  levels.forEach((level, band) => {
    const own = before[band] ?? 0;
    const highest = Math.max(own, before[band - 1] ?? 0, before[band + 1] ?? 0);
    sum += Math.max(0, level - highest);
  });
  return sum / BANDS;
}

/** Onsets per second: peaks of the strength that stand out from what is around them. */
export function onsetRate(pcm: Int16Array): number {
  const strengths = onsetStrengths(pcm);
  let onsets = 0;
  for (let i = 0; i < strengths.length; i += 1) {
    const value = strengths[i] ?? 0;
    if (value >= meanAround(strengths, i) + MIN_RISE && isHighest(strengths, i)) onsets += 1;
  }
  return (onsets * ONSETS_PER_SECOND) / Math.max(1, strengths.length);
}

function meanAround(values: Float64Array, at: number): number {
  const around = values.subarray(Math.max(0, at - NEIGHBOURHOOD), at + NEIGHBOURHOOD + 1);
  return around.reduce((sum, value) => sum + value, 0) / around.length;
}

function isHighest(values: Float64Array, at: number): boolean {
  for (let i = Math.max(0, at - APART); i <= at + APART; i += 1) {
    if (i !== at && (values[i] ?? 0) >= (values[at] ?? 0)) return false;
  }
  return true;
}
