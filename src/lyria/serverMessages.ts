import { z } from 'zod';
import {
  GENERATION_MODES,
  type MusicGenerationConfig,
  type SourceMetadata,
} from '../music/controls.ts';
import { SCALE_NAMES } from '../music/scales.ts';

/**
 * What the service sends. Lenient on purpose: every part is read by itself, so that one odd part
 * never costs the others, and a field nobody knows is reported and passed over.
 */

/** Dropped when it is anything else: a setting that cannot be read counts as not given. */
const readable = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

const number = readable(z.number());
const flag = readable(z.boolean());

/** The configuration as the service echoes it; `SCALE_UNSPECIFIED` and the like count as absent. */
export const sourceConfigSchema = z
  .object({
    bpm: number,
    scale: readable(z.enum(SCALE_NAMES)),
    density: number,
    brightness: number,
    guidance: number,
    temperature: number,
    topK: number,
    seed: number,
    muteBass: flag,
    muteDrums: flag,
    onlyBassAndDrums: flag,
    musicGenerationMode: readable(z.enum(GENERATION_MODES)),
  })
  .transform(
    (config) =>
      // Without undefined fields, every field left has the type that the contract gives it.
      Object.fromEntries(
        Object.entries(config).filter(([, value]) => value !== undefined),
      ) as MusicGenerationConfig,
  );

const sourcePromptSchema = z.object({ text: z.string(), weight: z.number() });

export const sourceMetadataSchema = z
  .object({
    clientContent: z
      .object({ weightedPrompts: z.array(sourcePromptSchema).default([]) })
      .optional(),
    musicGenerationConfig: sourceConfigSchema.optional(),
  })
  .transform(
    ({ clientContent, musicGenerationConfig }): SourceMetadata => ({
      prompts: clientContent?.weightedPrompts ?? [],
      config: musicGenerationConfig ?? {},
    }),
  );

/** `data` is base64; whether it is good base64 turns out when it is decoded, 2 s of audio at once. */
export const audioChunkSchema = z.looseObject({
  data: z.string().optional(),
  mimeType: z.string().optional(),
  sourceMetadata: z.unknown().optional(),
});

export const serverContentSchema = z.looseObject({ audioChunks: z.array(z.unknown()).optional() });

/** Google leaves empty fields out of its JSON. */
export const filteredPromptSchema = z.looseObject({
  text: z.string().default(''),
  filteredReason: z.string().default(''),
});

export const warningSchema = z.string();

export const setupCompleteSchema = z.looseObject({});

/** Every top-level field there is. The service sends one a message; several are read one by one. */
export const serverMessageSchema = z.looseObject({
  setupComplete: z.unknown().optional(),
  serverContent: z.unknown().optional(),
  filteredPrompt: z.unknown().optional(),
  warning: z.unknown().optional(),
});
