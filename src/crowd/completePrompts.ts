import { VOCABULARY } from '../music/vocabulary.ts';
import { promptKey } from './promptKey.ts';

/** Discord shows at most this many choices of at most this many characters. */
const MOST_CHOICES = 25;
const MOST_CHARACTERS = 100;
/** Every so many words of the vocabulary, offered before anything is typed: some of everything. */
const SAMPLE_STEP = 7;

/**
 * Completes the last entry of what has been typed so far, keeping the entries before it. Ready to
 * be offered as they are.
 */
export function completePrompts(typed: string): readonly string[] {
  const start = Math.max(typed.lastIndexOf(','), typed.lastIndexOf(';')) + 1;
  const before = typed.slice(0, start).trimEnd();
  const kept = before === '' ? '' : `${before} `;
  const last = promptKey(typed.slice(start));
  const taken = new Set(
    typed
      .slice(0, start)
      .split(/[,;]/)
      .map((entry) => promptKey(entry.replace(/:[^:]*$/, ''))),
  );
  const found = last === '' ? sample() : ranked(last);
  const completed = found.filter((word) => !taken.has(promptKey(word))).map((word) => kept + word);
  const asTyped = typed.trim();
  const choices = last === '' ? completed : [asTyped, ...completed];
  return [...new Set(choices)]
    .filter((choice) => choice !== '' && choice.length <= MOST_CHARACTERS)
    .slice(0, MOST_CHOICES);
}

function sample(): readonly string[] {
  return VOCABULARY.filter((_, index) => index % SAMPLE_STEP === 0);
}

/** Begins with it, has a word that does, contains it, or holds its letters in order. */
function ranked(query: string): readonly string[] {
  const scored = VOCABULARY.map((word) => ({ word, rank: rankOf(promptKey(word), query) }));
  return scored
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
    .toSorted((a, b) => a.rank - b.rank || a.word.length - b.word.length)
    .map(({ word }) => word);
}

function rankOf(key: string, query: string): number {
  if (key.startsWith(query)) return 0;
  if (key.split(/[\s-]/).some((part) => part.startsWith(query))) return 1;
  if (key.includes(query)) return 2;
  return query.length >= 3 && hasInOrder(key, query) ? 3 : Number.POSITIVE_INFINITY;
}

function hasInOrder(key: string, query: string): boolean {
  let at = 0;
  for (const letter of query) {
    at = key.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
