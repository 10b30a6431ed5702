import { FRAME_PAIRS, SAMPLE_RATE } from '../dsp/control.ts';

interface Vowel {
  readonly hertz: readonly [number, number, number];
  readonly gains: readonly [number, number, number];
}

/** Resonances of a mezzo's throat, from phonetics textbooks. */
const VOWELS: readonly Vowel[] = [
  { hertz: [800, 1150, 2900], gains: [1, 0.5, 0.2] }, // aah
  { hertz: [450, 800, 2830], gains: [1, 0.4, 0.12] }, // ooh
  { hertz: [400, 1600, 2700], gains: [1, 0.35, 0.2] }, // ehh
];
/** How narrow a resonance is: its centre divided by its width. */
const QUALITY = 7;
/** A mouth takes about so many frames to move. */
const MOVE_PER_FRAME = 0.03;
/** The fundamental itself comes through as well, or high notes would vanish between resonances. */
const CHEST = 0.3;

/** A singer's mouth: turns a buzz into vowels, in place. */
export class Formants {
  readonly #low = new Float64Array(6);
  readonly #band = new Float64Array(6);
  readonly #hertz = Float64Array.from(VOWELS[0]?.hertz ?? [800, 1150, 2900]);
  readonly #gains = Float64Array.from(VOWELS[0]?.gains ?? [1, 0.5, 0.2]);
  #vowel = 0;

  /** Chooses what is sung from now on; any whole number. */
  sing(vowel: number): void {
    this.#vowel = vowel % VOWELS.length;
  }

  process(left: Float32Array, right: Float32Array): void {
    const target = VOWELS[this.#vowel];
    for (let n = 0; n < 3; n += 1) {
      const hertz = this.#hertz[n] ?? 0;
      const gain = this.#gains[n] ?? 0;
      this.#hertz[n] = hertz + MOVE_PER_FRAME * ((target?.hertz[n] ?? hertz) - hertz);
      this.#gains[n] = gain + MOVE_PER_FRAME * ((target?.gains[n] ?? gain) - gain);
    }
    this.#channel(left, 0);
    this.#channel(right, 3);
  }

  #channel(samples: Float32Array, first: number): void {
    const k = 1 / QUALITY;
    const g0 = Math.tan((Math.PI * (this.#hertz[0] ?? 0)) / SAMPLE_RATE);
    const g1 = Math.tan((Math.PI * (this.#hertz[1] ?? 0)) / SAMPLE_RATE);
    const g2 = Math.tan((Math.PI * (this.#hertz[2] ?? 0)) / SAMPLE_RATE);
    const h0 = 1 / (1 + g0 * (g0 + k));
    const h1 = 1 / (1 + g1 * (g1 + k));
    const h2 = 1 / (1 + g2 * (g2 + k));
    const m0 = 2.6 * k * (this.#gains[0] ?? 0) * 2;
    const m1 = 2.6 * k * (this.#gains[1] ?? 0) * 3;
    const m2 = 2.6 * k * (this.#gains[2] ?? 0) * 5;
    const low = this.#low;
    const band = this.#band;
    let low0 = low[first] ?? 0;
    let low1 = low[first + 1] ?? 0;
    let low2 = low[first + 2] ?? 0;
    let band0 = band[first] ?? 0;
    let band1 = band[first + 1] ?? 0;
    let band2 = band[first + 2] ?? 0;
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      const x = samples[i] ?? 0;
      const v0 = h0 * (band0 + g0 * (x - low0));
      low0 += 2 * g0 * v0;
      band0 = 2 * v0 - band0;
      const v1 = h1 * (band1 + g1 * (x - low1));
      low1 += 2 * g1 * v1;
      band1 = 2 * v1 - band1;
      const v2 = h2 * (band2 + g2 * (x - low2));
      low2 += 2 * g2 * v2;
      band2 = 2 * v2 - band2;
      samples[i] = CHEST * x + m0 * v0 + m1 * v1 + m2 * v2;
    }
    low[first] = low0;
    low[first + 1] = low1;
    low[first + 2] = low2;
    band[first] = band0;
    band[first + 1] = band1;
    band[first + 2] = band2;
  }
}
