import { copyPairs } from '../copyPairs.ts';
import { mixCorrelatedFade } from '../correlatedFade.ts';
import { FRAME_PAIRS } from '../frame.ts';
import type { PcmSource } from '../PcmSource.ts';
import { SplicePolicy } from './SplicePolicy.ts';
import { FADE_PAIRS, MAX_JUMP_PAIRS, type Splice, SpliceSearch } from './SpliceSearch.ts';

/**
 * Slowest and fastest playout. Up to 4 % either way is hardly noticed; the slowest are for a service
 * that brings no more, and for the seconds before its second chunk.
 */
export const MIN_RATE = 0.75;
export const MAX_RATE = 1.04;

/** Room for the past, the present and the future of one splice, and for a dozen frames more. */
const WINDOW_PAIRS = 16_384;

/**
 * Plays a source a little faster or slower without changing its pitch: every now and then it
 * leaves out a piece of 10 to 40 ms, or plays one twice, where the sound is alike on both sides
 * (overlap-add with a similarity search, as WSOLA and NetEQ do). Everything in between, and all
 * at rate 1, is a plain copy.
 *
 * A `PcmSource` itself: what it still has to play. Take from it to skip, peek to crossfade.
 */
export class TimeStretcher implements PcmSource {
  readonly #source: PcmSource;
  readonly #policy: SplicePolicy;
  readonly #search = new SpliceSearch();
  /**
   * Played pairs from `#oldest` to `#head`, then pairs taken from the source but still to be
   * played (after a jump back) up to `#taken`. What follows is scratch for looking ahead.
   */
  readonly #window = new Int16Array(2 * WINDOW_PAIRS);
  #oldest = 0;
  #head = 0;
  #taken = 0;
  #takenPairs = 0;
  #playedPairs = 0;
  #splices = 0;

  /** @param seed Varies the intervals between splices, a whole number. */
  constructor(source: PcmSource, seed = 1) {
    this.#source = source;
    this.#policy = new SplicePolicy(seed);
  }

  /** Pairs taken from the source and not yet played: some after a repetition, else 0. */
  get heldPairs(): number {
    return this.#taken - this.#head;
  }

  get availablePairs(): number {
    return this.heldPairs + this.#source.availablePairs;
  }

  /** Where in the source the next pair to be played is, counted from the first ever taken. */
  get sourcePositionPairs(): number {
    return this.#takenPairs - this.heldPairs;
  }

  /** Pairs that `pull` has produced. */
  get playedPairs(): number {
    return this.#playedPairs;
  }

  /** Pieces left out or repeated so far. */
  get splices(): number {
    return this.#splices;
  }

  /**
   * Fills `out` with one frame.
   *
   * @param rate Input consumed per output, `MIN_RATE` to `MAX_RATE` (limited to these). It holds on
   *   average; 1 copies what comes next.
   * @returns Pairs written: fewer than a frame when the source has run dry. The rest is left as it is.
   */
  pull(out: Int16Array, rate: number): number {
    const limited = Math.max(MIN_RATE, Math.min(MAX_RATE, rate));
    this.#policy.owe(FRAME_PAIRS, limited);
    this.#makeRoom();
    if (this.#policy.isDue(limited)) {
      const direction = limited > 1 ? 'forward' : 'back';
      if (this.#lookAround(direction)) return this.#spliceOrCopy(out, direction);
    }
    return this.#copy(out);
  }

  peek(out: Int16Array, outPair: number, skipPairs: number, pairs: number): void {
    const held = Math.max(0, Math.min(pairs, this.heldPairs - skipPairs));
    copyPairs(this.#window, this.#head + skipPairs, out, outPair, held);
    const skip = Math.max(0, skipPairs - this.heldPairs);
    if (held < pairs) this.#source.peek(out, outPair + held, skip, pairs - held);
  }

  /** Skips `pairs` pairs. What was played before is forgotten: it is no longer what comes before. */
  take(pairs: number): void {
    const held = Math.min(pairs, this.heldPairs);
    this.#head += held;
    this.#source.take(pairs - held);
    this.#takenPairs += pairs - held;
    this.#oldest = this.#head;
  }

  #copy(out: Int16Array): number {
    const pairs = Math.min(FRAME_PAIRS, this.availablePairs);
    this.#takeUntil(this.#head + pairs);
    copyPairs(this.#window, this.#head, out, 0, pairs);
    this.#head += pairs;
    this.#playedPairs += pairs;
    return pairs;
  }

  /** Brings what a survey wants to see into the window; false when there is too little. */
  #lookAround(direction: 'forward' | 'back'): boolean {
    const ahead = direction === 'forward' ? FRAME_PAIRS + MAX_JUMP_PAIRS : FRAME_PAIRS;
    if (this.availablePairs < ahead) return false;
    if (direction === 'back' && this.#head - this.#oldest < MAX_JUMP_PAIRS) return false;
    const missing = ahead - this.heldPairs;
    if (missing > 0) this.#source.peek(this.#window, this.#taken, 0, missing);
    return true;
  }

  #spliceOrCopy(out: Int16Array, direction: 'forward' | 'back'): number {
    if (!this.#policy.accepts(this.#search.survey(this.#window, this.#head, direction).cost)) {
      this.#policy.postpone();
      return this.#copy(out);
    }
    const splice = this.#search.refine(this.#window, this.#head, direction);
    this.#splice(out, splice, direction === 'forward' ? splice.jumpPairs : -splice.jumpPairs);
    return FRAME_PAIRS;
  }

  #splice(out: Int16Array, { startPair, similarity }: Splice, jumpPairs: number): void {
    const window = this.#window;
    const leaving = this.#head + startPair;
    const coming = leaving + jumpPairs;
    const next = this.#head + FRAME_PAIRS + jumpPairs;
    // Both sides of the fade have been heard, even where a jump back ends before it.
    this.#takeUntil(Math.max(leaving + FADE_PAIRS, next));
    copyPairs(window, this.#head, out, 0, startPair);
    mixCorrelatedFade(
      { pcm: out, atPair: startPair },
      { pcm: window, atPair: leaving },
      { pcm: window, atPair: coming },
      { lengthPairs: FADE_PAIRS, fromPair: 0, pairs: FADE_PAIRS, correlation: similarity },
    );
    const tail = startPair + FADE_PAIRS;
    copyPairs(window, coming + FADE_PAIRS, out, tail, FRAME_PAIRS - tail);
    this.#head = next;
    this.#playedPairs += FRAME_PAIRS;
    this.#splices += 1;
    this.#policy.settle(jumpPairs);
  }

  /** Takes from the source until the window holds everything before `end`. */
  #takeUntil(end: number): void {
    const pairs = end - this.#taken;
    if (pairs <= 0) return;
    this.#source.peek(this.#window, this.#taken, 0, pairs);
    this.#source.take(pairs);
    this.#taken = end;
    this.#takenPairs += pairs;
  }

  /** Moves what is still needed to the window's beginning when its end comes near. */
  #makeRoom(): void {
    if (this.#taken + FRAME_PAIRS + MAX_JUMP_PAIRS <= WINDOW_PAIRS) return;
    const from = Math.max(this.#oldest, this.#head - MAX_JUMP_PAIRS);
    this.#window.copyWithin(0, 2 * from, 2 * this.#taken);
    this.#oldest = 0;
    this.#head -= from;
    this.#taken -= from;
  }
}
