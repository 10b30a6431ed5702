import type { WeightedText } from '../../wire.ts';

/** The mix that was heard at a moment of `WorkingsStatus.atMs`. */
export interface HeardMix {
  readonly atMs: number;
  readonly mix: readonly WeightedText[];
}

/** Every prompt's part of what is heard, 0 to 1; what is steered away from has none. */
export function sharesOf(mix: readonly WeightedText[]): ReadonlyMap<string, number> {
  const total = mix.reduce((sum, { weight }) => sum + Math.max(0, weight), 0);
  return new Map(
    mix.map(({ text, weight }) => [text, total > 0 ? Math.max(0, weight) / total : 0]),
  );
}

/** A band of one prompt through time: where it begins and ends at each moment, 0 to 1. */
export interface Band {
  readonly text: string;
  readonly points: readonly { readonly at: number; readonly from: number; readonly to: number }[];
}

/** One mix at one place of the picture, 0 (left) to 1 (right). */
export interface Moment {
  readonly at: number;
  readonly mix: readonly WeightedText[];
}

/** Stacks the prompts of all moments upon each other, always in the same order. */
export function bandsOf(moments: readonly Moment[], order: readonly string[]): Band[] {
  const points = new Map<string, { at: number; from: number; to: number }[]>(
    order.map((text) => [text, []]),
  );
  for (const { at, mix } of moments) {
    const shares = sharesOf(mix);
    let from = 0;
    for (const text of order) {
      const to = from + (shares.get(text) ?? 0);
      points.get(text)?.push({ at, from, to });
      from = to;
    }
  }
  return order.map((text) => ({ text, points: points.get(text) ?? [] }));
}

/** All prompts, those first that were heard first. */
export function promptOrder(
  history: readonly HeardMix[],
  ...mixes: readonly (readonly WeightedText[])[]
): string[] {
  const all = [...history.map(({ mix }) => mix), ...mixes];
  return [...new Set(all.flatMap((mix) => mix.map(({ text }) => text)))];
}
