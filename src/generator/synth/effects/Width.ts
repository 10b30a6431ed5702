import { highPass } from '../dsp/biquad.ts';
import { FRAME_PAIRS, SAMPLE_RATE } from '../dsp/control.ts';
import { Equaliser } from './Equaliser.ts';

/** Below this both sides are the same: loudspeakers play bass together, and vinyl could not else. */
const MONO_BELOW_HZ = 200;
/** A second player, so much later, who is on the left where the first is on the right. */
const DOUBLE_SAMPLES = 0.011 * SAMPLE_RATE;
const LINE_SIZE = 1024;
const LINE_MASK = LINE_SIZE - 1;
const MIN_SIDE_GAIN = 0.4;
const MAX_SIDE_GAIN = 2.6;
/** Found over so many seconds; a piece's first are quicker. */
const SECONDS = 12;
const FIRST_SECONDS = 1.5;
const FRAMES_PER_SECOND = SAMPLE_RATE / FRAME_PAIRS;
/** How strongly what is alike on both sides is spread out. In mono none of it is left over. */
const SPREAD = 0.32;

/** Holds the width of the whole where the style wants it. What both sides share stays as it is. */
export class Width {
  readonly #line = new Float32Array(LINE_SIZE);
  readonly #side = new Float32Array(FRAME_PAIRS);
  readonly #unused = new Float32Array(FRAME_PAIRS);
  readonly #cut = new Equaliser(highPass(MONO_BELOW_HZ));
  #at = 0;
  #gain = 1;
  #midPower = 1e-4;
  #sidePower = 2e-5;
  #age = 0;

  /** In place. @param wantedDb Power of the side relative to the middle. */
  process(left: Float32Array, right: Float32Array, wantedDb: number, isHeld: boolean): void {
    const side = this.#side;
    const line = this.#line;
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      const at = this.#at + i;
      const mid = 0.5 * ((left[i] ?? 0) + (right[i] ?? 0));
      line[at & LINE_MASK] = mid;
      const double = line[(at - DOUBLE_SAMPLES) & LINE_MASK] ?? 0;
      side[i] = 0.5 * ((left[i] ?? 0) - (right[i] ?? 0)) + SPREAD * double;
    }
    this.#at = (this.#at + FRAME_PAIRS) & LINE_MASK;
    this.#cut.process(side, this.#unused);
    const before = this.#gain;
    if (!isHeld) this.#follow(left, right, wantedDb);
    const step = (this.#gain - before) / FRAME_PAIRS;
    let gain = before;
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      gain += step;
      const mid = 0.5 * ((left[i] ?? 0) + (right[i] ?? 0));
      const wide = gain * (side[i] ?? 0);
      left[i] = mid + wide;
      right[i] = mid - wide;
    }
  }

  #follow(left: Float32Array, right: Float32Array, wantedDb: number): void {
    let mid = 0;
    let side = 0;
    for (let i = 0; i < FRAME_PAIRS; i += 2) {
      mid += (0.5 * ((left[i] ?? 0) + (right[i] ?? 0))) ** 2;
      side += (this.#side[i] ?? 0) ** 2;
    }
    this.#age += 1;
    const seconds = Math.min(SECONDS, FIRST_SECONDS + this.#age / FRAMES_PER_SECOND / 2);
    const share = 1 / (seconds * FRAMES_PER_SECOND);
    this.#midPower += share * ((2 * mid) / FRAME_PAIRS - this.#midPower);
    this.#sidePower += share * ((2 * side) / FRAME_PAIRS - this.#sidePower);
    const wanted = Math.sqrt((10 ** (wantedDb / 10) * this.#midPower) / (this.#sidePower + 1e-9));
    const bounded = Math.min(MAX_SIDE_GAIN, Math.max(MIN_SIDE_GAIN, wanted));
    this.#gain += share * 4 * (bounded - this.#gain);
  }
}
