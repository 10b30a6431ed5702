import { monoAt } from '../mono.ts';
import { dotProduct, energyOf, energySums, similarityOf } from '../similarity.ts';

/** The wave has 3,000 values a second: the bass and the body of the sound. */
export const WAVE_FACTOR = 16;
/** The contours have 200 values a second: the rhythm. */
const WAVES_PER_HOP = 15;
export const HOP_PAIRS = WAVE_FACTOR * WAVES_PER_HOP;

/**
 * What a piece of PCM looks like from afar, for comparing places in it: a coarse mono wave, and
 * how loud the bass and how lively the treble is over time.
 *
 * Made in steps (`extend`), so that seconds of music never hold up a frame.
 */
export class Outline {
  readonly #pcm: Int16Array;
  readonly wave: Float32Array;
  /** One value per hop of 5 ms, without their mean and in units of their standard deviation. */
  readonly bass: Float32Array;
  readonly treble: Float32Array;
  /** Sums of squares of each, once the outline is complete. */
  #waveEnergy = new Float64Array();
  #bassEnergy = new Float64Array();
  #trebleEnergy = new Float64Array();
  #hops = 0;

  /** @param pcm Interleaved stereo; not to be changed until the outline is complete. */
  constructor(pcm: Int16Array) {
    this.#pcm = pcm;
    const hops = Math.floor(pcm.length / 2 / HOP_PAIRS);
    this.wave = new Float32Array(hops * WAVES_PER_HOP);
    this.bass = new Float32Array(hops);
    this.treble = new Float32Array(hops);
  }

  get hops(): number {
    return this.bass.length;
  }

  get isComplete(): boolean {
    return this.#hops === this.hops;
  }

  /** Outlines up to `hops` more; 200 take about a tenth of a millisecond. */
  extend(hops: number): void {
    if (this.isComplete) return;
    const end = Math.min(this.hops, this.#hops + hops);
    while (this.#hops < end) {
      this.#outline(this.#hops);
      this.#hops += 1;
    }
    if (this.isComplete) {
      standardise(this.bass);
      standardise(this.treble);
      this.#waveEnergy = energySums(this.wave);
      this.#bassEnergy = energySums(this.bass);
      this.#trebleEnergy = energySums(this.treble);
    }
  }

  /** Energy of both contours over so many hops. */
  rhythmEnergy(hop: number, hops: number): number {
    return energyOf(this.#bassEnergy, hop, hops) + energyOf(this.#trebleEnergy, hop, hops);
  }

  /** Energy of so many values of the wave. */
  waveEnergy(value: number, values: number): number {
    return energyOf(this.#waveEnergy, value, values);
  }

  #outline(hop: number): void {
    const pcm = this.#pcm;
    let index = 2 * hop * HOP_PAIRS;
    let last = monoAt(pcm, Math.max(0, index - 2));
    let activity = 0;
    let energy = 0;
    for (let k = 0; k < WAVES_PER_HOP; k += 1) {
      // Two sums side by side, since a single one waits for itself.
      let even = 0;
      let odd = 0;
      let oddActivity = 0;
      for (let i = 0; i < WAVE_FACTOR; i += 2) {
        const first = monoAt(pcm, index);
        const second = monoAt(pcm, index + 2);
        even += first;
        odd += second;
        activity += Math.abs(first - last);
        oddActivity += Math.abs(second - first);
        last = second;
        index += 4;
      }
      activity += oddActivity;
      const mean = (even + odd) / WAVE_FACTOR;
      energy += mean * mean;
      this.wave[hop * WAVES_PER_HOP + k] = mean;
    }
    this.bass[hop] = Math.sqrt(energy);
    this.treble[hop] = activity;
  }
}

/** How alike the rhythms are around two places, -1 to 1. Counts in hops. */
export function rhythmSimilarity(
  a: Outline,
  aHop: number,
  b: Outline,
  bHop: number,
  hops: number,
): number {
  const xy =
    dotProduct(a.bass, aHop, b.bass, bHop, hops) + dotProduct(a.treble, aHop, b.treble, bHop, hops);
  return similarityOf(xy, a.rhythmEnergy(aHop, hops), b.rhythmEnergy(bHop, hops));
}

/** How alike the coarse waves are from two places on, -1 to 1. Counts in values of the wave. */
export function waveSimilarity(
  a: Outline,
  aValue: number,
  b: Outline,
  bValue: number,
  values: number,
): number {
  return similarityOf(
    dotProduct(a.wave, aValue, b.wave, bValue, values),
    a.waveEnergy(aValue, values),
    b.waveEnergy(bValue, values),
  );
}

function standardise(values: Float32Array): void {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  const deviation = Math.sqrt(squares / values.length);
  // Where nothing changes there is no rhythm to compare.
  const scale = deviation > 1e-6 * mean ? 1 / deviation : 0;
  for (let i = 0; i < values.length; i += 1) values[i] = ((values[i] ?? 0) - mean) * scale;
}
