import { editDistance } from './editDistance.ts';
import { compact, hasJapanese, stem } from './fold.ts';
import type { Lexicon } from './Lexicon.ts';
import { type Meaning, readMeaning } from './Meaning.ts';

/** Shorter words have too many neighbours to guess which one was meant. */
const SHORTEST_MISSPELT = 5;
/** From this length on two letters may be wrong. */
const LENGTH_FOR_TWO = 7;

/** Differences in length, the least first, that a misspelling may make. */
const LONGER = [0, 1, -1, 2, -2];

/** The phrases of one language, to be looked up. */
export class Dictionary {
  readonly #phrases = new Map<string, Meaning>();
  /** Operators of one word. */
  readonly #wholeWords = new Set<string>();
  readonly #stems = new Map<string, Meaning>();
  /** Words that can be misspelt, by first letter and length. */
  readonly #words = new Map<string, string[]>();
  readonly #japanese = new Map<string, Meaning>();
  #longestJapanese = 0;

  constructor(...lexicons: readonly Lexicon[]) {
    for (const lexicon of lexicons) {
      for (const [key, phrases] of Object.entries(lexicon)) {
        const meaning = readMeaning(key);
        if (meaning === undefined) throw new TypeError(`The lexicon has no operator ${key}`);
        for (const phrase of phrases.split('|')) this.add(phrase, meaning);
      }
    }
  }

  /** The first meaning of a phrase stays. */
  add(phrase: string, meaning: Meaning): void {
    const key = compact(phrase);
    if (key === '') return;
    if (hasJapanese(key)) {
      if (!this.#japanese.has(key)) this.#japanese.set(key, meaning);
      this.#longestJapanese = Math.max(this.#longestJapanese, key.length);
      return;
    }
    if (this.#phrases.has(key)) return;
    this.#phrases.set(key, meaning);
    if (meaning.kind === 'operator' && !/[\s\-'’]/u.test(phrase.trim())) this.#wholeWords.add(key);
    if (meaning.kind === 'operator' || meaning.sign !== 'plain') return;
    const root = stem(key);
    if (root !== undefined && !this.#stems.has(root)) this.#stems.set(root, meaning);
    if (key.length < SHORTEST_MISSPELT) return;
    const shelf = shelfOf(key, key.length);
    const alike = this.#words.get(shelf);
    if (alike === undefined) this.#words.set(shelf, [key]);
    else alike.push(key);
  }

  /**
   * @param key compact
   * @param words how many it was written as: "low fi" is "lofi", but the operators are short, and
   * an English "for a" is no Portuguese "fora"
   */
  exact(key: string, words = 1): Meaning | undefined {
    const meaning = this.#phrases.get(key);
    return words > 1 && this.#wholeWords.has(key) ? undefined : meaning;
  }

  /** With another ending. */
  inflected(word: string): Meaning | undefined {
    const root = stem(word);
    return this.#stems.get(word) ?? (root === undefined ? undefined : this.#stems.get(root));
  }

  /** The nearest word with the same first letter, when it is near enough. */
  misspelt(word: string): { readonly meaning: Meaning; readonly distance: number } | undefined {
    if (word.length < SHORTEST_MISSPELT) return undefined;
    let most = word.length >= LENGTH_FOR_TWO ? 2 : 1;
    let found: Meaning | undefined;
    let distance = most + 1;
    // The nearest lengths first: what is found there makes the others needless.
    for (const longer of LONGER) {
      if (Math.abs(longer) > most) break;
      for (const candidate of this.#words.get(shelfOf(word, word.length + longer)) ?? []) {
        const away = editDistance(word, candidate, most);
        if (away > most) continue;
        found = this.#phrases.get(candidate);
        distance = away;
        most = away - 1;
        if (most < 1) break;
      }
    }
    return found === undefined ? undefined : { meaning: found, distance };
  }

  /** The longest phrase that begins at `start`; Japanese is written without spaces. */
  japaneseAt(text: string, start: number): { meaning: Meaning; length: number } | undefined {
    const longest = Math.min(this.#longestJapanese, text.length - start);
    for (let length = longest; length > 0; length -= 1) {
      const meaning = this.#japanese.get(text.slice(start, start + length));
      if (meaning !== undefined) return { meaning, length };
    }
    return undefined;
  }
}

function shelfOf(word: string, length: number): string {
  return word.charAt(0) + length;
}
