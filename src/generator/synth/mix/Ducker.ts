import { FRAME_PAIRS, SAMPLE_RATE } from '../dsp/control.ts';

/** Down within 4 ms of a kick, and back over a good half beat at house tempo. */
const DOWN = 1 - Math.exp(-1 / (0.004 * SAMPLE_RATE));
const UP = 1 - Math.exp(-1 / (0.13 * SAMPLE_RATE));
const HOLD_SAMPLES = 0.03 * SAMPLE_RATE;

/** Makes room for the kick: a gain for each sample of a frame. */
export class Ducker {
  readonly gains = new Float32Array(FRAME_PAIRS).fill(1);
  #amount = 0;
  #hold = 0;
  #wait = -1;

  /** A kick falls so many samples after the beginning of the next frame. */
  kick(waitSamples: number): void {
    this.#wait = waitSamples;
  }

  /** @param depth 0 to 1: how far down. */
  advance(depth: number): void {
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      if (this.#wait >= 0) {
        if (this.#wait === 0) this.#hold = HOLD_SAMPLES;
        this.#wait -= 1;
      }
      if (this.#hold > 0) {
        this.#hold -= 1;
        this.#amount += DOWN * (1 - this.#amount);
      } else {
        this.#amount -= UP * this.#amount;
      }
      this.gains[i] = 1 - depth * this.#amount;
    }
  }
}
