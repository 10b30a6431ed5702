import type { WeightedPrompt } from '../music/controls.ts';
import { LEAST_SHARE } from './standings.ts';

/** Weights closer than this sound the same: a thousandth of the whole mix. */
const SAME_WEIGHT = 0.001;

/**
 * The mix on the straight line between two: `part` 0 is near `from`, 1 near `to`. What comes and what
 * goes is left out while it has less than anybody hears.
 *
 * @param part above 0 and below 1
 */
export function blendMixes(
  from: readonly WeightedPrompt[],
  to: readonly WeightedPrompt[],
  part: number,
): readonly WeightedPrompt[] {
  const before = weightsOf(from);
  const after = weightsOf(to);
  const texts = new Set([...after.keys(), ...before.keys()]);
  const blended = [...texts].map((text) => {
    const start = before.get(text) ?? 0;
    const end = after.get(text) ?? 0;
    return { text, weight: start + (end - start) * part };
  });
  const least = LEAST_SHARE * blended.reduce((sum, { weight }) => sum + Math.abs(weight), 0);
  return blended.filter(({ weight }) => Math.abs(weight) >= least);
}

/** Whether two mixes hold the same prompts with as good as the same weights, in any order. */
export function isSameMix(
  one: readonly WeightedPrompt[],
  other: readonly WeightedPrompt[],
): boolean {
  const first = weightsOf(one);
  const second = weightsOf(other);
  if (first.size !== second.size) return false;
  return [...first].every(([text, weight]) => {
    const counterpart = second.get(text);
    return counterpart !== undefined && Math.abs(weight - counterpart) < SAME_WEIGHT;
  });
}

function weightsOf(mix: readonly WeightedPrompt[]): ReadonlyMap<string, number> {
  return new Map(mix.map(({ text, weight }) => [text, weight]));
}
