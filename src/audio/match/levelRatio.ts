import type { Passage } from './PlaceSearch.ts';

/** Gains beyond 3 dB either way would bring up noise or squash what is meant to be loud. */
const MAX_GAIN = Math.SQRT2;
/** Every seventh pair is enough to tell the level, and out of step with most tones. */
const STRIDE = 7;

/** The gain that makes `b` as loud as `a`, 0.7 to 1.4. */
export function levelRatio(a: Passage, b: Passage): number {
  const wanted = power(a);
  const present = power(b);
  if (wanted === 0 || present === 0) return 1;
  return Math.max(1 / MAX_GAIN, Math.min(MAX_GAIN, Math.sqrt(wanted / present)));
}

function power({ pcm, fromPair, pairs }: Passage): number {
  let sum = 0;
  let count = 0;
  for (let pair = fromPair; pair < fromPair + pairs; pair += STRIDE) {
    sum += (pcm[2 * pair] ?? 0) ** 2 + (pcm[2 * pair + 1] ?? 0) ** 2;
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}
