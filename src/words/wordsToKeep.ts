import { MAX_TAG_LENGTH } from './interpretation.ts';
import { hasJapanese } from './lexicon/fold.ts';
import type { Reading } from './reading/readRequest.ts';
import { isMashed } from './refusal/notMusic.ts';

/** A phrase of more words is a sentence, which makes no tag. */
const MOST_WORDS = 4;
/** In a script without spaces, characters. */
const MOST_CHARACTERS = 14;
/** One is a name that we do not know; two are a text that we do not understand. */
const MOST_PHRASES = 1;

/**
 * Words that no lexicon has but that Lyria may know, such as "zydeco" or "mongolian throat
 * singing": a thought of a few words with an unknown one in it, as it stands.
 */
export function wordsToKeep(reading: Reading): readonly string[] {
  const found = new Set<string>();
  for (const { how, thought } of reading.unknown) {
    const whole = reading.thoughts[thought];
    if (how !== 'plain' || whole === undefined || whole.mixed) continue;
    if (isTag(whole.text, whole.words)) found.add(whole.text);
  }
  return found.size > MOST_PHRASES && reading.wishes.length === 0
    ? []
    : [...found].slice(0, MOST_PHRASES);
}

function isTag(text: string, words: number): boolean {
  if (text.length > MAX_TAG_LENGTH || isMashed(text)) return false;
  if (!/\p{L}{2}/u.test(text)) return false;
  return hasJapanese(text) ? text.length <= MOST_CHARACTERS : words <= MOST_WORDS;
}
