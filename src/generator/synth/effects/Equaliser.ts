import type { Biquad } from '../dsp/biquad.ts';
import { FRAME_PAIRS } from '../dsp/control.ts';

/** What a filter of both sides remembers. */
const STATES = 4;

/** Second-order filters in a row, in stereo. */
export class Equaliser {
  readonly #filters: readonly Biquad[];
  readonly #states: readonly Float64Array[];

  /** The filters may be changed at any time, between two frames. */
  constructor(...filters: readonly Biquad[]) {
    this.#filters = filters;
    this.#states = filters.map(() => new Float64Array(STATES));
  }

  /** In place. */
  process(left: Float32Array, right: Float32Array): void {
    for (let n = 0; n < this.#filters.length; n += 1) {
      const filter = this.#filters[n];
      const state = this.#states[n];
      if (filter !== undefined && state !== undefined) run(filter, state, left, right);
    }
  }
}

function run(filter: Biquad, state: Float64Array, left: Float32Array, right: Float32Array): void {
  // By index: taking an array apart would go through an iterator.
  const b0 = filter[0] ?? 1;
  const b1 = filter[1] ?? 0;
  const b2 = filter[2] ?? 0;
  const a1 = filter[3] ?? 0;
  const a2 = filter[4] ?? 0;
  let l1 = state[0] ?? 0;
  let l2 = state[1] ?? 0;
  let r1 = state[2] ?? 0;
  let r2 = state[3] ?? 0;
  for (let i = 0; i < FRAME_PAIRS; i += 1) {
    const inLeft = left[i] ?? 0;
    const inRight = right[i] ?? 0;
    const outLeft = b0 * inLeft + l1;
    const outRight = b0 * inRight + r1;
    l1 = b1 * inLeft - a1 * outLeft + l2;
    r1 = b1 * inRight - a1 * outRight + r2;
    l2 = b2 * inLeft - a2 * outLeft;
    r2 = b2 * inRight - a2 * outRight;
    left[i] = outLeft;
    right[i] = outRight;
  }
  // Silence is not to decay into numbers that processors are slow with.
  state[0] = Math.abs(l1) < TINY ? 0 : l1;
  state[1] = Math.abs(l2) < TINY ? 0 : l2;
  state[2] = Math.abs(r1) < TINY ? 0 : r1;
  state[3] = Math.abs(r2) < TINY ? 0 : r2;
}

const TINY = 1e-20;
