import { z } from 'zod';
import { echoedConfigSchema } from '../music/controlSchemas.ts';
import type { SourceMetadata } from '../music/controls.ts';

/**
 * What the service sends. Lenient on purpose: every part is read by itself, so that one odd part
 * never costs the others, and a field nobody knows is reported and passed over.
 */

const sourcePromptSchema = z.object({ text: z.string(), weight: z.number() });

export const sourceMetadataSchema = z
  .object({
    clientContent: z
      .object({ weightedPrompts: z.array(sourcePromptSchema).default([]) })
      .optional(),
    musicGenerationConfig: echoedConfigSchema.optional(),
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
