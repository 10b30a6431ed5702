import { FRAME_PAIRS, SAMPLE_RATE, SLICE } from '../dsp/control.ts';
import { SINE, SINE_MASK, SINE_SIZE } from '../dsp/sine.ts';

const STAGES = 4;
const SWEEP_HZ = 0.19;
const CENTRE_HZ = 750;
const SWEEP_OCTAVES = 1.4;
/** Between the sides, so that it turns round the listener. */
const RIGHT_TURN = SINE_SIZE / 4;
const NOTHING = 0.03;

/** Notches that sweep up and down: a chain of all-pass filters added to what went in. */
export class Phaser {
  readonly #left = new Float64Array(STAGES);
  readonly #right = new Float64Array(STAGES);
  #phase = 0;
  #depth = 0;

  /** In place. @param depth 0 to 1. */
  process(left: Float32Array, right: Float32Array, depth: number): void {
    if (depth < NOTHING && this.#depth < NOTHING) {
      this.#depth = 0;
      return;
    }
    for (let from = 0; from < FRAME_PAIRS; from += SLICE) {
      const before = this.#depth;
      this.#depth += 0.02 * (depth - before);
      this.#phase += (SLICE * SWEEP_HZ * SINE_SIZE) / SAMPLE_RATE;
      run(left, this.#left, coefficient(this.#phase), before, this.#depth, from);
      run(right, this.#right, coefficient(this.#phase + RIGHT_TURN), before, this.#depth, from);
    }
    this.#phase %= SINE_SIZE;
  }
}

function coefficient(phase: number): number {
  const hertz = CENTRE_HZ * 2 ** (SWEEP_OCTAVES * (SINE[phase & SINE_MASK] ?? 0));
  const t = Math.tan((Math.PI * hertz) / SAMPLE_RATE);
  return (t - 1) / (t + 1);
}

function run(
  samples: Float32Array,
  state: Float64Array,
  a: number,
  depthBefore: number,
  depthAfter: number,
  from: number,
): void {
  let s0 = state[0] ?? 0;
  let s1 = state[1] ?? 0;
  let s2 = state[2] ?? 0;
  let s3 = state[3] ?? 0;
  let wet = 0.5 * depthBefore;
  const wetStep = (0.5 * (depthAfter - depthBefore)) / SLICE;
  for (let i = from; i < from + SLICE; i += 1) {
    const input = samples[i] ?? 0;
    const y0 = a * input + s0;
    s0 = input - a * y0;
    const y1 = a * y0 + s1;
    s1 = y0 - a * y1;
    const y2 = a * y1 + s2;
    s2 = y1 - a * y2;
    const y3 = a * y2 + s3;
    s3 = y2 - a * y3;
    wet += wetStep;
    samples[i] = (1 - wet) * input + wet * y3;
  }
  state[0] = s0;
  state[1] = s1;
  state[2] = s2;
  state[3] = s3;
}
