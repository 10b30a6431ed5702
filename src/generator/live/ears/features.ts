/** What the ears hear by: mel-frequency cepstra and how they change, a vector each 10 ms. */

const SAMPLE_RATE = 16_000;
/** 10 ms. */
const HOP = 160;
/** 25 ms. */
const WINDOW = 400;
const FFT_SIZE = 512;
const FILTERS = 24;
/** Below is hum; above, Opus keeps little of speech at low bitrates. */
const LOWEST_HZ = 120;
const HIGHEST_HZ = 6_800;
/** Cepstra kept: the first tells loudness, those behind the twelfth the pitch. */
const CEPSTRA = 12;
/** Cepstra and loudness, and the change of each. */
export const DIMENSIONS = 2 * (CEPSTRA + 1);
/** Loudness says less than the sound. */
const LOUDNESS_PART = 0.5;
/** Change is small beside what changes. */
const CHANGE_PART = 2;
/** Below so many natural logs of the loudest frame's power nothing is told apart. */
const RANGE = 8;

const HAMMING = Float64Array.from(
  { length: WINDOW },
  (_none, at) => 0.54 - 0.46 * Math.cos((2 * Math.PI * at) / (WINDOW - 1)),
);
const FILTER_BANK = filterBank();
const COSINES = Array.from({ length: CEPSTRA }, (_none, row) =>
  Float64Array.from({ length: FILTERS }, (_each, filter) =>
    Math.cos((Math.PI * (row + 1) * (filter + 0.5)) / FILTERS),
  ),
);

/** Vectors of `DIMENSIONS` numbers, one after the other, and how loud each frame is, 0 to 1. */
export interface Features {
  readonly vectors: Float32Array;
  readonly loudness: Float32Array;
  readonly count: number;
}

/** @param pcm 16 kHz mono */
export function featuresOf(pcm: Int16Array): Features {
  const count = Math.max(0, Math.floor((pcm.length - WINDOW) / HOP) + 1);
  const bands = new Float64Array(count * FILTERS);
  const power = new Float64Array(count);
  const real = new Float64Array(FFT_SIZE);
  const imaginary = new Float64Array(FFT_SIZE);
  for (let frame = 0; frame < count; frame += 1) {
    real.fill(0);
    imaginary.fill(0);
    let before = pcm[Math.max(0, frame * HOP - 1)] ?? 0;
    for (let at = 0; at < WINDOW; at += 1) {
      const sample = pcm[frame * HOP + at] ?? 0;
      // Speech has less of what is high; this evens it out.
      real[at] = (sample - 0.97 * before) * (HAMMING[at] ?? 0);
      before = sample;
    }
    fft(real, imaginary);
    for (let filter = 0; filter < FILTERS; filter += 1) {
      const { from, weights } = FILTER_BANK[filter] ?? { from: 0, weights: [] };
      let sum = 1e3;
      for (let bin = 0; bin < weights.length; bin += 1) {
        const re = real[from + bin] ?? 0;
        const im = imaginary[from + bin] ?? 0;
        sum += (weights[bin] ?? 0) * (re * re + im * im);
      }
      bands[frame * FILTERS + filter] = sum;
      power[frame] = (power[frame] ?? 0) + sum;
    }
  }
  return toFeatures(bands, power, count);
}

function toFeatures(bands: Float64Array, power: Float64Array, count: number): Features {
  const loudest = Math.log(power.reduce((most, each) => Math.max(most, each), 1));
  const loudness = Float32Array.from(power, (each) =>
    Math.max(0, 1 + (Math.log(each + 1) - loudest) / RANGE),
  );
  const floor = Math.exp(loudest - RANGE - Math.log(FILTERS));
  const half = CEPSTRA + 1;
  const still = new Float64Array(count * half);
  for (let frame = 0; frame < count; frame += 1) {
    for (let row = 0; row < CEPSTRA; row += 1) {
      let sum = 0;
      const cosines = COSINES[row] ?? [];
      for (let filter = 0; filter < FILTERS; filter += 1) {
        sum += (cosines[filter] ?? 0) * Math.log((bands[frame * FILTERS + filter] ?? 0) + floor);
      }
      still[frame * half + row] = sum;
    }
    still[frame * half + CEPSTRA] = (loudness[frame] ?? 0) * RANGE * LOUDNESS_PART;
  }
  const vectors = new Float32Array(count * DIMENSIONS);
  for (let frame = 0; frame < count; frame += 1) {
    for (let row = 0; row < half; row += 1) {
      const at = (shift: number): number =>
        still[Math.min(count - 1, Math.max(0, frame + shift)) * half + row] ?? 0;
      const change = (2 * (at(2) - at(-2)) + at(1) - at(-1)) / 10;
      // Later cepstra are smaller, and tell as much.
      const lift = row < CEPSTRA ? 1 + 5 * Math.sin((Math.PI * (row + 1)) / 22) : 1;
      vectors[frame * DIMENSIONS + row] = lift * at(0);
      vectors[frame * DIMENSIONS + half + row] = lift * change * CHANGE_PART;
    }
  }
  return { vectors, loudness, count };
}

function filterBank(): { readonly from: number; readonly weights: readonly number[] }[] {
  const mel = (hz: number): number => 1_127 * Math.log(1 + hz / 700);
  const hz = (value: number): number => 700 * (Math.exp(value / 1_127) - 1);
  const low = mel(LOWEST_HZ);
  const step = (mel(HIGHEST_HZ) - low) / (FILTERS + 1);
  const binOf = (edge: number): number => (hz(low + edge * step) * FFT_SIZE) / SAMPLE_RATE;
  return Array.from({ length: FILTERS }, (_none, filter) => {
    const [left, middle, right] = [binOf(filter), binOf(filter + 1), binOf(filter + 2)];
    const from = Math.ceil(left);
    const weights: number[] = [];
    for (let bin = from; bin < right; bin += 1) {
      const rising = (bin - left) / (middle - left);
      const falling = (right - bin) / (right - middle);
      weights.push(Math.max(0, Math.min(rising, falling)));
    }
    return { from, weights };
  });
}

/** In place; the length is a power of two. */
function fft(real: Float64Array, imaginary: Float64Array): void {
  const size = real.length;
  for (let at = 1, reversed = 0; at < size; at += 1) {
    let bit = size >> 1;
    for (; reversed & bit; bit >>= 1) reversed ^= bit;
    reversed ^= bit;
    if (at >= reversed) continue;
    const keep = real[at] ?? 0;
    real[at] = real[reversed] ?? 0;
    real[reversed] = keep;
  }
  for (let length = 2; length <= size; length <<= 1) {
    const angle = (-2 * Math.PI) / length;
    for (let at = 0; at < length / 2; at += 1) {
      const cos = Math.cos(angle * at);
      const sin = Math.sin(angle * at);
      for (let from = at; from < size; from += length) {
        const to = from + length / 2;
        const re = (real[to] ?? 0) * cos - (imaginary[to] ?? 0) * sin;
        const im = (real[to] ?? 0) * sin + (imaginary[to] ?? 0) * cos;
        real[to] = (real[from] ?? 0) - re;
        imaginary[to] = (imaginary[from] ?? 0) - im;
        real[from] = (real[from] ?? 0) + re;
        imaginary[from] = (imaginary[from] ?? 0) + im;
      }
    }
  }
}
