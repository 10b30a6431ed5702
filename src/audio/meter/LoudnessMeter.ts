import { FRAME_PAIRS } from '../frame.ts';
import { KWeighting } from './KWeighting.ts';

const FRAMES_PER_SECOND = 50;
/** What the ear takes as one moment, and as the loudness of a passage (EBU Tech 3341). */
const MOMENTARY_FRAMES = 0.4 * FRAMES_PER_SECOND;
const SHORT_TERM_FRAMES = 3 * FRAMES_PER_SECOND;
/** Makes a 997 Hz tone at full scale in one channel read -3.01 LUFS (ITU-R BS.1770). */
const OFFSET_LUFS = -0.691;
const FULL_SCALE_SQUARED = 32_768 ** 2;

/**
 * Loudness as BS.1770 and EBU R 128 measure it, without gating: the power of both channels,
 * weighted as the ear does. In LUFS; silence is -Infinity.
 */
export class LoudnessMeter {
  readonly #weighting = new KWeighting();
  /** Mean weighted power of each of the last frames. */
  readonly #powers = new Float64Array(SHORT_TERM_FRAMES);
  #frames = 0;

  push(frame: Int16Array): void {
    const energy = this.#weighting.energy(frame);
    this.#powers[this.#frames % SHORT_TERM_FRAMES] = energy / (FRAME_PAIRS * FULL_SCALE_SQUARED);
    this.#frames += 1;
  }

  /** Over the last 400 ms. */
  get momentaryLufs(): number {
    return this.#loudness(MOMENTARY_FRAMES);
  }

  /** Over the last 3 s. */
  get shortTermLufs(): number {
    return this.#loudness(SHORT_TERM_FRAMES);
  }

  #loudness(span: number): number {
    const count = Math.min(span, this.#frames);
    let sum = 0;
    for (let back = 1; back <= count; back += 1) {
      sum += this.#powers[(this.#frames - back) % SHORT_TERM_FRAMES] ?? 0;
    }
    return OFFSET_LUFS + 10 * Math.log10(sum / count);
  }
}
