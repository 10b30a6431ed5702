import type { PcmSource } from '../audio/PcmSource.ts';

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

/** Multiplies pairs in place by a gain that goes evenly from one value to another. */
export function amplify(
  pcm: Int16Array,
  fromPair: number,
  pairs: number,
  fromGain: number,
  toGain: number,
): void {
  const step = (toGain - fromGain) / pairs;
  let gain = fromGain;
  for (let i = 2 * fromPair; i < 2 * (fromPair + pairs); i += 2) {
    gain += step;
    pcm[i] = clip((pcm[i] ?? 0) * gain);
    pcm[i + 1] = clip((pcm[i + 1] ?? 0) * gain);
  }
}

function clip(value: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(value)));
}
