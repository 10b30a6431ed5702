import { SAMPLE_RATE } from './control.ts';

/** Samples in a period; one more follows for the interpolation. */
export const WAVE_SIZE = 2048;
/** Each table serves an octave of pitches; the lowest begins at this frequency. */
const LOWEST_HZ = 27.5;
const OCTAVES = 9;
const MAX_HARMONICS = 256;
/** Above this a harmonic is left out: nobody hears it, and it would fold back when pitch bends. */
const HIGHEST_HZ = 18_000;
/** All timbres are made equally strong, so that swapping one keeps the balance. */
const RMS = 0.3;

/** Amplitude of the n-th harmonic, n from 1. A negative one is turned in phase. */
type Recipe = (n: number) => number;

/** Strengths of the first harmonics, 0 for the rest. */
const harmonics =
  (...strengths: readonly number[]): Recipe =>
  (n) =>
    strengths[n - 1] ?? 0;

/**
 * Overtones that lie off the scale on most of its notes: the 5th is a major third, the 7th is out
 * of any tuning, the 11th and 13th are between two keys. They are held back, so that a chord of
 * bright sounds stays clear.
 */
const STRAY: Readonly<Record<number, number>> = {
  5: 0.4,
  7: 0.5,
  10: 0.4,
  11: 0.4,
  13: 0.4,
  14: 0.5,
  15: 0.5,
};

/** A hump in the spectrum, as the body of an instrument makes it. */
const hump = (n: number, centre: number, width: number): number =>
  Math.exp(-(((n - centre) / width) ** 2));

const RECIPES = {
  sine: harmonics(1),
  triangle: (n) => (n % 2 === 1 ? (n % 4 === 1 ? 1 : -1) / n ** 2 : 0),
  saw: (n) => 1 / n,
  /** A saw with the edge taken off. */
  softSaw: (n) => 1 / n ** 1.5,
  square: (n) => (n % 2 === 1 ? 1 / n : 0),
  pulse: (n) => Math.sin(n * Math.PI * 0.2) / n,
  hollow: (n) => (n % 2 === 1 ? 1 / n ** 1.6 : 0.12 / n ** 1.2),
  organ: harmonics(0.8, 1, 0.35, 0.5, 0, 0.22, 0, 0.3, 0, 0.08),
  piano: (n) => (0.25 + Math.abs(Math.sin((n * Math.PI) / 8))) / n ** 1.5,
  clav: (n) => Math.sin(n * Math.PI * 0.13) / n ** 0.8,
  strings: (n) => (0.8 + 0.5 * hump(n, 3, 2)) / n ** 1.25,
  brass: (n) => (0.5 + 1.1 * hump(n, 3, 2.5)) / n ** 1.05,
  reed: (n) => (n % 2 === 1 ? 1 : 0.55) / n ** 1.1,
  bagpipe: (n) => (0.4 + hump(n, 4, 3)) / n ** 0.7,
  flute: harmonics(1, 0.32, 0.1, 0.05, 0.02),
  accordion: (n) => (0.7 + 0.5 * hump(n, 2, 1.5)) / n ** 1.15,
  glass: harmonics(1, 0.05, 0, 0.3, 0, 0, 0, 0.12),
  glottal: (n) => 1 / n ** 1.15,
} as const satisfies Record<string, Recipe>;

export type WaveName = keyof typeof RECIPES;

const TABLES = new Map<string, readonly Float32Array[]>(
  Object.entries(RECIPES).map(([name, recipe]) => [name, build(recipe)]),
);

const SILENT = new Float32Array(WAVE_SIZE + 1);

/** The period of a timbre without harmonics too high for `hertz`. */
export function wavetable(name: WaveName, hertz: number): Float32Array {
  const octave = Math.ceil(Math.log2(hertz / LOWEST_HZ));
  return TABLES.get(name)?.[Math.max(0, Math.min(OCTAVES, octave))] ?? SILENT;
}

function build(recipe: Recipe): Float32Array[] {
  return Array.from({ length: OCTAVES + 1 }, (_, octave) => {
    const highestPitch = LOWEST_HZ * 2 ** octave;
    const limit = Math.min(HIGHEST_HZ, SAMPLE_RATE / 2) / highestPitch;
    const count = Math.max(1, Math.min(MAX_HARMONICS, Math.floor(limit)));
    return period(recipe, count);
  });
}

function period(recipe: Recipe, count: number): Float32Array {
  const table = new Float64Array(WAVE_SIZE + 1);
  let power = 0;
  for (let n = 1; n <= count; n += 1) {
    const amplitude = recipe(n) * (STRAY[n] ?? 1);
    if (Math.abs(amplitude) < 1e-4) continue;
    power += amplitude ** 2 / 2;
    addHarmonic(table, n, amplitude);
  }
  return Float32Array.from(table, (value) => (value * RMS) / Math.sqrt(power));
}

/** By turning a pointer step by step, which is much faster than asking for each sine. */
function addHarmonic(table: Float64Array, n: number, amplitude: number): void {
  const cos = Math.cos((2 * Math.PI * n) / WAVE_SIZE);
  const sin = Math.sin((2 * Math.PI * n) / WAVE_SIZE);
  let re = amplitude;
  let im = 0;
  for (let i = 0; i <= WAVE_SIZE; i += 1) {
    table[i] = (table[i] ?? 0) + im;
    const turned = re * cos - im * sin;
    im = re * sin + im * cos;
    re = turned;
  }
}
