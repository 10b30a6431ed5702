import type { WeightedPrompt } from '#src/music/controls.ts';
import { MAX_PROMPT_LENGTH } from '#src/music/controls.ts';
import { type Told, tell } from '#src/texts/texts.ts';
import { MAX_CANDIDATES } from '../votes/voteState.ts';
import { promptKey, tidyPrompt } from './memberText.ts';

/** Beyond this a weight says nothing that this one does not. */
export const MAX_WEIGHT = 10;
/** Nearer to 0 a prompt is not heard. */
export const MIN_WEIGHT = 0.01;

/**
 * After the last colon: a number makes a weight, anything else belongs to the text. Words for what
 * is no finite number are taken for a weight, too, so that they are refused and not played.
 */
const WEIGHT = /^[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?|nan)$/i;

export type ParsedPrompts =
  | { readonly ok: true; readonly prompts: readonly WeightedPrompt[] }
  /** What is wrong and what to do, for members; quotes nothing that was typed. */
  | { readonly ok: false; readonly problem: Told };

/**
 * Reads what a member typed: `techno`, or `techno:2, dreamy pads:0.5, piano:-1`. Entries that say
 * the same are added up.
 */
export function parsePrompts(typed: string): ParsedPrompts {
  if (typed.length > MAX_PROMPT_LENGTH) {
    return problem(tell('typed.too-long', { most: MAX_PROMPT_LENGTH }));
  }
  const merged = new Map<string, WeightedPrompt>();
  for (const entry of typed.split(/[,，、;\n]/u)) {
    const { text, weight } = splitWeight(entry);
    const key = promptKey(text);
    if (key === '') continue;
    const wrong = wrongWeight(weight);
    if (wrong !== undefined) return problem(wrong);
    const same = merged.get(key);
    merged.set(key, { text: same?.text ?? tidyPrompt(text), weight: (same?.weight ?? 0) + weight });
  }
  const prompts = [...merged.values()];
  if (prompts.length === 0) {
    return problem(tell('typed.empty'));
  }
  if (prompts.length > MAX_CANDIDATES) {
    return problem(tell('typed.too-many', { most: MAX_CANDIDATES }));
  }
  // What is left of 0.1 + 0.2 - 0.3 is not quite 0.
  if (prompts.some(({ weight }) => Math.abs(weight) < MIN_WEIGHT)) {
    return problem(tell('typed.cancelled'));
  }
  const wrongSum = prompts
    .map(({ weight }) => wrongWeight(weight))
    .find((wrong) => wrong !== undefined);
  if (wrongSum !== undefined) return problem(wrongSum);
  if (!prompts.some(({ weight }) => weight > 0)) {
    return problem(tell('typed.only-away'));
  }
  return { ok: true, prompts };
}

function splitWeight(entry: string): { readonly text: string; readonly weight: number } {
  const colon = entry.lastIndexOf(':');
  const number = entry.slice(colon + 1).trim();
  if (colon < 0 || !WEIGHT.test(number)) return { text: entry, weight: 1 };
  return { text: entry.slice(0, colon), weight: Number(number) };
}

function wrongWeight(weight: number): Told | undefined {
  if (weight === 0) return tell('typed.zero');
  const size = Math.abs(weight);
  if (size >= MIN_WEIGHT && size <= MAX_WEIGHT) return undefined;
  return tell('typed.weight', { most: MAX_WEIGHT });
}

function problem(text: Told): ParsedPrompts {
  return { ok: false, problem: text };
}
