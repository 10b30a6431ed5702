import { FRAME_PAIRS, SLICE } from '../dsp/control.ts';

/** 1.5 dB below full scale, so that the Opus decoder does not clip either. */
const CEILING = 0.84;
/** Louder than this it begins to round off peaks, as tape does. */
const KNEE = 0.6;
/** Per slice: back up within some 80 ms. */
const RECOVERY = 0.008;

/**
 * Keeps peaks below full scale. It looks a slice (0.67 ms) ahead: by the time a peak arrives the
 * gain has come down in a straight line, so nothing overshoots and nothing clicks.
 */
export class Limiter {
  readonly #heldLeft = new Float32Array(SLICE);
  readonly #heldRight = new Float32Array(SLICE);
  #heldGain = 1;
  #gain = 1;

  /** Writes the frame of one slice before, as 16-bit pairs. */
  process(left: Float32Array, right: Float32Array, out: Int16Array): void {
    const heldLeft = this.#heldLeft;
    const heldRight = this.#heldRight;
    for (let from = 0; from < FRAME_PAIRS; from += SLICE) {
      const nextGain = gainFor(peakOf(left, right, from));
      const goal = Math.min(this.#heldGain, nextGain, this.#gain + RECOVERY);
      const step = (goal - this.#gain) / SLICE;
      let gain = this.#gain;
      for (let i = 0; i < SLICE; i += 1) {
        gain += step;
        const at = 2 * (from + i);
        out[at] = Math.round(32_767 * round((heldLeft[i] ?? 0) * gain));
        out[at + 1] = Math.round(32_767 * round((heldRight[i] ?? 0) * gain));
        heldLeft[i] = left[from + i] ?? 0;
        heldRight[i] = right[from + i] ?? 0;
      }
      this.#gain = goal;
      this.#heldGain = nextGain;
    }
  }
}

function peakOf(left: Float32Array, right: Float32Array, from: number): number {
  let peak = 0;
  for (let i = from; i < from + SLICE; i += 1) {
    const a = Math.abs(left[i] ?? 0);
    const b = Math.abs(right[i] ?? 0);
    if (a > peak) peak = a;
    if (b > peak) peak = b;
  }
  return peak;
}

/** What exceeds the knee by much is turned down as a whole; the rest is left to the rounding. */
function gainFor(peak: number): number {
  const limit = 1.25;
  return peak > limit ? limit / peak : 1;
}

/** Straight up to the knee, then bent so that it never reaches the ceiling. */
function round(value: number): number {
  const size = Math.abs(value);
  if (size <= KNEE) return value;
  const room = CEILING - KNEE;
  const over = (size - KNEE) / room;
  const bent = KNEE + (room * over) / (1 + over);
  return value < 0 ? -bent : bent;
}
