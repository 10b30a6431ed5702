import { levelRatio } from '../audio/match/levelRatio.ts';
import type { PcmSource } from '../audio/PcmSource.ts';
import type { History } from './History.ts';
import { LOUDNESS_SPAN_MS, pairsIn } from './stationTimes.ts';

/** A difference in loudness of 2 dB goes unnoticed across a crossfade. */
const ALIKE_GAIN = 1.26;

/** Whether what comes next is about as loud as what was heard last; true where too little is known. */
export function isAsLoud(history: History, coming: PcmSource): boolean {
  const pairs = pairsIn(LOUDNESS_SPAN_MS);
  if (history.pairs < pairs || coming.availablePairs < pairs) return true;
  const heard = new Int16Array(2 * pairs);
  const next = new Int16Array(2 * pairs);
  history.copyLast(heard, pairs);
  coming.peek(next, 0, 0, pairs);
  const gain = levelRatio({ pcm: heard, fromPair: 0, pairs }, { pcm: next, fromPair: 0, pairs });
  return gain < ALIKE_GAIN && gain > 1 / ALIKE_GAIN;
}
