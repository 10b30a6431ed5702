import { FRAME_PAIRS, SAMPLE_RATE } from '../dsp/control.ts';

/** Around here the balance tips: what lies above gains what lies below loses. */
const PIVOT_HZ = 700;
/** Towards dark the top also closes, down to here. */
const DARKEST_HZ = 1800;
const OPEN_HZ = 19_000;
const DARKER_DB = 7;
const BRIGHTER_DB = 6;

/** The whole mix as dark or as bright as asked for; at 0.5 it leaves all as it is. */
export class Tilt {
  readonly #left = new Float64Array(3);
  readonly #right = new Float64Array(3);
  #brightness = 0.5;

  /** Without the slow approach, for a new piece. */
  jumpTo(brightness: number): void {
    this.#brightness = brightness;
  }

  /** In place. @param brightness 0 to 1, approached within half a second. */
  process(left: Float32Array, right: Float32Array, brightness: number): void {
    const before = this.#brightness;
    this.#brightness += 0.1 * (brightness - before);
    channel(left, this.#left, before, this.#brightness);
    channel(right, this.#right, before, this.#brightness);
  }
}

function shelfGain(brightness: number): number {
  const away = 2 * (brightness - 0.5);
  return 10 ** ((away * (away < 0 ? DARKER_DB : BRIGHTER_DB)) / 20);
}

function topHertz(brightness: number): number {
  return brightness >= 0.5 ? OPEN_HZ : DARKEST_HZ * (OPEN_HZ / DARKEST_HZ) ** (2 * brightness);
}

function smoothing(hertz: number): number {
  return 1 - Math.exp((-2 * Math.PI * hertz) / SAMPLE_RATE);
}

function channel(samples: Float32Array, state: Float64Array, before: number, now: number): void {
  const pivot = smoothing(PIVOT_HZ);
  const top = smoothing(topHertz(now));
  let high = shelfGain(before);
  const highStep = (shelfGain(now) - high) / FRAME_PAIRS;
  // Bass gains a third of what treble loses: a dark mix is not to sound weak.
  let low = high ** -0.33;
  const lowStep = (shelfGain(now) ** -0.33 - low) / FRAME_PAIRS;
  let lowPart = state[0] ?? 0;
  let first = state[1] ?? 0;
  let second = state[2] ?? 0;
  for (let i = 0; i < FRAME_PAIRS; i += 1) {
    const input = samples[i] ?? 0;
    lowPart += pivot * (input - lowPart);
    high += highStep;
    low += lowStep;
    const tilted = low * lowPart + high * (input - lowPart);
    first += top * (tilted - first);
    second += top * (first - second);
    samples[i] = second;
  }
  state[0] = lowPart;
  state[1] = first;
  state[2] = second;
}
