import type { Passage } from './PlaceSearch.ts';

/** Gains beyond 3 dB either way would bring up noise or squash what is meant to be loud. */
export const USUAL_MOST_GAIN = Math.SQRT2;
/** Every seventh pair is enough to tell the level, and out of step with most tones. */
const STRIDE = 7;

/** The gain that makes `b` as loud as `a`, at least 0.7 and at most `mostGain`. */
export function levelRatio(a: Passage, b: Passage, mostGain: number = USUAL_MOST_GAIN): number {
  const wanted = powerOf(a);
  const present = powerOf(b);
  if (wanted === 0 || present === 0) return 1;
  return Math.max(1 / USUAL_MOST_GAIN, Math.min(mostGain, Math.sqrt(wanted / present)));
}

/** The mean square of a passage. */
export function powerOf({ pcm, fromPair, pairs }: Passage): number {
  let sum = 0;
  let count = 0;
  for (let pair = fromPair; pair < fromPair + pairs; pair += STRIDE) {
    sum += (pcm[2 * pair] ?? 0) ** 2 + (pcm[2 * pair + 1] ?? 0) ** 2;
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}
