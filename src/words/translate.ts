import { mainTag } from './compose/families.ts';
import { CONCEPTS } from './concepts/concepts.ts';
import { ENGLISH } from './lexicon/english.ts';
import { compact, hasJapanese } from './lexicon/fold.ts';
import { FRENCH } from './lexicon/french.ts';
import { GERMAN } from './lexicon/german.ts';
import { JAPANESE } from './lexicon/japanese.ts';
import { PORTUGUESE } from './lexicon/portuguese.ts';
import { SPANISH } from './lexicon/spanish.ts';

/** A word of one sign says a lot in Japanese, and nothing in other scripts. */
const FEWEST_LETTERS = 2;

/** Every phrase that means something to hear, folded, with its tag; in order of the phrases. */
const PHRASES: readonly { readonly key: string; readonly tag: string }[] = [
  ENGLISH,
  GERMAN,
  SPANISH,
  FRENCH,
  PORTUGUESE,
  JAPANESE,
].flatMap((lexicon) =>
  Object.entries(lexicon).flatMap(([name, phrases]) => {
    const concept = CONCEPTS.get(name);
    const tag = concept === undefined || concept.kind === 'control' ? undefined : mainTag(concept);
    if (tag === undefined) return [];
    return phrases.split('|').map((phrase) => ({ key: compact(phrase), tag }));
  }),
);

/**
 * Tags that words of the six languages mean which begin as `typed` does, the shortest word first:
 * "schlagz" finds Funk Drums.
 */
export function translate(typed: string): readonly string[] {
  const query = compact(typed);
  if (query.length < (hasJapanese(query) ? 1 : FEWEST_LETTERS)) return [];
  const found = PHRASES.filter(({ key }) => key.startsWith(query));
  const nearest = found.toSorted((a, b) => a.key.length - b.key.length);
  return [...new Set(nearest.map(({ tag }) => tag))];
}
