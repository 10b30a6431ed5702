import { highPass, lowPass } from '../dsp/biquad.ts';
import { FRAME_PAIRS } from '../dsp/control.ts';
import { Equaliser } from './Equaliser.ts';

const LINE_SIZE = 4096;
const LINE_MASK = LINE_SIZE - 1;
/**
 * The walls of a room of some 6 by 8 m, left and right: delays in samples (5 to 37 ms), none a
 * multiple of another, ever fainter. Signs alternate, so that together they colour little.
 */
const LEFT_TAPS = [263, 587, 941, 1409] as const;
const RIGHT_TAPS = [347, 701, 1153, 1787] as const;
const TAP_GAINS = [0.75, -0.55, 0.42, -0.3] as const;
/** Walls swallow treble, and the bass of a small room only booms. */
const LOWEST_HZ = 240;
const HIGHEST_HZ = 8_500;

/** The first reflections of a room, different on both sides: they place a sound, and widen it. */
export class Reflections {
  readonly #line = new Float32Array(LINE_SIZE);
  readonly #left = new Float32Array(FRAME_PAIRS);
  readonly #right = new Float32Array(FRAME_PAIRS);
  readonly #walls = new Equaliser(highPass(LOWEST_HZ), lowPass(HIGHEST_HZ));
  #at = 0;

  /** Adds the reflections of `input` to `left` and `right`. */
  process(input: Float32Array, left: Float32Array, right: Float32Array): void {
    const line = this.#line;
    const wetLeft = this.#left;
    const wetRight = this.#right;
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      const at = this.#at + i;
      line[at & LINE_MASK] = input[i] ?? 0;
      wetLeft[i] =
        TAP_GAINS[0] * (line[(at - LEFT_TAPS[0]) & LINE_MASK] ?? 0) +
        TAP_GAINS[1] * (line[(at - LEFT_TAPS[1]) & LINE_MASK] ?? 0) +
        TAP_GAINS[2] * (line[(at - LEFT_TAPS[2]) & LINE_MASK] ?? 0) +
        TAP_GAINS[3] * (line[(at - LEFT_TAPS[3]) & LINE_MASK] ?? 0);
      wetRight[i] =
        TAP_GAINS[0] * (line[(at - RIGHT_TAPS[0]) & LINE_MASK] ?? 0) +
        TAP_GAINS[1] * (line[(at - RIGHT_TAPS[1]) & LINE_MASK] ?? 0) +
        TAP_GAINS[2] * (line[(at - RIGHT_TAPS[2]) & LINE_MASK] ?? 0) +
        TAP_GAINS[3] * (line[(at - RIGHT_TAPS[3]) & LINE_MASK] ?? 0);
    }
    this.#at = (this.#at + FRAME_PAIRS) & LINE_MASK;
    this.#walls.process(wetLeft, wetRight);
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      left[i] = (left[i] ?? 0) + (wetLeft[i] ?? 0);
      right[i] = (right[i] ?? 0) + (wetRight[i] ?? 0);
    }
  }
}
