import { highPass, highShelf } from '../dsp/biquad.ts';
import { FRAME_PAIRS, SAMPLE_RATE } from '../dsp/control.ts';
import type { StereoBuffer } from '../voices/Voice.ts';
import { sum } from './Balance.ts';
import { Equaliser } from './Equaliser.ts';

/** A little below -14 LUFS: as loud as other music, with room for drums. */
const TARGET_RMS = 0.1525;
/** About the weighting of ITU-R BS.1770: the head lifts treble, and rumble is hardly heard. */
const HEAD_HZ = 1_500;
const HEAD_DB = 4;
const RUMBLE_HZ = 38;
const MAX_GAIN = 3.2;
const MIN_GAIN = 0.3;
/** A listener's patience with what is too loud is shorter than with what is too soft. */
const DOWN_SECONDS = 1.5;
const UP_SECONDS = 6;
/** Right after a start the level is only guessed, so it is found faster. */
const FIRST_SECONDS = 0.6;
/** A section that means to be louder or softer is so within some 0.2 s. */
const INTENT_PER_FRAME = 0.12;
const FRAMES_PER_SECOND = SAMPLE_RATE / FRAME_PAIRS;

/**
 * Holds styles, blends and densities at the loudness that the section means to have, too slowly to
 * be noticed; a change of intent is heard at once.
 */
export class Leveller {
  #gain = 1;
  #intent = 1;
  #power = TARGET_RMS ** 2;
  #age = 0;
  readonly #ear = new Equaliser(highShelf(HEAD_HZ, HEAD_DB), highPass(RUMBLE_HZ, 0.5));
  readonly #left = new Float32Array(FRAME_PAIRS);
  readonly #right = new Float32Array(FRAME_PAIRS);

  /**
   * In place. @param intentDb The level meant, relative to the usual one.
   * @param missing What is muted, and is to be missed: it counts all the same.
   */
  process(
    left: Float32Array,
    right: Float32Array,
    intentDb: number,
    missing: StereoBuffer | undefined,
  ): void {
    const before = this.#gain * this.#intent;
    this.#age += 1;
    const settling = Math.min(1, FIRST_SECONDS / 2 + this.#age / FRAMES_PER_SECOND / 8);
    const share = 1 / (1.2 * settling * FRAMES_PER_SECOND + 1);
    this.#power += (this.#measure(left, right, missing) - this.#power) * share;
    this.#follow(this.#power, settling);
    this.#intent += INTENT_PER_FRAME * (10 ** (intentDb / 20) - this.#intent);
    const after = this.#gain * this.#intent;
    const step = (after - before) / FRAME_PAIRS;
    let gain = before;
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      gain += step;
      left[i] = (left[i] ?? 0) * gain;
      right[i] = (right[i] ?? 0) * gain;
    }
  }

  #follow(power: number, settling: number): void {
    const wanted = TARGET_RMS / Math.sqrt(power + 1e-5);
    const bounded = Math.min(MAX_GAIN, Math.max(MIN_GAIN, wanted));
    const time = (bounded < this.#gain ? DOWN_SECONDS : UP_SECONDS) * settling;
    this.#gain += (bounded - this.#gain) / (time * FRAMES_PER_SECOND);
  }

  #measure(left: Float32Array, right: Float32Array, missing: StereoBuffer | undefined): number {
    const heardLeft = this.#left;
    const heardRight = this.#right;
    heardLeft.set(left);
    heardRight.set(right);
    if (missing !== undefined) {
      sum(heardLeft, left, missing.left);
      sum(heardRight, right, missing.right);
    }
    this.#ear.process(heardLeft, heardRight);
    let energy = 0;
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      energy += (heardLeft[i] ?? 0) ** 2 + (heardRight[i] ?? 0) ** 2;
    }
    return energy / (2 * FRAME_PAIRS);
  }
}
