import { FRAME_PAIRS, SAMPLE_RATE } from '../dsp/control.ts';

/** About 15 dB below full scale: as loud as other music, with room for drums. */
const TARGET_RMS = 0.145;
/** Bass is heard less than it measures: what lies below counts only in part. */
const BASS_HZ = 110;
const BASS_COUNTS = 0.4;
const MAX_GAIN = 2.6;
const MIN_GAIN = 0.35;
/** A listener's patience with what is too loud is shorter than with what is too soft. */
const DOWN_SECONDS = 1.5;
const UP_SECONDS = 6;
/** Right after a start the level is only guessed, so it is found faster. */
const FIRST_SECONDS = 0.6;
const FRAMES_PER_SECOND = SAMPLE_RATE / FRAME_PAIRS;

/** Holds styles, blends and densities at the same loudness, too slowly to be noticed. */
export class Leveller {
  #gain = 1;
  #power = TARGET_RMS ** 2;
  #bass = 0;
  #age = 0;

  /** In place. @param frozen Keeps the gain as it is: parts are muted, and are to be missed. */
  process(left: Float32Array, right: Float32Array, frozen: boolean): void {
    const before = this.#gain;
    if (!frozen) this.#follow(left, right);
    const step = (this.#gain - before) / FRAME_PAIRS;
    let gain = before;
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      gain += step;
      left[i] = (left[i] ?? 0) * gain;
      right[i] = (right[i] ?? 0) * gain;
    }
  }

  #follow(left: Float32Array, right: Float32Array): void {
    const share = 1 - Math.exp((-2 * Math.PI * BASS_HZ * 2) / SAMPLE_RATE);
    let bass = this.#bass;
    let energy = 0;
    for (let i = 0; i < FRAME_PAIRS; i += 2) {
      const a = left[i] ?? 0;
      const b = right[i] ?? 0;
      bass += share * (0.5 * (a + b) - bass);
      const heardLeft = a - BASS_COUNTS * bass;
      const heardRight = b - BASS_COUNTS * bass;
      energy += heardLeft * heardLeft + heardRight * heardRight;
    }
    this.#bass = bass;
    this.#age += 1;
    const seconds = this.#age / FRAMES_PER_SECOND;
    const settling = Math.min(1, FIRST_SECONDS / 2 + seconds / 8);
    const power = energy / FRAME_PAIRS;
    this.#power += (power - this.#power) / (1.2 * settling * FRAMES_PER_SECOND + 1);
    const wanted = TARGET_RMS / Math.sqrt(this.#power + 1e-5);
    const bounded = Math.min(MAX_GAIN, Math.max(MIN_GAIN, wanted));
    const time = (bounded < this.#gain ? DOWN_SECONDS : UP_SECONDS) * settling;
    this.#gain += (bounded - this.#gain) / (time * FRAMES_PER_SECOND);
  }
}
