import { CONCEPTS } from '../concepts/concepts.ts';
import { KNOWN } from './artists.ts';
import { Dictionary } from './Dictionary.ts';
import { EMOJI } from './emoji.ts';
import { ENGLISH, ENGLISH_OPERATORS } from './english.ts';
import { FRENCH, FRENCH_OPERATORS } from './french.ts';
import { GERMAN, GERMAN_OPERATORS } from './german.ts';
import { JAPANESE, JAPANESE_OPERATORS } from './japanese.ts';
import { PORTUGUESE, PORTUGUESE_OPERATORS } from './portuguese.ts';
import { SPANISH, SPANISH_OPERATORS } from './spanish.ts';

/** Names and signs: the same in every language. */
export const NAMES = new Dictionary(EMOJI);
for (const { names, concepts } of KNOWN) {
  for (const name of names.split('|'))
    NAMES.add(name, { kind: 'concepts', concepts, sign: 'plain' });
}

const english = new Dictionary(ENGLISH_OPERATORS, ENGLISH);
// The documented tags by their own names, where no phrase says otherwise.
for (const [name, { tags }] of CONCEPTS) {
  if (tags !== undefined && name in tags) {
    english.add(name, { kind: 'concepts', concepts: [name], sign: 'plain' });
  }
}

/** In the order in which they are asked when a request could be in several languages. */
export const DICTIONARIES = {
  en: english,
  de: new Dictionary(GERMAN_OPERATORS, GERMAN),
  es: new Dictionary(SPANISH_OPERATORS, SPANISH),
  fr: new Dictionary(FRENCH_OPERATORS, FRENCH),
  pt: new Dictionary(PORTUGUESE_OPERATORS, PORTUGUESE),
  ja: new Dictionary(JAPANESE_OPERATORS, JAPANESE),
} as const;

export type Language = keyof typeof DICTIONARIES;
