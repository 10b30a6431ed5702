import { FRAME_PAIRS } from '../audio/frame.ts';
import { amplify } from './amplify.ts';

/** 3 dB in 8 s: nobody hears it happen. */
const EASE_PER_FRAME = 0.001;
/** Music that settles grows by 1 to 2 dB in a second; what makes up for that goes along, and catches up. */
const FOLLOW_PER_FRAME = 10 ** (3 / 20 / 50) - 1;
/** A gain beyond 3 dB was made for such music. */
const LARGE = Math.SQRT2;

/**
 * The gain that a crossfade between unequal levels leaves behind: follows what the music needs while
 * it settles, and eases back to 1.
 */
export class EasingGain {
  #value = 1;
  /** What is needed; undefined once the music has settled. */
  #needed: number | undefined;

  get value(): number {
    return this.#value;
  }

  set(value: number): void {
    this.#value = value;
  }

  /** @param gain what the music of the next second needs, or undefined: nothing any more */
  need(gain: number | undefined): void {
    this.#needed = gain;
  }

  /** Applies it to a frame as it is. */
  hold(frame: Int16Array): void {
    if (this.#value !== 1) amplify(frame, 0, FRAME_PAIRS, this.#value, this.#value);
  }

  /** Applies it to a frame, which takes it one step further. */
  ease(frame: Int16Array): void {
    const before = this.#value;
    const distance = (this.#needed ?? 1) - before;
    if (before === 1 && distance === 0) return;
    const isFast = this.#needed !== undefined || before > LARGE;
    const step = isFast ? before * FOLLOW_PER_FRAME : EASE_PER_FRAME;
    const moved = before + Math.sign(distance) * step;
    this.#value = Math.abs(distance) <= step ? before + distance : moved;
    amplify(frame, 0, FRAME_PAIRS, before, this.#value);
  }
}
