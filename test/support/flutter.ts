import { Fft } from '#src/audio/Fft.ts';
import { SAMPLE_RATE } from '#src/audio/frame.ts';

/** For each pair of a stretched signal, what it was made from. */
export interface StretchMap {
  /** Pair of the source that is on its way out, and the one on its way in (equal outside fades). */
  readonly leaving: Int32Array;
  readonly coming: Int32Array;
  /** How far the fade is, 0 to 1. */
  readonly rise: Float64Array;
}

export interface Flutter {
  /** The strongest periodic modulation in this band, relative to the signal, in dB. */
  readonly db: number;
  readonly modulationHz: number;
  readonly bandHz: readonly [number, number];
}

/** Bass, body, presence, treble: an artefact in one must not hide behind the power of another. */
const BANDS_HZ: readonly (readonly [number, number])[] = [
  [20, 150],
  [150, 600],
  [600, 2400],
  [2400, 20_000],
];
/** The level is read every 5 ms; so modulations of up to 100 Hz show. */
const BLOCK_PAIRS = 240;
const SLOWEST_HZ = 0.5;
const FASTEST_HZ = 50;

/**
 * Measures the artefacts of stretching that come at regular intervals.
 *
 * The level of the output in each 5 ms is compared with what it should be: the power of the source
 * at the place that is being played (in a splice: of both places, faded). What remains is what the
 * stretcher did to the level: a dip or a bump at every splice. The spectrum of this deviation over
 * the whole signal shows what of it is periodic as lines; the strongest, relative to the mean
 * level (the carrier that it modulates), is the result for a band. The music's own changes of
 * level cancel out, since they are in the source as well.
 */
export function measureFlutter(source: Int16Array, output: Int16Array, map: StretchMap): Flutter[] {
  return BANDS_HZ.map((bandHz) => {
    const sourcePower = bandPass(source, bandHz).map((value) => value * value);
    const out = bandPass(output, bandHz);
    const blocks = Math.floor(map.rise.length / BLOCK_PAIRS);
    const deviations = new Float64Array(blocks);
    let total = 0;
    for (let block = 0; block < blocks; block += 1) {
      let wanted = 0;
      let present = 0;
      for (let i = block * BLOCK_PAIRS; i < (block + 1) * BLOCK_PAIRS; i += 1) {
        const rise = map.rise[i] ?? 0;
        wanted +=
          (1 - rise) * (sourcePower[map.leaving[i] ?? 0] ?? 0) +
          rise * (sourcePower[map.coming[i] ?? 0] ?? 0);
        present += (out[i] ?? 0) ** 2;
      }
      deviations[block] = Math.sqrt(present) - Math.sqrt(wanted);
      total += Math.sqrt(wanted);
    }
    return { ...strongestLine(deviations, total / blocks), bandHz };
  });
}

function strongestLine(
  deviations: Float64Array,
  meanLevel: number,
): { db: number; modulationHz: number } {
  const fft = new Fft(2 ** Math.ceil(Math.log2(deviations.length)));
  const re = new Float64Array(fft.size);
  const im = new Float64Array(fft.size);
  for (const [i, deviation] of deviations.entries()) {
    re[i] = deviation * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / deviations.length));
  }
  fft.forward(re, im);
  const binHz = SAMPLE_RATE / BLOCK_PAIRS / fft.size;
  // A modulation of amplitude 1 through the window gives half its length by half its height.
  const carrier = (meanLevel * deviations.length) / 4;
  let strongest = 0;
  let at = 0;
  for (let bin = Math.ceil(SLOWEST_HZ / binHz); bin * binHz <= FASTEST_HZ; bin += 1) {
    const amplitude = Math.hypot(re[bin] ?? 0, im[bin] ?? 0) / carrier;
    if (amplitude > strongest) {
      strongest = amplitude;
      at = bin;
    }
  }
  return { db: 20 * Math.log10(strongest), modulationHz: at * binHz };
}

/** The left channel within a band, by two simple filters on either side. */
function bandPass(pcm: Int16Array, [lowHz, highHz]: readonly [number, number]): Float64Array {
  const low = 1 - Math.exp((-2 * Math.PI * lowHz) / SAMPLE_RATE);
  const high = 1 - Math.exp((-2 * Math.PI * highHz) / SAMPLE_RATE);
  const out = new Float64Array(pcm.length / 2);
  const state = [0, 0, 0, 0] as [number, number, number, number];
  for (let i = 0; i < out.length; i += 1) {
    state[0] += high * ((pcm[2 * i] ?? 0) - state[0]);
    state[1] += high * (state[0] - state[1]);
    state[2] += low * (state[1] - state[2]);
    state[3] += low * (state[1] - state[2] - state[3]);
    out[i] = state[1] - state[2] - state[3];
  }
  return out;
}
