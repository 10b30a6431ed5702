import type { WeightedPrompt } from '#src/music/controls.ts';
import type { Groove } from '../catalogue/Groove.ts';
import { GROOVES, NEUTRAL } from '../catalogue/grooves.ts';
import type { MoodEntry } from '../catalogue/moods.ts';
import { matchPrompt } from './match.ts';

/** What an instrument or a mood counts towards the choice of genre. */
const HOME_SHARE = 0.15;

/** What a mix of prompts comes down to. */
export interface Mix {
  /** Genres with their shares, which add up to 1; the largest first. */
  readonly grooves: readonly { readonly groove: Groove; readonly share: number }[];
  readonly repelled: readonly { readonly groove: Groove; readonly share: number }[];
  /** Instruments and moods, by share of all weight; negative: away from it. */
  readonly accents: readonly { readonly entry: MoodEntry; readonly share: number }[];
}

/** Reads the prompts. Weights count relative to each other; what is not a number does not. */
export function mixOf(prompts: readonly WeightedPrompt[]): Mix {
  const valid = prompts.filter(({ weight }) => Number.isFinite(weight) && weight !== 0);
  const total = valid.reduce((sum, { weight }) => sum + Math.abs(weight), 0);
  const wanted = new Map<Groove, number>();
  const unwanted = new Map<Groove, number>();
  const accents: { entry: MoodEntry; share: number }[] = [];
  const want = (groove: Groove, share: number): void => {
    const side = share > 0 ? wanted : unwanted;
    side.set(groove, (side.get(groove) ?? 0) + Math.abs(share));
  };
  for (const { text, weight } of valid) {
    for (const match of matchPrompt(text)) {
      const share = (weight / total) * match.share;
      if (match.kind === 'groove') {
        want(match.groove, share);
        continue;
      }
      accents.push({ entry: match.entry, share });
      // "No piano" is not against ballads.
      if (share > 0) want(GROOVES[match.entry.home], share * HOME_SHARE);
    }
  }
  if (wanted.size === 0) wanted.set(GROOVES[NEUTRAL], 1);
  return { grooves: sharesOf(wanted), repelled: [...unwanted].map(toShare), accents };
}

function toShare([groove, share]: [Groove, number]): { groove: Groove; share: number } {
  return { groove, share };
}

function sharesOf(weights: Map<Groove, number>): { groove: Groove; share: number }[] {
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  return [...weights]
    .map(([groove, weight]) => ({ groove, share: weight / total }))
    .sort((a, b) => b.share - a.share);
}
