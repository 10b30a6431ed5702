import { FRAME_MS, FRAME_PAIRS } from '#src/audio/frame.ts';
import type { Deck } from '#src/station/Deck.ts';
import { SessionModel } from './SessionModel.ts';

/**
 * A tempo is heard over a few seconds, of which the stretcher's jumps of up to 40 ms are no part; it is
 * judged once a second.
 */
const HEARD_MS = 10_000;
const JUDGE_EVERY_MS = 1_000;
/** A change of pace shows, and can be followed, only once some chunks have come. */
const FOLLOW_MS = 20_000;
/** From here on the tempo is off. */
const TOLERANCE = 0.01;
/** In the first seconds of a station there is no tempo yet to be off. */
const BEGINNING_MS = 15_000;

/**
 * Compares the tempo heard with the tempo delivered. Right is all from the pace at which the session
 * makes audio up to the tempo that it was made in: a reserve is played at that.
 */
export class TempoMeter {
  /** How long music was heard, and for how much of that its tempo was off. */
  heardMs = 0;
  offMs = 0;
  /** The largest error beyond what is right; 0.01 is 1 %. */
  worst = 0;
  #deck: Deck | undefined;
  #position = 0;
  #plainMs = 0;
  #totalMs = 0;
  /** Pairs consumed in each of the last frames, as a ring, and their sum. */
  readonly #consumed = new Int32Array(HEARD_MS / FRAME_MS);
  #sum = 0;
  /** The session's pace in each of the last seconds. */
  #paces: number[] = [];

  /** @param isPlain whether one deck alone is heard, and nothing else */
  frame(deck: Deck | undefined, isPlain: boolean): void {
    this.#totalMs += FRAME_MS;
    if (deck === undefined) return;
    const position = deck.stretcher.sourcePositionPairs;
    const consumed = position - this.#position;
    this.#position = position;
    // A fade or a cut is no tempo.
    if (!isPlain || deck !== this.#deck || Math.abs(consumed - FRAME_PAIRS) > 3 * FRAME_PAIRS) {
      if (deck !== this.#deck) this.#paces = [];
      this.#deck = deck;
      this.#plainMs = 0;
      return;
    }
    const at = (this.#plainMs / FRAME_MS) % this.#consumed.length;
    this.#sum += consumed - (this.#plainMs < HEARD_MS ? 0 : (this.#consumed[at] ?? 0));
    if (this.#plainMs === 0) this.#sum = consumed;
    this.#consumed[at] = consumed;
    this.#plainMs += FRAME_MS;
    if (this.#totalMs % JUDGE_EVERY_MS === 0) this.#judge(deck);
  }

  #judge(deck: Deck): void {
    if (deck.state.kind === 'open' && deck.state.session instanceof SessionModel) {
      this.#paces.push(deck.state.session.pace);
      if (this.#paces.length > FOLLOW_MS / JUDGE_EVERY_MS) this.#paces.shift();
    }
    if (this.#plainMs < HEARD_MS || this.#totalMs < BEGINNING_MS) return;
    const heard = this.#sum / (FRAME_PAIRS * this.#consumed.length);
    const slowest = Math.min(1, ...this.#paces);
    const off = Math.max(0, slowest - heard, heard - 1);
    this.heardMs += JUDGE_EVERY_MS;
    this.worst = Math.max(this.worst, off);
    if (off > TOLERANCE) this.offMs += JUDGE_EVERY_MS;
  }
}
