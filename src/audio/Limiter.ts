import { FRAME_PAIRS, PAIRS_PER_MS } from './frame.ts';

/** Peaks of music made louder are held below this: what Opus makes of full scale can overshoot. */
const CEILING = 32_000;
/** How long before a peak the gain begins to fall: short to wait for, long enough not to click. */
const LOOK_AHEAD_PAIRS = 2 * PAIRS_PER_MS;
/** After a peak the gain comes back this slowly, per frame: from half to full in half a second. */
const RELEASE_PER_FRAME = 0.02;

/**
 * Applies a gain and keeps what it makes louder from clipping, a frame at a time and in place.
 * The sound comes out `LOOK_AHEAD_PAIRS` late, always; bit-exact while the gain is 1.
 */
export class Limiter {
  /** The end of the frame before, with its gain applied, still to come out. */
  readonly #held = new Float32Array(2 * LOOK_AHEAD_PAIRS);
  readonly #scaled = new Float32Array(2 * FRAME_PAIRS);
  #limit = 1;
  /** The limit that what is held asks for. */
  #neededByHeld = 1;

  /** @param from the gain at the frame's beginning @param to and at its end; even in between */
  process(frame: Int16Array, from: number, to: number): void {
    if (from === 1 && to === 1 && this.#limit === 1 && this.#neededByHeld === 1) {
      this.#pass(frame);
      return;
    }
    const peak = this.#scale(frame, from, to);
    // As it came, the music is within range; only what was made louder can leave it.
    const needed = Math.max(from, to) > 1 && peak > CEILING ? CEILING / peak : 1;
    const before = this.#limit;
    const allowed = Math.min(needed, this.#neededByHeld);
    const after = allowed < before ? allowed : Math.min(allowed, before + RELEASE_PER_FRAME);
    // Down while what is held comes out, so that it is down when this frame begins; up at leisure.
    this.#emit(frame, before, after, after < before ? LOOK_AHEAD_PAIRS : FRAME_PAIRS);
    this.#held.set(this.#scaled.subarray(-this.#held.length));
    this.#limit = after;
    this.#neededByHeld = needed;
  }

  /** What is still to come out is not heard: forgets it. */
  clear(): void {
    this.#held.fill(0);
    this.#limit = 1;
    this.#neededByHeld = 1;
  }

  #pass(frame: Int16Array): void {
    const held = this.#held;
    const kept = frame.length - held.length;
    for (let i = 0; i < held.length; i += 1) this.#scaled[i] = frame[kept + i] ?? 0;
    frame.copyWithin(held.length, 0, kept);
    for (let i = 0; i < held.length; i += 1) {
      frame[i] = Math.round(held[i] ?? 0);
      held[i] = this.#scaled[i] ?? 0;
    }
  }

  /** Fills `#scaled` and returns its peak. */
  #scale(frame: Int16Array, from: number, to: number): number {
    const scaled = this.#scaled;
    const step = (to - from) / FRAME_PAIRS;
    let gain = from;
    let peak = 0;
    for (let i = 0; i < frame.length; i += 2) {
      gain += step;
      const left = (frame[i] ?? 0) * gain;
      const right = (frame[i + 1] ?? 0) * gain;
      scaled[i] = left;
      scaled[i + 1] = right;
      peak = Math.max(peak, Math.abs(left), Math.abs(right));
    }
    return peak;
  }

  #emit(out: Int16Array, before: number, after: number, slopePairs: number): void {
    const held = this.#held;
    const scaled = this.#scaled;
    const step = (after - before) / slopePairs;
    let limit = before;
    for (let pair = 0; pair < FRAME_PAIRS; pair += 1) {
      limit = pair + 1 < slopePairs ? limit + step : after;
      const i = 2 * pair;
      const source = i < held.length ? held : scaled;
      const at = i < held.length ? i : i - held.length;
      out[i] = Math.round((source[at] ?? 0) * limit);
      out[i + 1] = Math.round((source[at + 1] ?? 0) * limit);
    }
  }
}
