import { CONCEPTS } from '../concepts/concepts.ts';
import { DICTIONARIES, type Language, NAMES } from '../lexicon/dictionaries.ts';
import type { Meaning } from '../lexicon/Meaning.ts';
import type { Token } from './tokens.ts';

const LANGUAGES: readonly Language[] = ['en', 'de', 'es', 'fr', 'pt', 'ja'];
/** A word that says nothing of music tells most of what language it is. */
const OPERATOR_WEIGHT = 1.5;
/** A part of a compound such as "Klavierkonzert" is no shorter than this. */
const SHORTEST_PART = 4;
const SHORTEST_COMPOUND = 8;
/** What German puts between the parts of a compound. */
const LINKS = ['', 's', 'n', 'es', 'e'];

export interface Found {
  readonly meaning: Meaning;
  /** A guess at what was misspelt. */
  readonly guessed: boolean;
}

/** The languages in the order in which their words are looked up for this request. */
export function languagesOf(all: readonly Token[]): readonly Language[] {
  const scores = LANGUAGES.map((language, index) => {
    let score = -index / 100;
    for (const token of all) {
      if (token.kind === 'japanese' && language === 'ja') score += all.length;
      if (token.kind !== 'word') continue;
      const meaning = DICTIONARIES[language].exact(token.text);
      if (meaning !== undefined) score += meaning.kind === 'operator' ? OPERATOR_WEIGHT : 1;
    }
    return { language, score };
  });
  const [best] = scores.toSorted((a, b) => b.score - a.score);
  const first = best?.language ?? 'en';
  return [first, ...LANGUAGES.filter((language) => language !== first)];
}

/**
 * What a phrase means, in the first language that has it.
 *
 * @param key compact
 * @param words how many the phrase was written as
 */
export function lookUp(key: string, languages: readonly Language[], words = 1): Found | undefined {
  const named = NAMES.exact(key);
  if (named !== undefined) return { meaning: named, guessed: false };
  for (const language of languages) {
    const meaning = DICTIONARIES[language].exact(key, words);
    if (meaning !== undefined) return { meaning, guessed: false };
  }
  return undefined;
}

/** What a word that nobody has may mean all the same: inflected, a compound, or misspelt. */
export function guess(
  word: string,
  languages: readonly Language[],
  forgiving: boolean,
): Found | undefined {
  for (const language of languages) {
    const meaning = DICTIONARIES[language].inflected(word);
    if (meaning !== undefined) return { meaning, guessed: false };
  }
  if (!forgiving) return undefined;
  let nearest: { meaning: Meaning; distance: number } | undefined;
  for (const language of languages) {
    const near = DICTIONARIES[language].misspelt(word);
    if (near !== undefined && near.distance < (nearest?.distance ?? Number.POSITIVE_INFINITY)) {
      nearest = near;
    }
  }
  return nearest === undefined ? undefined : { meaning: nearest.meaning, guessed: true };
}

/** Both parts of a word made of two. */
export function compound(word: string, languages: readonly Language[]): readonly Found[] {
  if (word.length < SHORTEST_COMPOUND) return [];
  for (let cut = word.length - SHORTEST_PART; cut >= SHORTEST_PART; cut -= 1) {
    const tail = lookUp(word.slice(cut), languages) ?? guess(word.slice(cut), languages, false);
    if (tail === undefined) continue;
    for (const link of LINKS) {
      const before = word.slice(0, cut);
      if (!before.endsWith(link)) continue;
      const head = before.slice(0, before.length - link.length);
      if (head.length < SHORTEST_PART) continue;
      const first = lookUp(head, languages);
      if (first !== undefined && says(first.meaning)) return [first, tail];
    }
  }
  return [];
}

function says(meaning: Meaning): boolean {
  return meaning.kind === 'concepts' && meaning.concepts.every((name) => CONCEPTS.has(name));
}
