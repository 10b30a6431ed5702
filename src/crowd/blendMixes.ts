import type { WeightedPrompt } from '../music/controls.ts';

/** Weights closer than this sound the same: a thousandth of the whole mix. */
const SAME_WEIGHT = 0.001;
/** The weight nearest to 0 that is sent on the way: Lyria refuses 0 itself. */
const LEAST_WEIGHT = 0.001;

/**
 * The mix on the straight line between two: `part` 0 is near `from`, 1 near `to`. Every prompt of
 * either is in it with a weight other than 0: what comes starts small, what goes ends small.
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
  return [...texts].map((text) => {
    const start = before.get(text) ?? 0;
    const end = after.get(text) ?? 0;
    return { text, weight: awayFromZero(start + (end - start) * part, end === 0 ? start : end) };
  });
}

/** The weight, kept clear of 0 on the side where `side` is. */
function awayFromZero(weight: number, side: number): number {
  // A mix itself may hold less than the least weight; on its way nothing gets nearer to 0.
  const least = Math.min(LEAST_WEIGHT, Math.abs(side));
  return Math.abs(weight) >= least ? weight : Math.sign(side) * least;
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
