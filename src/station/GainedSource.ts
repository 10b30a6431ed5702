import type { PcmSource } from '../audio/PcmSource.ts';
import { amplify } from './amplify.ts';

/** A source made louder or softer by a constant gain, for the length of a crossfade. */
export class GainedSource implements PcmSource {
  readonly #source: PcmSource;
  readonly #gain: number;

  constructor(source: PcmSource, gain: number) {
    this.#source = source;
    this.#gain = gain;
  }

  get availablePairs(): number {
    return this.#source.availablePairs;
  }

  peek(out: Int16Array, outPair: number, skipPairs: number, pairs: number): void {
    this.#source.peek(out, outPair, skipPairs, pairs);
    amplify(out, outPair, pairs, this.#gain, this.#gain);
  }

  take(pairs: number): void {
    this.#source.take(pairs);
  }
}
