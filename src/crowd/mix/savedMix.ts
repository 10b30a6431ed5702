import { z } from 'zod';
import { keptConfigSchema } from '#src/music/controlSchemas.ts';
import {
  MAX_PROMPT_LENGTH,
  type MusicGenerationConfig,
  type WeightedPrompt,
} from '#src/music/controls.ts';
import { VOCABULARY } from '#src/music/vocabulary.ts';
import { type Told, tell } from '#src/texts/texts.ts';
import { promptKey, tidyPrompt } from '../typed/memberText.ts';
import { findPresetByTitle } from '../typed/presets.ts';
import { MAX_CANDIDATES } from '../votes/voteState.ts';

/** What a mix plays: shares above 0, what to steer away from below it, and all controls that are set. */
export interface MixPiece {
  readonly prompts: readonly WeightedPrompt[];
  readonly config: MusicGenerationConfig;
}

/** A mix that somebody wants to come back to. */
export interface SavedMix extends MixPiece {
  readonly name: string;
  readonly savedBy: string;
  /** Wall-clock milliseconds. */
  readonly savedAtMs: number;
}

/** A server's mixes, or the favourites of one member. */
export type Shelf = `guild ${string}` | `member ${string}`;

export const MAX_NAME_LENGTH = 40;
/** More than anybody reads through; all of a server's fit into a kilobyte or thirty. */
const MOST_ON_SERVER = 50;
/** So that nobody alone fills the server's. DJs look after all of them. */
const MOST_BY_MEMBER = 10;
const MOST_FAVOURITES = 25;
/** What is steered away from stands beside the candidates, and is no more than they are. */
const MOST_PROMPTS = 2 * MAX_CANDIDATES;
/** Weights of what is steered away from are relative to all others, which can be small. */
const HEAVIEST = 1_000;

const promptSchema = z.object({
  text: z
    .string()
    .max(MAX_PROMPT_LENGTH)
    .transform(tidyPrompt)
    .refine((text) => promptKey(text) !== ''),
  weight: z
    .number()
    .min(-HEAVIEST)
    .max(HEAVIEST)
    .refine((weight) => weight !== 0),
});

/** For a mix from outside: a file, a code, the store. A control of another version is left out. */
export const mixPieceSchema = z.object({
  prompts: z
    .array(promptSchema)
    .max(MOST_PROMPTS)
    .refine((prompts) => {
      const played = prompts.filter(({ weight }) => weight > 0).length;
      return played > 0 && played <= MAX_CANDIDATES;
    }),
  config: keptConfigSchema,
}) satisfies z.ZodType<MixPiece>;

export const mixNameSchema = z
  .string()
  .max(MAX_NAME_LENGTH)
  .transform(tidyPrompt)
  .refine((name) => promptKey(name) !== '');

export const savedMixSchema = mixPieceSchema.extend({
  name: mixNameSchema,
  savedBy: z.string().min(1),
  savedAtMs: z.number(),
}) satisfies z.ZodType<SavedMix>;

const TAGS: ReadonlySet<string> = new Set(VOCABULARY.map(promptKey));

/** The mix of that name, however it is typed. */
export function findMix(mixes: readonly SavedMix[], name: string): SavedMix | undefined {
  const key = promptKey(name);
  return mixes.find((mix) => promptKey(mix.name) === key);
}

/** Why a mix was not saved, or not deleted. */
export type MixRefusal = 'taken' | 'full' | 'own-limit' | 'means-something' | 'not-yours';

export function mixRefusal(why: MixRefusal): Told {
  return why === 'own-limit'
    ? tell('mix.refusal.own-limit', { most: MOST_BY_MEMBER })
    : tell(`mix.refusal.${why}`);
}

export type Shelved =
  | { readonly ok: true; readonly mixes: readonly SavedMix[] }
  | { readonly ok: false; readonly why: MixRefusal };

/**
 * With a mix, in the place of the one of the same name.
 *
 * @param rules of the shelf; `isTrusted`: may replace what others have saved, and save as many as fit
 */
export function withMix(
  mixes: readonly SavedMix[],
  mix: SavedMix,
  { shelf, isTrusted }: { readonly shelf: Shelf; readonly isTrusted: boolean },
): Shelved {
  if (meansSomething(mix.name)) return { ok: false, why: 'means-something' };
  const before = findMix(mixes, mix.name);
  if (before !== undefined && before.savedBy !== mix.savedBy && !isTrusted) {
    return { ok: false, why: 'taken' };
  }
  const others = mixes.filter((one) => one !== before);
  const isServers = shelf.startsWith('guild ');
  const own = others.filter(({ savedBy }) => savedBy === mix.savedBy).length;
  if (isServers && !isTrusted && own >= MOST_BY_MEMBER) return { ok: false, why: 'own-limit' };
  if (others.length >= (isServers ? MOST_ON_SERVER : MOST_FAVOURITES)) {
    return { ok: false, why: 'full' };
  }
  return { ok: true, mixes: [...others, mix].toSorted(byName) };
}

/** What `/lyria play` takes for something else, and others have to be able to ask for. */
function meansSomething(name: string): boolean {
  return TAGS.has(promptKey(name)) || findPresetByTitle(name) !== undefined;
}

/** In the order they are read in. */
function byName({ name: one }: SavedMix, { name: other }: SavedMix): number {
  return promptKey(one) < promptKey(other) ? -1 : 1;
}
