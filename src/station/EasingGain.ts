import { FRAME_PAIRS } from '../audio/frame.ts';
import { amplify } from './amplify.ts';

/** 3 dB in 8 s: nobody hears it happen. */
const EASE_PER_FRAME = 0.001;

/** The gain that a crossfade between unequal levels leaves behind: eases back to 1. */
export class EasingGain {
  #value = 1;

  get value(): number {
    return this.#value;
  }

  set(value: number): void {
    this.#value = value;
  }

  /** Applies it to a frame as it is. */
  hold(frame: Int16Array): void {
    if (this.#value !== 1) amplify(frame, 0, FRAME_PAIRS, this.#value, this.#value);
  }

  /** Applies it to a frame, which takes it one step further. */
  ease(frame: Int16Array): void {
    if (this.#value === 1) return;
    const before = this.#value;
    const distance = 1 - before;
    this.#value =
      Math.abs(distance) <= EASE_PER_FRAME ? 1 : before + Math.sign(distance) * EASE_PER_FRAME;
    amplify(frame, 0, FRAME_PAIRS, before, this.#value);
  }
}
