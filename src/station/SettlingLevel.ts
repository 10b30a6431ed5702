import { FRAME_PAIRS } from '../audio/frame.ts';
import { KWeighting } from '../audio/meter/KWeighting.ts';
import type { Deck } from './Deck.ts';
import type { History } from './History.ts';
import { LOUDNESS_SPAN_MS, MOST_UNSETTLED_GAIN, pairsIn } from './stationTimes.ts';

/** How much of what comes next is measured. */
const AHEAD_PAIRS = pairsIn(1_000);
/** Softened by no more than 3 dB: what is meant to be loud stays so. */
const LEAST_GAIN = Math.SQRT1_2;

/**
 * Keeps a deck that took over before its music had settled as loud as what was heard before: Lyria's
 * music begins softly and grows for ten seconds.
 */
export class SettlingLevel {
  readonly #deck: Deck;
  readonly #reference: number;

  /** @param history what was heard before the deck */
  constructor(deck: Deck, history: History) {
    this.#deck = deck;
    const pairs = Math.min(history.pairs, pairsIn(LOUDNESS_SPAN_MS));
    const heard = new Int16Array(2 * pairs);
    history.copyLast(heard, pairs);
    this.#reference = loudnessOf(heard);
  }

  /** The gain that its next second needs; undefined once it has settled. */
  get needed(): number | undefined {
    const { stretcher } = this.#deck;
    if (this.#deck.isSettled) return undefined;
    const pairs = Math.min(AHEAD_PAIRS, stretcher.availablePairs);
    const ahead = new Int16Array(2 * pairs);
    stretcher.peek(ahead, 0, 0, pairs);
    const power = loudnessOf(ahead);
    if (power === 0 || this.#reference === 0) return 1;
    const gain = Math.sqrt(this.#reference / power);
    return Math.max(LEAST_GAIN, Math.min(MOST_UNSETTLED_GAIN, gain));
  }
}

/** Mean power as ears weigh it: a bass that swells is not as loud as it is strong. */
function loudnessOf(pcm: Int16Array): number {
  const weighting = new KWeighting();
  const frames = Math.floor(pcm.length / (2 * FRAME_PAIRS));
  let sum = 0;
  for (let frame = 0; frame < frames; frame += 1) {
    const at = 2 * FRAME_PAIRS * frame;
    sum += weighting.energy(pcm.subarray(at, at + 2 * FRAME_PAIRS));
  }
  return frames === 0 ? 0 : sum / frames;
}
