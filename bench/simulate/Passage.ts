import { FRAME_PAIRS } from '#src/audio/frame.ts';
import { LoudnessMeter } from '#src/audio/meter/LoudnessMeter.ts';

const FRAMES_PER_SECOND = 50;
/** Loudness is that of the last three seconds; the weighting filters settle in the half before. */
const LOUDNESS_FRAMES = 3.5 * FRAMES_PER_SECOND;
/** A loop plays what was heard up to ten seconds before it, and lasts for as long at most. */
const FRAMES = 30 * FRAMES_PER_SECOND;
const FRAME_SAMPLES = 2 * FRAME_PAIRS;

/**
 * The last seconds heard, whose loudness is measured only when somebody asks: twice a transition
 * rather than on each of a day's four million frames.
 */
export class Passage {
  readonly #ring = new Int16Array(FRAMES * FRAME_SAMPLES);
  #frames = 0;

  push(frame: Int16Array): void {
    this.#ring.set(frame, (this.#frames % FRAMES) * FRAME_SAMPLES);
    this.#frames += 1;
  }

  /** Over the last 3 s. */
  get shortTermLufs(): number {
    const meter = new LoudnessMeter();
    for (let back = Math.min(LOUDNESS_FRAMES, this.#frames); back > 0; back -= 1) {
      const at = ((this.#frames - back) % FRAMES) * FRAME_SAMPLES;
      meter.push(this.#ring.subarray(at, at + FRAME_SAMPLES));
    }
    return meter.shortTermLufs;
  }

  /** A copy of all that is remembered up to a pair. */
  until(pair: number): Int16Array {
    const first = Math.max(0, (this.#frames - FRAMES) * FRAME_PAIRS);
    return this.from(first, Math.max(0, pair - first));
  }

  /** A copy of what was heard from a pair on, counted from the first ever; of the last seconds. */
  from(pair: number, pairs: number): Int16Array {
    const samples = new Int16Array(2 * pairs);
    for (let i = 0; i < samples.length; i += 1) {
      samples[i] = this.#ring[(2 * pair + i) % this.#ring.length] ?? 0;
    }
    return samples;
  }
}
