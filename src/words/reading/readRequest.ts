import type { Scale } from '#src/music/scales.ts';
import { fold, plain } from '../lexicon/fold.ts';
import { cleanRequest } from './clean.ts';
import { readItems } from './items.ts';
import { readKey } from './keys.ts';
import { type BpmChange, type ControlValues, lastNumber, readNumbers } from './numbers.ts';
import { Spelling } from './Spelling.ts';
import { readWishes, type Wishes } from './wishes.ts';

/** All that a request says. */
export interface Reading extends Wishes {
  /** Cleaned, as it was typed. */
  readonly clean: string;
  /** Cleaned and folded: what the checks for everything but music look at. */
  readonly folded: string;
  readonly values: ControlValues;
  readonly bpmChange?: BpmChange;
  readonly scale?: Scale;
}

/** @param forgiving whether to guess at words that are misspelt */
export function readRequest(text: string, forgiving = true): Reading {
  const clean = cleanRequest(text);
  const { scale, rest: withoutKey } = readKey(plain(clean));
  const numbers = readNumbers(fold(withoutKey));
  const { bpmChange, rest } = numbers;
  let { values } = numbers;
  let wishes = readWishes(readItems(rest, forgiving));
  const last = bpmChange === undefined && values.bpm === undefined ? lastNumber(rest) : undefined;
  if (last !== undefined) {
    const before = readWishes(readItems(last.rest, forgiving));
    if (before.wishes.some(({ concept, guessed }) => concept.kind === 'genre' && !guessed)) {
      wishes = before;
      values = { ...values, bpm: last.bpm };
    }
  }
  const spelling = new Spelling(clean);
  const typed = <T extends { readonly text: string }>(one: T): T => ({
    ...one,
    text: spelling.of(one.text),
  });
  return {
    ...wishes,
    unknown: wishes.unknown.map(typed),
    thoughts: wishes.thoughts.map(typed),
    clean,
    folded: fold(clean),
    values,
    ...(bpmChange === undefined ? {} : { bpmChange }),
    ...(scale === undefined ? {} : { scale }),
  };
}
