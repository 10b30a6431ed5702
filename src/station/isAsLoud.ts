import { levelRatio } from '../audio/match/levelRatio.ts';
import type { PcmSource } from '../audio/PcmSource.ts';
import type { History } from './History.ts';
import { LOUDNESS_SPAN_MS, pairsIn } from './stationTimes.ts';

/** 2 dB louder goes unnoticed across a crossfade, since it is faded in softer. */
const MOST_LOUDER = 1.26;
/** What is softer by more than 1 dB may still be settling, and would grow louder once it is heard. */
const MOST_SOFTER = 1.12;

/** Whether what comes next is about as loud as what was heard last; true where too little is known. */
export function isAsLoud(history: History, coming: PcmSource): boolean {
  const pairs = pairsIn(LOUDNESS_SPAN_MS);
  if (history.pairs < pairs || coming.availablePairs < pairs) return true;
  const heard = new Int16Array(2 * pairs);
  const next = new Int16Array(2 * pairs);
  history.copyLast(heard, pairs);
  coming.peek(next, 0, 0, pairs);
  const gain = levelRatio({ pcm: heard, fromPair: 0, pairs }, { pcm: next, fromPair: 0, pairs });
  return gain < MOST_SOFTER && gain > 1 / MOST_LOUDER;
}
