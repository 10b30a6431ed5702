import { SCALE_NAMES, type Scale } from '#src/music/scales.ts';
import { hertzOfBin, powerSpectra } from './spectrum.ts';

/** 0.34 s: semitones down to 100 Hz stand apart. */
const SIZE = 16_384;
const LOWEST_HZ = 60;
/** Above this, overtones say little about the notes that were played. */
const HIGHEST_HZ = 2000;
/** A tone is a peak this much stronger than the median around it; noise is not. */
const MIN_PROMINENCE = 12;
const NEIGHBOURHOOD = 24;
const MAJOR = new Set([0, 2, 4, 5, 7, 9, 11]);

/**
 * Share of the tonal energy that lies on notes of a scale, 0 to 1. Tonal energy is that of the
 * peaks in the spectrum between 60 Hz and 2 kHz; each counts for the semitone it is nearest to.
 */
export function shareInScale(pcm: Int16Array, scale: Scale): number {
  const chroma = chromaOf(pcm);
  const tonic = SCALE_NAMES.indexOf(scale);
  let inside = 0;
  let total = 0;
  chroma.forEach((energy, pitchClass) => {
    total += energy;
    if (MAJOR.has((pitchClass - tonic + 12) % 12)) inside += energy;
  });
  return total === 0 ? 1 : inside / total;
}

/** Energy of spectral peaks by pitch class, C first. */
export function chromaOf(pcm: Int16Array): Float64Array {
  const chroma = new Float64Array(12);
  for (const power of powerSpectra(pcm, SIZE)) addPeaks(power, chroma);
  return chroma;
}

function addPeaks(power: Float64Array, chroma: Float64Array): void {
  const first = Math.ceil((LOWEST_HZ * SIZE) / 48_000);
  const last = Math.floor((HIGHEST_HZ * SIZE) / 48_000);
  for (let bin = first; bin <= last; bin += 1) {
    const here = power[bin] ?? 0;
    const before = power[bin - 1] ?? 0;
    const after = power[bin + 1] ?? 0;
    if (here < before || here <= after || here < 1e-9) continue;
    if (here < MIN_PROMINENCE * medianAround(power, bin)) continue;
    // Where the peak really is, between the bins: a parabola through the logarithms.
    const [a, b, c] = [Math.log(before + 1e-15), Math.log(here), Math.log(after + 1e-15)];
    const shift = (a - c) / (2 * (a - 2 * b + c));
    const hertz = hertzOfBin(bin + (Number.isFinite(shift) ? shift : 0), SIZE);
    const pitchClass = ((Math.round(12 * Math.log2(hertz / 440)) % 12) + 21) % 12;
    chroma[pitchClass] = (chroma[pitchClass] ?? 0) + before + here + after;
  }
}

function medianAround(power: Float64Array, bin: number): number {
  const around = power.subarray(Math.max(0, bin - NEIGHBOURHOOD), bin + NEIGHBOURHOOD).toSorted();
  return around[around.length >> 1] ?? 0;
}
