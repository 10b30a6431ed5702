import { FRAME_PAIRS, SAMPLE_RATE } from '../dsp/control.ts';

/** Lengths of the eight lines in samples: primes, 23 to 61 ms, so that no echo repeats another. */
const LENGTHS = [1103, 1327, 1559, 1789, 2053, 2311, 2617, 2927] as const;
const LINE_SIZE = 4096;
const LINE_MASK = LINE_SIZE - 1;
const LINES = 8;
/** Treble dies away first: share kept back per pass. */
const DAMPING = 0.32;
/** Smears the attack before the lines, so that no single echo is heard. */
const DIFFUSERS = [241, 397] as const;
const DIFFUSION = 0.6;
const DIFFUSER_MASK = 511;
/**
 * The walls sway by so many samples, each line at a pace of its own. Standing still, the few modes of
 * a long room ring 8 dB louder for a held chord that meets them than for one that does not. Much
 * further, and long notes would flutter.
 */
const SWAY = 12;
const SWAY_HERTZ = [0.15, 0.19, 0.22, 0.26, 0.3, 0.33, 0.36, 0.4] as const;
const PRE_DELAY = 800;
const PRE_DELAY_MASK = 1023;
/** A whisper that keeps the tail from decaying into numbers that processors are slow with. */
const WHISPER = 1e-9;

/** A room: eight delay lines that feed each other (a Householder matrix), mono in, stereo out. */
export class Reverb {
  readonly #lines = Array.from({ length: LINES }, () => new Float32Array(LINE_SIZE));
  readonly #state = new Float64Array(LINES);
  readonly #diffusers = DIFFUSERS.map(() => new Float32Array(DIFFUSER_MASK + 1));
  readonly #preDelay = new Float32Array(PRE_DELAY_MASK + 1);
  readonly #gains = new Float64Array(LINES);
  readonly #taps = new Float64Array(LINES);
  /** How far each line reaches back, in samples: at this sample, and how that changes by the next. */
  readonly #reach = Float64Array.from(LENGTHS);
  readonly #reachSteps = new Float64Array(LINES);
  readonly #phases = new Float64Array(LINES);
  #at = 0;
  #seconds = 0;

  constructor() {
    this.setTime(2);
  }

  /** @param seconds In which the room falls silent (60 dB). */
  setTime(seconds: number): void {
    if (Math.abs(seconds - this.#seconds) < 0.01) return;
    this.#seconds = seconds;
    for (let n = 0; n < LINES; n += 1) {
      this.#gains[n] = 10 ** ((-3 * (LENGTHS[n] ?? 0)) / (seconds * SAMPLE_RATE));
    }
  }

  /** Adds the room's answer to a frame of `input`. */
  process(input: Float32Array, left: Float32Array, right: Float32Array): void {
    const [l0, l1, l2, l3, l4, l5, l6, l7] = this.#lines;
    if (l0 === undefined || l1 === undefined || l2 === undefined || l3 === undefined) return;
    if (l4 === undefined || l5 === undefined || l6 === undefined || l7 === undefined) return;
    const gains = this.#gains;
    const state = this.#state;
    const taps = this.#taps;
    const reach = this.#reach;
    const reachSteps = this.#reachSteps;
    this.#sway();
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      const at = this.#at + i;
      const dry = this.#diffuse((input[i] ?? 0) + WHISPER, at);
      taps[0] = readBack(l0, at, reach[0] ?? 0);
      taps[1] = readBack(l1, at, reach[1] ?? 0);
      taps[2] = readBack(l2, at, reach[2] ?? 0);
      taps[3] = readBack(l3, at, reach[3] ?? 0);
      taps[4] = readBack(l4, at, reach[4] ?? 0);
      taps[5] = readBack(l5, at, reach[5] ?? 0);
      taps[6] = readBack(l6, at, reach[6] ?? 0);
      taps[7] = readBack(l7, at, reach[7] ?? 0);
      let sum = 0;
      for (let n = 0; n < LINES; n += 1) {
        const value = (taps[n] ?? 0) * (gains[n] ?? 0);
        const damped = value + DAMPING * ((state[n] ?? 0) - value);
        state[n] = damped;
        taps[n] = damped;
        sum += damped;
        reach[n] = (reach[n] ?? 0) + (reachSteps[n] ?? 0);
      }
      const shared = dry - sum * (2 / LINES);
      const put = at & LINE_MASK;
      l0[put] = (taps[0] ?? 0) + shared;
      l1[put] = (taps[1] ?? 0) + shared;
      l2[put] = (taps[2] ?? 0) + shared;
      l3[put] = (taps[3] ?? 0) + shared;
      l4[put] = (taps[4] ?? 0) + shared;
      l5[put] = (taps[5] ?? 0) + shared;
      l6[put] = (taps[6] ?? 0) + shared;
      l7[put] = (taps[7] ?? 0) + shared;
      // Signs differ between the sides, which makes it wide.
      const even = (taps[0] ?? 0) - (taps[2] ?? 0) + (taps[4] ?? 0) - (taps[6] ?? 0);
      const odd = (taps[1] ?? 0) - (taps[3] ?? 0) + (taps[5] ?? 0) - (taps[7] ?? 0);
      left[i] = (left[i] ?? 0) + 0.5 * (even + 0.3 * odd);
      right[i] = (right[i] ?? 0) + 0.5 * (odd + 0.3 * even);
    }
    this.#at = (this.#at + FRAME_PAIRS) & 0xff_ffff;
  }

  /** Where the walls go within the next frame. */
  #sway(): void {
    for (let n = 0; n < LINES; n += 1) {
      const turns = (this.#phases[n] ?? 0) + ((SWAY_HERTZ[n] ?? 0) * FRAME_PAIRS) / SAMPLE_RATE;
      this.#phases[n] = turns % 1;
      const wanted = (LENGTHS[n] ?? 0) + SWAY * Math.sin(2 * Math.PI * turns);
      this.#reachSteps[n] = (wanted - (this.#reach[n] ?? 0)) / FRAME_PAIRS;
    }
  }

  #diffuse(input: number, at: number): number {
    this.#preDelay[at & PRE_DELAY_MASK] = input;
    let value = this.#preDelay[(at - PRE_DELAY) & PRE_DELAY_MASK] ?? 0;
    for (let n = 0; n < DIFFUSERS.length; n += 1) {
      const line = this.#diffusers[n];
      if (line === undefined) break;
      const delayed = line[(at - (DIFFUSERS[n] ?? 0)) & DIFFUSER_MASK] ?? 0;
      const into = value - DIFFUSION * delayed;
      line[at & DIFFUSER_MASK] = into;
      value = delayed + DIFFUSION * into;
    }
    return value;
  }
}

/** What was put into a line so many samples ago, in a straight line between two of them. */
function readBack(line: Float32Array, at: number, samples: number): number {
  const whole = Math.floor(samples);
  const near = line[(at - whole) & LINE_MASK] ?? 0;
  return near + (samples - whole) * ((line[(at - whole - 1) & LINE_MASK] ?? 0) - near);
}
