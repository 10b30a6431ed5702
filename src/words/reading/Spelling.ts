import { compact } from '../lexicon/fold.ts';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const PLAIN_LETTER = /^[a-z0-9]$/u;
const WORD_CHARACTER = /[\p{L}\p{N}]/u;
const SPACED_SCRIPT = /[\p{Script=Latin}\p{Script=Cyrillic}\p{N}]/u;

/** Finds words of the folded request as the member wrote them: "motoerhead" is "Motörhead" again. */
export class Spelling {
  readonly #clean: string;
  #folded = '';
  /** Where in the request the character stands that made each unit of the folded text. */
  readonly #begins: number[] = [];
  readonly #ends: number[] = [];

  /** @param clean the request before it was folded */
  constructor(clean: string) {
    this.#clean = clean;
    for (const { segment, index } of graphemes.segment(clean)) {
      const part = PLAIN_LETTER.test(segment) ? segment : compact(segment);
      this.#folded += part;
      for (let i = 0; i < part.length; i++) {
        this.#begins.push(index);
        this.#ends.push(index + segment.length);
      }
    }
  }

  /** What stood apart in the request comes back word by word, what cannot be found as it is. */
  of(phrase: string): string {
    const whole = this.#find(phrase);
    if (whole !== undefined || !phrase.includes(' ')) return whole ?? phrase;
    const words = phrase.split(' ').map((word) => this.#find(word) ?? word);
    return words.join(' ');
  }

  #find(phrase: string): string | undefined {
    const wanted = compact(phrase);
    if (wanted === '') return undefined;
    let at = this.#folded.indexOf(wanted);
    for (; at >= 0; at = this.#folded.indexOf(wanted, at + 1)) {
      const begin = this.#begins[at] ?? 0;
      const end = this.#ends[at + wanted.length - 1] ?? this.#clean.length;
      // "art" is in "party", but nobody wrote it.
      if (this.#isEdge(begin) && this.#isEdge(end)) return this.#clean.slice(begin, end);
    }
    return undefined;
  }

  /** Scripts without spaces have no edges: there any place is one. */
  #isEdge(at: number): boolean {
    const [before, after] = [this.#clean.charAt(at - 1), this.#clean.charAt(at)];
    if (!WORD_CHARACTER.test(before) || !WORD_CHARACTER.test(after)) return true;
    return !SPACED_SCRIPT.test(before) && !SPACED_SCRIPT.test(after);
  }
}
