import { FRAME_PAIRS, SAMPLE_RATE } from '../dsp/control.ts';

const CUT_HZ = 130;
/** On and off within some 100 ms. */
const FOLLOW_PER_FRAME = 0.2;
const NOTHING = 1e-3;

/** Takes the bass out of a channel, as the kill switch of a disc jockey's mixer does. */
export class LowCut {
  readonly #state = new Float64Array(4);
  #amount = 0;

  /** In place. */
  process(left: Float32Array, right: Float32Array, isOn: boolean): void {
    const before = this.#amount;
    this.#amount += FOLLOW_PER_FRAME * ((isOn ? 1 : 0) - before);
    if (!isOn && this.#amount < NOTHING) this.#amount = 0;
    if (before === 0 && this.#amount === 0) {
      this.#state.fill(0);
      return;
    }
    cut(left, this.#state, 0, before, this.#amount);
    cut(right, this.#state, 2, before, this.#amount);
  }
}

/** Two gentle slopes in a row: 12 dB an octave. */
function cut(
  samples: Float32Array,
  state: Float64Array,
  at: number,
  before: number,
  after: number,
): void {
  const share = 1 - Math.exp((-2 * Math.PI * CUT_HZ) / SAMPLE_RATE);
  const step = (after - before) / FRAME_PAIRS;
  let amount = before;
  let first = state[at] ?? 0;
  let second = state[at + 1] ?? 0;
  for (let i = 0; i < FRAME_PAIRS; i += 1) {
    const input = samples[i] ?? 0;
    first += share * (input - first);
    const once = input - first;
    second += share * (once - second);
    amount += step;
    samples[i] = input + amount * (once - second - input);
  }
  state[at] = first;
  state[at + 1] = second;
}
