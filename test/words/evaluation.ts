import { ENGLISH } from './cases/english.ts';
import { GERMAN } from './cases/german.ts';
import { JAPANESE, WORDLESS } from './cases/japanese.ts';
import { FRENCH, PORTUGUESE, SPANISH } from './cases/romance.ts';
import { UNSEEN } from './cases/unseen.ts';
import type { EvaluationCase } from './evaluationCase.ts';

/** Requests as people would type them, and what an interpreter may make of each. */
export const EVALUATION: readonly EvaluationCase[] = [
  ...ENGLISH,
  ...GERMAN,
  ...SPANISH,
  ...FRENCH,
  ...PORTUGUESE,
  ...JAPANESE,
  ...WORDLESS,
];

const EVERY_THIRD = 3;

/** For measuring an interpreter: no word goes into the lexicon because of a case that failed in here. */
export const HELD_OUT_SET = EVALUATION.filter((_, index) => index % EVERY_THIRD === 1);
/** For telling what the lexicon makes of what nobody had in mind. Once tuned by, it says nothing. */
export const UNSEEN_SET = UNSEEN;
