import { FRAME_PAIRS } from '#src/audio/frame.ts';
import type { PcmSource } from '#src/audio/PcmSource.ts';

/** A piece of PCM as a source, from a given pair to its end. */
export class PcmBuffer implements PcmSource {
  readonly #pcm: Int16Array;
  #at: number;

  constructor(pcm: Int16Array, fromPair = 0) {
    this.#pcm = pcm;
    this.#at = fromPair;
  }

  get availablePairs(): number {
    return this.#pcm.length / 2 - this.#at;
  }

  /** Where the next pair comes from. */
  get position(): number {
    return this.#at;
  }

  peek(out: Int16Array, outPair: number, skipPairs: number, pairs: number): void {
    if (skipPairs + pairs > this.availablePairs)
      throw new RangeError('Asked for more than there is');
    const from = this.#at + skipPairs;
    out.set(this.#pcm.subarray(2 * from, 2 * (from + pairs)), 2 * outPair);
  }

  take(pairs: number): void {
    if (pairs > this.availablePairs) throw new RangeError('Took more than there is');
    this.#at += pairs;
  }
}

/** The whole frames of a piece of PCM, as views. */
export function* framesOf(pcm: Int16Array): Generator<Int16Array> {
  const length = 2 * FRAME_PAIRS;
  for (let at = 0; at + length <= pcm.length; at += length) yield pcm.subarray(at, at + length);
}

/** Collects what a producer of frames makes. `pull` fills a frame and returns pairs written. */
export function collect(frames: number, pull: (out: Int16Array) => unknown): Int16Array {
  const all = new Int16Array(2 * FRAME_PAIRS * frames);
  for (const frame of framesOf(all)) pull(frame);
  return all;
}
