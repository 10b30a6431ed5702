import type { NoMusic } from '../interpretation.ts';
import type { Reading } from '../reading/readRequest.ts';
import type { Wish } from '../reading/wishes.ts';
import {
  INSTRUCTIONS,
  INSULTS,
  MASHED,
  OTHER_SUBJECTS,
  QUESTIONS,
  VOWELLESS,
  YES_NO_QUESTIONS,
} from './patterns.ts';

/** An instruction to whoever reads the request: nothing but plain music counts beside it. */
export function isInstruction(folded: string): boolean {
  return matches(INSTRUCTIONS, folded);
}

/** Why a request is not one for music; undefined when it is, or may be. */
export function whyNotMusic(reading: Reading): NoMusic | undefined {
  if (!/\p{L}|\p{Extended_Pictographic}/u.test(reading.folded)) return 'unclear';
  const text = reading.folded.replace(/^[^\p{L}\p{N}]+/u, '');
  const named = reading.wishes.some(isNamed);
  if (!named && matches(INSULTS, text)) return 'unkind';
  if (!named && isInstruction(text)) return 'not-music';
  if (!reading.plays && matches(QUESTIONS, text)) return 'not-music';
  if (!named && !reading.plays && matches(YES_NO_QUESTIONS, text)) return 'not-music';
  if (!named && matches(OTHER_SUBJECTS, text)) return 'not-music';
  return undefined;
}

/** Typed without a meaning: no words in any language. */
export function isMashed(text: string): boolean {
  return text.split(' ').some((word) => MASHED.test(word) || VOWELLESS.test(word));
}

/** A genre or an instrument, certainly: not a mood, which every talk has, and not a guess. */
function isNamed({ concept, guessed }: Wish): boolean {
  return !guessed && ['genre', 'instrument', 'part'].includes(concept.kind);
}

function matches(patterns: readonly RegExp[], text: string): boolean {
  return patterns.some((pattern) => pattern.test(text));
}
