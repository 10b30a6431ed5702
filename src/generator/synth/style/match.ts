import type { Groove } from '../catalogue/Groove.ts';
import { GROOVES } from '../catalogue/grooves.ts';
import { INSTRUMENT_ENTRIES, MORE_INSTRUMENTS } from '../catalogue/instruments.ts';
import { MOOD_ENTRIES, MORE_MOODS, type MoodEntry } from '../catalogue/moods.ts';
import { SYNONYMS } from '../catalogue/synonyms.ts';
import { inventStyle } from './inventStyle.ts';
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

function keyOf(phrase: string): string {
  return wordsOf(phrase).join(' ');
}

/** Whether every name that a synonym stands for is in the catalogue: for tests. */
export function unknownSynonyms(): string[] {
  return Object.values(SYNONYMS).flatMap((names) => names.filter((name) => !MEANINGS.has(name)));
}

/**
 * Reads a prompt, longest phrases first. A text without a single known word gets a style of its
 * own, which is always the same. Never empty, whatever the text.
 */
export function matchPrompt(text: string): readonly Match[] {
  const words = wordsOf(text);
  const found: { meaning: Meaning; negated: boolean }[] = [];
  let negated = false;
  for (let at = 0; at < words.length; ) {
    const length = longestPhraseAt(words, at);
    if (length === 0) {
      negated = NEGATIONS.has(words[at] ?? '');
      at += 1;
      continue;
    }
    const meanings = PHRASES.get(words.slice(at, at + length).join(' ')) ?? [];
    for (const meaning of meanings) found.push({ meaning, negated });
    negated = false;
    at += length;
  }
  if (!found.some((one) => !one.negated)) {
    for (const meaning of inventStyle(words.join(' '))) found.push({ meaning, negated: false });
  }
  const grooves = found.filter((one) => one.meaning.kind === 'groove' && !one.negated).length;
  return found.map(({ meaning, negated: isNegated }) => {
    const size = meaning.kind === 'groove' && !isNegated ? 1 / grooves : 1;
    return { ...meaning, share: isNegated ? -size : size };
  });
}

function longestPhraseAt(words: readonly string[], at: number): number {
  for (let length = Math.min(LONGEST_PHRASE, words.length - at); length > 0; length -= 1) {
    if (PHRASES.has(words.slice(at, at + length).join(' '))) return length;
  }
  return 0;
}
