import type { Groove } from '../catalogue/Groove.ts';
import { GROOVES, NEUTRAL } from '../catalogue/grooves.ts';
import { INSTRUMENT_ENTRIES, MORE_INSTRUMENTS } from '../catalogue/instruments.ts';
import { MOOD_ENTRIES, MORE_MOODS, type MoodEntry } from '../catalogue/moods.ts';
import { SYNONYMS } from '../catalogue/synonyms.ts';
import { nearestWord } from './nearest.ts';
import { wordsOf } from './normalise.ts';

/** What a prompt's words mean. `share` is how much of the prompt it is; negative: not that. */
export type Match =
  | { readonly kind: 'groove'; readonly groove: Groove; readonly share: number }
  | { readonly kind: 'accent'; readonly entry: MoodEntry; readonly share: number };

type Meaning =
  | { readonly kind: 'groove'; readonly groove: Groove }
  | { readonly kind: 'accent'; readonly entry: MoodEntry };

/** "no drums", "without vocals". */
const NEGATIONS = new Set(['no', 'not', 'without', 'minus']);
/** These must not make a text known on their own. */
const LONGEST_PHRASE = 5;

const MEANINGS = new Map<string, Meaning>();
const ACCENTS = { ...MORE_MOODS, ...MORE_INSTRUMENTS, ...MOOD_ENTRIES, ...INSTRUMENT_ENTRIES };
for (const [name, entry] of Object.entries(ACCENTS)) {
  MEANINGS.set(name, { kind: 'accent', entry });
}
for (const [name, groove] of Object.entries(GROOVES)) {
  MEANINGS.set(name, { kind: 'groove', groove });
}

const PHRASES = new Map<string, readonly Meaning[]>();
for (const [phrase, names] of Object.entries(SYNONYMS)) {
  PHRASES.set(
    keyOf(phrase),
    names.flatMap((name) => MEANINGS.get(name) ?? []),
  );
}
for (const [name, meaning] of MEANINGS) PHRASES.set(keyOf(name), [meaning]);

const NEUTRAL_BAND: Meaning = { kind: 'groove', groove: GROOVES[NEUTRAL] };
/** Single words that are, or stand for, a genre. */
const GENRE_WORDS = [...PHRASES]
  .filter(([phrase, [first]]) => !phrase.includes(' ') && first?.kind === 'groove')
  .map(([phrase]) => phrase);

function keyOf(phrase: string): string {
  return wordsOf(phrase).join(' ');
}

/** Whether every name that a synonym stands for is in the catalogue: for tests. */
export function unknownSynonyms(): string[] {
  return Object.values(SYNONYMS).flatMap((names) => names.filter((name) => !MEANINGS.has(name)));
}

/**
 * Reads a prompt, longest phrases first. Where no genre is named, words that are like one count for
 * it. A text without a single known word gets the neutral band. Never empty, whatever the text.
 */
export function matchPrompt(text: string): readonly Match[] {
  const words = wordsOf(text);
  const found: { meaning: Meaning; negated: boolean }[] = [];
  const unknown: string[] = [];
  let negated = false;
  for (let at = 0; at < words.length; ) {
    const length = longestPhraseAt(words, at);
    if (length === 0) {
      const word = words[at] ?? '';
      negated = NEGATIONS.has(word);
      if (!negated) unknown.push(word);
      at += 1;
      continue;
    }
    const meanings = PHRASES.get(words.slice(at, at + length).join(' ')) ?? [];
    for (const meaning of meanings) found.push({ meaning, negated });
    negated = false;
    at += length;
  }
  if (!found.some((one) => !one.negated && one.meaning.kind === 'groove')) {
    for (const meaning of unknown.flatMap(nearestMeanings)) found.push({ meaning, negated: false });
  }
  if (!found.some((one) => !one.negated)) found.push({ meaning: NEUTRAL_BAND, negated: false });
  const grooves = found.filter((one) => one.meaning.kind === 'groove' && !one.negated).length;
  return found.map(({ meaning, negated: isNegated }) => {
    const size = meaning.kind === 'groove' && !isNegated ? 1 / grooves : 1;
    return { ...meaning, share: isNegated ? -size : size };
  });
}

function nearestMeanings(word: string): readonly Meaning[] {
  const nearest = nearestWord(word, GENRE_WORDS);
  return nearest === undefined ? [] : (PHRASES.get(nearest) ?? []);
}

function longestPhraseAt(words: readonly string[], at: number): number {
  for (let length = Math.min(LONGEST_PHRASE, words.length - at); length > 0; length -= 1) {
    if (PHRASES.has(words.slice(at, at + length).join(' '))) return length;
  }
  return 0;
}
