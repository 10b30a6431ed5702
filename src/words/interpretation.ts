import { z } from 'zod';
import { isTold, type Told } from '#src/texts/texts.ts';
import { MAX_CANDIDATES } from '../crowd/votes/voteState.ts';
import { configSchema } from '../music/controlSchemas.ts';
import type { MusicGenerationConfig, WeightedPrompt } from '../music/controls.ts';

/** Discord shows no longer title in an embed field or a select without cutting it. */
export const MAX_TITLE_LENGTH = 60;
/** A tag is one idea: longer texts are sentences, and those steer badly. */
export const MAX_TAG_LENGTH = 60;
/** Of a mix made from words: two to four tags work best with Lyria. */
export const MAX_TAGS = 4;
/** Of what is read at all, in UTF-16 units: Discord's own limit for an option is far above it. */
export const MAX_REQUEST_LENGTH = 500;

/** What plays while somebody wishes for something. */
export interface NowPlaying {
  readonly prompts: readonly WeightedPrompt[];
  readonly config: MusicGenerationConfig;
}

/** What somebody typed. No ids, no names: all of it may go to an interpreter elsewhere. */
export interface MusicRequest {
  readonly text: string;
  /** Absent while nothing plays. */
  readonly playing?: NowPlaying;
}

/**
 * Who read the words. `tags`: nobody had to, they were a list of tags already; `local`: the
 * lexicon in this program; `gemini`: Google's model; `preset`: nobody, it is a ready-made mix.
 */
export const INTERPRETERS = ['tags', 'local', 'gemini', 'preset'] as const;
export type Interpreter = (typeof INTERPRETERS)[number];

/** `fresh`: another piece. `relative`: what plays, changed. */
export const WAYS = ['fresh', 'relative'] as const;
export type Way = (typeof WAYS)[number];

/** A mix made from words. */
export interface MusicInterpretation {
  readonly kind: 'music';
  readonly by: Interpreter;
  readonly way: Way;
  /** At most `MAX_TITLE_LENGTH` characters. */
  readonly title: string;
  /**
   * The whole mix to play, the unchanged part of a refined one included: 1 to `MAX_TAGS` when
   * fresh, and at least one weight above 0. A list of tags and a refined mix may have up to
   * `MAX_CANDIDATES`.
   */
  readonly prompts: readonly WeightedPrompt[];
  /**
   * The whole configuration to play, within Lyria's ranges: of a relative wish with all that was
   * set before; of a fresh one with what was asked for only.
   */
  readonly config: MusicGenerationConfig;
}

/**
 * Not about music, not to be understood, or a word for the bot (`command`): a friendly word instead
 * of a mix.
 */
export interface RefusedRequest {
  readonly kind: 'refused';
  readonly by: Interpreter;
  readonly reason: RefusalReason;
  /** For the member; quotes nothing that was typed. */
  readonly memberText: Told;
}

export const REFUSAL_REASONS = ['not-music', 'unkind', 'unclear', 'command'] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];
/** Why no music can be made of what was typed. */
export type NoMusic = Exclude<RefusalReason, 'command'>;

export type Interpretation = MusicInterpretation | RefusedRequest;

/** A request as it is read. */
export interface WordReading {
  /** Known at once: music begins with this. */
  readonly first: Interpretation;
  /**
   * On its way, and never rejected: somebody else's reading, or `first` once more when they could
   * not. Absent when nobody else is asked.
   */
  readonly better?: Promise<Interpretation>;
}

export const weightedPromptSchema = z.strictObject({
  text: z.string().trim().min(1),
  weight: z.number().refine((weight) => weight !== 0, { error: 'must not be 0' }),
}) satisfies z.ZodType<WeightedPrompt>;

const musicSchema = z.strictObject({
  kind: z.literal('music'),
  by: z.enum(INTERPRETERS),
  way: z.enum(WAYS),
  title: z.string().min(1).max(MAX_TITLE_LENGTH),
  prompts: z
    .array(weightedPromptSchema)
    .min(1)
    .max(MAX_CANDIDATES)
    .refine((prompts) => prompts.some(({ weight }) => weight > 0), {
      error: 'must have a weight above 0',
    }),
  config: configSchema,
});

const refusedSchema = z.strictObject({
  kind: z.literal('refused'),
  by: z.enum(INTERPRETERS),
  reason: z.enum(REFUSAL_REASONS),
  memberText: z.custom<Told>(isTold),
});

/** For an interpretation that comes from outside this room, and for tests of what it makes. */
export const interpretationSchema = z.discriminatedUnion('kind', [
  musicSchema,
  refusedSchema,
]) satisfies z.ZodType<Interpretation>;
