/**
 * Zero crossings of the sinc on each side. With this many the filter passes up to 0.87 of the band
 * (19.3 kHz of 22.05) and lets nothing through that is louder than -90 dB beyond it.
 */
const ZEROS = 48;
/** Of the Kaiser window: side lobes below -90 dB. */
const BETA = 9;
/** Half the width of the window's main lobe, in cycles of the lower rate. */
const HALF_TRANSITION = Math.sqrt(1 + (BETA / Math.PI) ** 2) / (2 * ZEROS);
const CUTOFF = 0.5 - HALF_TRANSITION;

const WINDOW_POINTS = 4_096;
let windowTable: Float64Array | undefined;

/**
 * A windowed sinc, sampled at any of `phases` places between two samples of the input. Each row is
 * made when it is first asked for, so that no moment has to make them all.
 */
export class SincKernel {
  /** Samples of the input that one sample of the output is made of: even. */
  readonly taps: number;
  readonly #cutoff: number;
  readonly #phases: number;
  readonly #rows: (Float32Array | undefined)[];

  /** @param ratio of the output's rate to the input's */
  constructor(ratio: number, phases: number) {
    const scale = Math.min(1, ratio);
    this.taps = 2 * Math.ceil(ZEROS / scale);
    this.#cutoff = CUTOFF * scale;
    this.#phases = phases;
    this.#rows = new Array<Float32Array | undefined>(phases);
  }

  /** The weights of the input's samples around a place `phase / phases` behind the middle one. */
  row(phase: number): Float32Array {
    const known = this.#rows[phase];
    if (known !== undefined) return known;
    const row = this.#make(phase / this.#phases);
    this.#rows[phase] = row;
    return row;
  }

  #make(place: number): Float32Array {
    const half = this.taps / 2;
    const weights = Float64Array.from({ length: this.taps }, (_none, tap) => {
      const x = tap - (half - 1) - place;
      return sinc(2 * this.#cutoff * x) * kaiser(Math.abs(x) / half);
    });
    // Every place lets a constant through as it is: otherwise its level would hum.
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return Float32Array.from(weights, (weight) => weight / sum);
  }
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** @param distance from the middle, 1 at the edge */
function kaiser(distance: number): number {
  if (distance >= 1) return 0;
  windowTable ??= Float64Array.from(
    { length: WINDOW_POINTS + 2 },
    (_none, point) =>
      besselI0(BETA * Math.sqrt(Math.max(0, 1 - (point / WINDOW_POINTS) ** 2))) / besselI0(BETA),
  );
  const at = distance * WINDOW_POINTS;
  const point = Math.floor(at);
  const before = windowTable[point] ?? 0;
  const after = windowTable[point + 1] ?? 0;
  return before + (after - before) * (at - point);
}

function besselI0(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-12; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
