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
/** Of the mix's power as heard to the sum of its parts', in most styles. */
const TYPICAL_RATIO = 0.6;
const FRAMES_PER_SECOND = SAMPLE_RATE / FRAME_PAIRS;

/** Holds styles, blends and densities at the same loudness, too slowly to be noticed. */
export class Leveller {
  #gain = 1;
  #power = TARGET_RMS ** 2;
  #partsPower = TARGET_RMS ** 2;
  #ratio = TYPICAL_RATIO;
  #bass = 0;
  #age = 0;

  /**
   * In place. @param partsPower How loud the parts would be together with nothing muted.
   * @param isMuted Parts are muted, and are to be missed: the level stays what it would be.
   */
  process(left: Float32Array, right: Float32Array, partsPower: number, isMuted: boolean): void {
    const before = this.#gain;
    this.#age += 1;
    const settling = Math.min(1, FIRST_SECONDS / 2 + this.#age / FRAMES_PER_SECOND / 8);
    const share = 1 / (1.2 * settling * FRAMES_PER_SECOND + 1);
    this.#partsPower += (partsPower - this.#partsPower) * share;
    if (!isMuted) {
      this.#power += (this.#measure(left, right) - this.#power) * share;
      // What effects make of the parts.
      const ratio = this.#power / (this.#partsPower + 1e-6);
      this.#ratio += (Math.min(4, ratio) - this.#ratio) * share;
    }
    this.#follow(isMuted ? this.#ratio * this.#partsPower : this.#power, settling);
    const step = (this.#gain - before) / FRAME_PAIRS;
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

  #measure(left: Float32Array, right: Float32Array): number {
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
    return energy / FRAME_PAIRS;
  }
}
