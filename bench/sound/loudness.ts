import { FRAME_PAIRS } from '#src/audio/frame.ts';
import { KWeighting } from '#src/audio/meter/KWeighting.ts';
import { percentile } from '../measurement.ts';

/** ITU-R BS.1770: blocks of 400 ms, each 100 ms after the one before. */
const BLOCK_FRAMES = 20;
const BLOCK_HOP_FRAMES = 5;
/** EBU Tech 3342: short-term loudness, over 3 s. */
const SHORT_TERM_FRAMES = 150;
const SHORT_TERM_HOP_FRAMES = 5;
const OFFSET_LUFS = -0.691;
const SILENCE_LUFS = -70;
const FULL_SCALE_SQUARED = 32_768 ** 2;
const PAIRS_PER_FRAME = FRAME_PAIRS;

/** Mean weighted power of each 20 ms, of full scale. */
export function weightedPowers(pcm: Int16Array): Float64Array {
  const weighting = new KWeighting();
  const frames = Math.floor(pcm.length / (2 * PAIRS_PER_FRAME));
  return Float64Array.from({ length: frames }, (_, frame) => {
    const at = frame * 2 * PAIRS_PER_FRAME;
    const energy = weighting.energy(pcm.subarray(at, at + 2 * PAIRS_PER_FRAME));
    return energy / (PAIRS_PER_FRAME * FULL_SCALE_SQUARED);
  });
}

/** Integrated loudness with both gates, in LUFS. */
export function integratedLufs(powers: Float64Array): number {
  const blocks = windows(powers, BLOCK_FRAMES, BLOCK_HOP_FRAMES).filter(
    (power) => lufs(power) > SILENCE_LUFS,
  );
  const threshold = lufs(mean(blocks)) - 10;
  return lufs(mean(blocks.filter((power) => lufs(power) > threshold)));
}

/** Loudness range in LU: between the 10th and the 95th percentile of what is not gated. */
export function loudnessRangeLu(powers: Float64Array): number {
  const blocks = windows(powers, SHORT_TERM_FRAMES, SHORT_TERM_HOP_FRAMES).filter(
    (power) => lufs(power) > SILENCE_LUFS,
  );
  const threshold = lufs(mean(blocks)) - 20;
  const levels = blocks.map(lufs).filter((level) => level > threshold);
  return percentile(levels, 0.95) - percentile(levels, 0.1);
}

/** Between the softest and the loudest of the stretches of so many seconds, in dB. */
export function rangeOfStretchesDb(powers: Float64Array, seconds: number): number {
  const levels = windows(powers, 50 * seconds, 50 * seconds).map(lufs);
  return Math.max(...levels) - Math.min(...levels);
}

function windows(powers: Float64Array, span: number, hop: number): number[] {
  const result: number[] = [];
  for (let at = 0; at + span <= powers.length; at += hop) {
    result.push(mean([...powers.subarray(at, at + span)]));
  }
  return result;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function lufs(power: number): number {
  return OFFSET_LUFS + 10 * Math.log10(power + 1e-12);
}
