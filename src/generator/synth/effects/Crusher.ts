import { FRAME_PAIRS } from '../dsp/control.ts';

const NOTHING = 0.03;
/** At full amount one value is held for so many samples: 4 kHz, as in early games. */
const LONGEST_HOLD = 12;

/** Holds samples, as old samplers with their few bits and low rates did. */
export class Crusher {
  #heldLeft = 0;
  #heldRight = 0;
  #clock = 0;
  #wet = 0;

  /** In place. @param amount 0 to 1. */
  process(left: Float32Array, right: Float32Array, amount: number): void {
    const target = amount < NOTHING ? 0 : Math.min(1, amount * 1.4);
    if (target === 0 && this.#wet < NOTHING) {
      this.#wet = 0;
      return;
    }
    const step = 1 / (1 + (LONGEST_HOLD - 1) * amount);
    const wetStep = (target - this.#wet) / (4 * FRAME_PAIRS);
    let wet = this.#wet;
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      this.#clock += step;
      if (this.#clock >= 1) {
        this.#clock -= 1;
        this.#heldLeft = left[i] ?? 0;
        this.#heldRight = right[i] ?? 0;
      }
      wet += wetStep;
      left[i] = (left[i] ?? 0) + wet * (this.#heldLeft - (left[i] ?? 0));
      right[i] = (right[i] ?? 0) + wet * (this.#heldRight - (right[i] ?? 0));
    }
    this.#wet = wet;
  }
}
