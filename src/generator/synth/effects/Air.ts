import { highPass } from '../dsp/biquad.ts';
import { FRAME_PAIRS } from '../dsp/control.ts';
import { NOISE, NOISE_MASK } from '../dsp/noise.ts';
import { Equaliser } from './Equaliser.ts';

/** What is heard of players from here up brings their air along. */
const HEARD_HZ = 2_000;
const AIR_HZ = 6_500;
/** 18 dB below what it belongs to: masked by it, but no longer nothing. */
const AMOUNT = 10 ** (-18 / 20);
/** White noise between -1 and 1, above 6.5 kHz alone, has half of full scale. */
const NOISE_GAIN = 2;
/** It follows within some 60 ms, and rings on for a third of a second. */
const UP_PER_FRAME = 0.3;
const DOWN_PER_FRAME = 0.06;
/** The right side reads the noise elsewhere, so that the air is wide. */
const APART = 20_011;

/**
 * The noise of breath, bows and rooms, which follows what is played. Without it the top octave of
 * synthesisers and samples is empty whenever the cymbals rest: single overtones then whistle
 * there, and it comes and goes with the drums as it does in no recording.
 */
export class Air {
  readonly #ear = new Equaliser(highPass(HEARD_HZ));
  readonly #shape = new Equaliser(highPass(AIR_HZ));
  readonly #left = new Float32Array(FRAME_PAIRS);
  readonly #right = new Float32Array(FRAME_PAIRS);
  #level = 0;
  #at = 0;

  /** Adds it, in place. */
  process(left: Float32Array, right: Float32Array): void {
    const before = this.#level;
    const heard = this.#listen(left, right);
    this.#level += (heard > before ? UP_PER_FRAME : DOWN_PER_FRAME) * (heard - before);
    const airLeft = this.#left;
    const airRight = this.#right;
    const step = (this.#level - before) / FRAME_PAIRS;
    let gain = before;
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      gain += step;
      const at = this.#at + i;
      airLeft[i] = gain * (NOISE[at & NOISE_MASK] ?? 0);
      airRight[i] = gain * (NOISE[(at + APART) & NOISE_MASK] ?? 0);
    }
    this.#at = (this.#at + FRAME_PAIRS) & NOISE_MASK;
    this.#shape.process(airLeft, airRight);
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      left[i] = (left[i] ?? 0) + (airLeft[i] ?? 0);
      right[i] = (right[i] ?? 0) + (airRight[i] ?? 0);
    }
  }

  /** @returns The level of noise that belongs to what is played. */
  #listen(left: Float32Array, right: Float32Array): number {
    const heardLeft = this.#left;
    const heardRight = this.#right;
    heardLeft.set(left);
    heardRight.set(right);
    this.#ear.process(heardLeft, heardRight);
    let energy = 0;
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      energy += (heardLeft[i] ?? 0) ** 2 + (heardRight[i] ?? 0) ** 2;
    }
    return AMOUNT * Math.sqrt(energy / (2 * FRAME_PAIRS)) * NOISE_GAIN;
  }
}
