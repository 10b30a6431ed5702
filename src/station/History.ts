import { copyPairs } from '../audio/copyPairs.ts';
import { FRAME_PAIRS } from '../audio/frame.ts';
import { HISTORY_MS, pairsIn } from './stationTimes.ts';

const CAPACITY_PAIRS = pairsIn(HISTORY_MS);

/** The last ten seconds that were played, before volume and fades. */
export class History {
  readonly #ring = new Int16Array(2 * CAPACITY_PAIRS);
  #writtenPairs = 0;

  get pairs(): number {
    return Math.min(CAPACITY_PAIRS, this.#writtenPairs);
  }

  push(frame: Int16Array): void {
    const at = this.#writtenPairs % CAPACITY_PAIRS;
    const first = Math.min(FRAME_PAIRS, CAPACITY_PAIRS - at);
    copyPairs(frame, 0, this.#ring, at, first);
    copyPairs(frame, first, this.#ring, 0, FRAME_PAIRS - first);
    this.#writtenPairs += FRAME_PAIRS;
  }

  /** Copies the last `pairs` (at most all there are) to the beginning of `out`. */
  copyLast(out: Int16Array, pairs: number): void {
    const from = (this.#writtenPairs - pairs) % CAPACITY_PAIRS;
    const first = Math.min(pairs, CAPACITY_PAIRS - from);
    copyPairs(this.#ring, from, out, 0, first);
    copyPairs(this.#ring, 0, out, first, pairs - first);
  }
}
