import { toSampleWithin } from '../audio/toSample.ts';

/**
 * Multiplies pairs in place by a gain that goes evenly from one value to another; peaks that could
 * exceed full scale are bent.
 */
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
    pcm[i] = toSampleWithin((pcm[i] ?? 0) * gain, gain);
    pcm[i + 1] = toSampleWithin((pcm[i + 1] ?? 0) * gain, gain);
  }
}
