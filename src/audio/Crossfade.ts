import { copyPairs } from './copyPairs.ts';
import { mixCorrelatedFade } from './correlatedFade.ts';
import { FRAME_PAIRS } from './frame.ts';
import type { PcmSource } from './PcmSource.ts';

export interface CrossfadeShape {
  readonly lengthPairs: number;
  /** How alike both sides are: 1 the same, 0 unrelated. Decides on equal gain or equal power. */
  readonly correlation: number;
}

/** Leads from one source to another, frame by frame, at constant loudness. */
export class Crossfade {
  readonly #leaving: PcmSource;
  readonly #coming: PcmSource;
  readonly #shape: CrossfadeShape;
  readonly #leavingFrame = new Int16Array(2 * FRAME_PAIRS);
  readonly #comingFrame = new Int16Array(2 * FRAME_PAIRS);
  #donePairs = 0;

  constructor(leaving: PcmSource, coming: PcmSource, shape: CrossfadeShape) {
    this.#leaving = leaving;
    this.#coming = coming;
    this.#shape = shape;
  }

  /** Whether only the coming source is heard from now on; pull from that one then. */
  get isDone(): boolean {
    return this.#donePairs >= this.#shape.lengthPairs;
  }

  /**
   * Fills `out` with one frame and takes it from both sources. A leaving source that runs dry is
   * silent; make sure that it does not.
   *
   * @returns Pairs written: fewer than a frame when the coming source has run dry.
   */
  pull(out: Int16Array): number {
    const pairs = Math.min(FRAME_PAIRS, this.#coming.availablePairs);
    const left = this.#shape.lengthPairs - this.#donePairs;
    const mixed = Math.max(0, Math.min(pairs, left));
    const leaving = Math.min(mixed, this.#leaving.availablePairs);
    this.#leaving.peek(this.#leavingFrame, 0, 0, leaving);
    this.#leavingFrame.fill(0, 2 * leaving);
    this.#coming.peek(this.#comingFrame, 0, 0, pairs);
    mixCorrelatedFade(
      { pcm: out, atPair: 0 },
      { pcm: this.#leavingFrame, atPair: 0 },
      { pcm: this.#comingFrame, atPair: 0 },
      { ...this.#shape, fromPair: this.#donePairs, pairs: mixed },
    );
    copyPairs(this.#comingFrame, mixed, out, mixed, pairs - mixed);
    this.#leaving.take(leaving);
    this.#coming.take(pairs);
    this.#donePairs += pairs;
    return pairs;
  }
}
