import { FRAME_PAIRS } from '../frame.ts';
import { monoAt } from '../mono.ts';

/** Onsets are measured every 5 ms. */
export const ONSET_HOP_PAIRS = 240;
export const ONSETS_PER_FRAME = FRAME_PAIRS / ONSET_HOP_PAIRS;
/** Every second pair is enough to follow how loud it is, at half the cost. */
const STRIDE = 2;
/** The bass is what passes a simple filter at about 150 Hz (at 24,000 values a second). */
const BASS_SHARE = 0.04;
/** The kick leads, so the bass counts twice. */
const BASS_WEIGHT = 2;
/** Below a few sample steps, growth is noise. */
const FLOOR = 20;
/** How much of the way down the remembered level falls per hop: half of it in 20 ms. */
const RELEASE = 0.16;

/**
 * Measures how strongly sounds set in: the growth of bass and treble from one hop to the next, in
 * nepers (a doubling is 0.7), so that soft music counts as much as loud.
 */
export class OnsetMeter {
  #bassState = 0;
  #lastValue = 0;
  #lastBass = 0;
  #lastTreble = 0;

  /** Fills `onsets` with the `ONSETS_PER_FRAME` strengths of a frame. */
  measure(frame: Int16Array, onsets: Float32Array): void {
    const step = 2 * STRIDE;
    let index = 0;
    for (let hop = 0; hop < ONSETS_PER_FRAME; hop += 1) {
      let bass = 0;
      let treble = 0;
      for (const end = index + 2 * ONSET_HOP_PAIRS; index < end; index += step) {
        const value = monoAt(frame, index);
        this.#bassState += BASS_SHARE * (value - this.#bassState);
        bass += Math.abs(this.#bassState);
        treble += Math.abs(value - this.#lastValue);
        this.#lastValue = value;
      }
      onsets[hop] = this.#growth(
        (bass * STRIDE) / ONSET_HOP_PAIRS,
        (treble * STRIDE) / ONSET_HOP_PAIRS,
      );
    }
  }

  #growth(bass: number, treble: number): number {
    const bassLevel = Math.log(bass + FLOOR);
    const trebleLevel = Math.log(treble + FLOOR);
    const growth =
      BASS_WEIGHT * Math.max(0, bassLevel - this.#lastBass) +
      Math.max(0, trebleLevel - this.#lastTreble);
    this.#lastBass = fallSlowly(this.#lastBass, bassLevel);
    this.#lastTreble = fallSlowly(this.#lastTreble, trebleLevel);
    return growth;
  }
}

/** A bass note swings slower than a hop: its ripple must not pass for onsets. */
function fallSlowly(last: number, level: number): number {
  return Math.max(level, last + RELEASE * (level - last));
}
