import { FRAME_PAIRS, SAMPLE_RATE } from '../dsp/control.ts';

/** At full drive the mix goes in so much louder. */
const MAX_DRIVE = 3.2;
/** Keeps what has no business in a mix: direct current, and rumble below 22 Hz. */
const RUMBLE_HZ = 22;

/** Overdrives the whole as tape does, from not at all to clearly, and blocks direct current. */
export class Saturator {
  #drive = 1;
  #lowLeft = 0;
  #lowRight = 0;

  /** In place. @param amount 0 to 1. */
  process(left: Float32Array, right: Float32Array, amount: number): void {
    const target = 0.35 + MAX_DRIVE * amount * amount;
    const step = (target - this.#drive) / (8 * FRAME_PAIRS);
    const share = (2 * Math.PI * RUMBLE_HZ) / SAMPLE_RATE;
    let drive = this.#drive;
    let lowLeft = this.#lowLeft;
    let lowRight = this.#lowRight;
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      drive += step;
      const a = (left[i] ?? 0) - lowLeft;
      const b = (right[i] ?? 0) - lowRight;
      lowLeft += share * a;
      lowRight += share * b;
      left[i] = soften(a * drive) / drive;
      right[i] = soften(b * drive) / drive;
    }
    this.#drive = drive;
    this.#lowLeft = lowLeft;
    this.#lowRight = lowRight;
  }
}

/** Close to the hyperbolic tangent, and straight in the middle. */
function soften(x: number): number {
  if (x > 3) return 1;
  if (x < -3) return -1;
  return (x * (27 + x * x)) / (27 + 9 * x * x);
}
