import { highPass, lowPass } from '../dsp/biquad.ts';
import { FRAME_PAIRS } from '../dsp/control.ts';
import { Equaliser } from './Equaliser.ts';

/** What is overdriven is the fundamental and a little more, so that the overtones are the note's. */
const SOURCE_HZ = 260;
/** Overtones are added where a phone's loudspeaker still plays, and a bass does not growl. */
const LOWEST_HZ = 330;
const HIGHEST_HZ = 1_900;
const DRIVE = 5;
/** Shifts the curve, so that even overtones come, too. */
const BIAS = 0.35;

/** Gives a bass overtones: the ear makes up the fundamental that small loudspeakers do not play. */
export class Harmonics {
  readonly #source = new Equaliser(lowPass(SOURCE_HZ));
  readonly #overtones = new Equaliser(
    highPass(LOWEST_HZ),
    highPass(LOWEST_HZ),
    lowPass(HIGHEST_HZ),
  );
  readonly #left = new Float32Array(FRAME_PAIRS);
  readonly #right = new Float32Array(FRAME_PAIRS);

  /** Adds them, in place. @param amount 0 to 1. */
  process(left: Float32Array, right: Float32Array, amount: number): void {
    const wetLeft = this.#left;
    const wetRight = this.#right;
    wetLeft.set(left);
    wetRight.set(right);
    this.#source.process(wetLeft, wetRight);
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      wetLeft[i] = bend(wetLeft[i] ?? 0);
      wetRight[i] = bend(wetRight[i] ?? 0);
    }
    this.#overtones.process(wetLeft, wetRight);
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      left[i] = (left[i] ?? 0) + amount * (wetLeft[i] ?? 0);
      right[i] = (right[i] ?? 0) + amount * (wetRight[i] ?? 0);
    }
  }
}

function bend(sample: number): number {
  const x = DRIVE * sample + BIAS;
  return x / (1 + Math.abs(x));
}
