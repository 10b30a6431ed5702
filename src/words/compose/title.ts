import type { WeightedPrompt } from '#src/music/controls.ts';
import { MAX_TITLE_LENGTH } from '../interpretation.ts';

/** More names than this are a list, not a title. */
const MOST_NAMES = 3;

/** A name for a mix, from what is most in it. */
export function titleOf(prompts: readonly WeightedPrompt[]): string {
  const names = prompts
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, MOST_NAMES)
    .map(({ text }) => text);
  while (names.length > 1 && named(names).length > MAX_TITLE_LENGTH) names.pop();
  return cut(named(names), MAX_TITLE_LENGTH);
}

function named(names: readonly string[]): string {
  const [first = '', ...rest] = names;
  if (rest.length === 0) return first;
  return `${first} with ${rest.join(' and ')}`;
}

/** At most so many UTF-16 units, never half a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const [kept = ''] = text.slice(0, most - 1).match(/^.*(?<![\ud800-\udbff])/su) ?? [];
  return `${kept.trimEnd()}…`;
}
