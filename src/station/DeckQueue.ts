import { copyPairs } from '../audio/copyPairs.ts';
import type { PcmSource } from '../audio/PcmSource.ts';
import { givePcm } from '../audio/pcmPool.ts';

interface Piece<Tag> {
  readonly pcm: Int16Array;
  readonly pairs: number;
  readonly tag: Tag;
  /** Position of its first pair, counted from the first ever pushed. */
  readonly fromPosition: number;
}

/** Audio in the order it came, each piece with a tag. Keeps the chunks as they are: no copy. */
export class DeckQueue<Tag> implements PcmSource {
  /** What is not yet taken, and the piece last taken from (its end may still be looked at). */
  #pieces: Piece<Tag>[] = [];
  #taken = 0;
  #pushed = 0;

  get availablePairs(): number {
    return this.#pushed - this.#taken;
  }

  /** @param pcm whole pairs; the queue's own from now on, which lets go of it when it is forgotten */
  push(pcm: Int16Array, tag: Tag): void {
    const pairs = pcm.length >> 1;
    if (pairs === 0) return;
    this.#pieces.push({ pcm, pairs, tag, fromPosition: this.#pushed });
    this.#pushed += pairs;
  }

  peek(out: Int16Array, outPair: number, skipPairs: number, pairs: number): void {
    let position = this.#taken + skipPairs;
    let at = outPair;
    let left = pairs;
    for (const piece of this.#pieces) {
      const offset = position - piece.fromPosition;
      if (left <= 0) return;
      if (offset >= piece.pairs) continue;
      const count = Math.min(left, piece.pairs - offset);
      copyPairs(piece.pcm, offset, out, at, count);
      position += count;
      at += count;
      left -= count;
    }
  }

  take(pairs: number): void {
    this.#taken += pairs;
  }

  /** Lets go of pieces that end before `position`: nobody looks back further. */
  forgetBefore(position: number): void {
    let first = this.#pieces[0];
    while (first !== undefined && first.fromPosition + first.pairs <= position) {
      this.#pieces.shift();
      givePcm(first.pcm);
      first = this.#pieces[0];
    }
  }

  /** Lets go of everything, played or not. */
  clear(): void {
    for (const { pcm } of this.#pieces) givePcm(pcm);
    this.#pieces = [];
    this.#taken = this.#pushed;
  }

  /** The tag of the pair at a position that has not been forgotten, or of the last piece. */
  tagAt(position: number): Tag | undefined {
    const piece = this.#pieces.find((one) => position < one.fromPosition + one.pairs);
    return (piece ?? this.#pieces.at(-1))?.tag;
  }

  /** The position of the first pair from `position` on whose tag `matches`. */
  findTag(position: number, matches: (tag: Tag) => boolean): number | undefined {
    const piece = this.#pieces.find(
      (one) => one.fromPosition + one.pairs > position && matches(one.tag),
    );
    return piece === undefined ? undefined : Math.max(position, piece.fromPosition);
  }
}
