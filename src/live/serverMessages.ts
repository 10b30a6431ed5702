import { z } from 'zod';

/**
 * What the service sends. Lenient on purpose: each part is read by itself, what cannot be read counts
 * as not there, and nobody minds a field that is new.
 */
const blob = z.looseObject({ data: z.string(), mimeType: z.string().default('') });
const part = z.looseObject({ inlineData: blob.optional().catch(undefined) });
const transcription = z.looseObject({ text: z.string().default('') });

const serverContent = z.looseObject({
  modelTurn: z
    .looseObject({ parts: z.array(part.catch({})).default([]).catch([]) })
    .optional()
    .catch(undefined),
  inputTranscription: transcription.optional().catch(undefined),
  outputTranscription: transcription.optional().catch(undefined),
  interrupted: z.boolean().optional().catch(undefined),
  generationComplete: z.boolean().optional().catch(undefined),
  turnComplete: z.boolean().optional().catch(undefined),
});

const functionCall = z.looseObject({
  id: z.string(),
  name: z.string(),
  args: z.record(z.string(), z.unknown()).default({}).catch({}),
});

const calls = z.array(functionCall.nullable().catch(null));
const ids = z.array(z.string().nullable().catch(null));
const count = z.number().int().nonnegative().default(0).catch(0);

export const serverMessageSchema = z.looseObject({
  setupComplete: z.looseObject({}).optional().catch(undefined),
  serverContent: serverContent.optional().catch(undefined),
  toolCall: z
    .looseObject({ functionCalls: calls.default([]).catch([]) })
    .optional()
    .catch(undefined),
  toolCallCancellation: z
    .looseObject({ ids: ids.default([]).catch([]) })
    .optional()
    .catch(undefined),
  goAway: z.looseObject({ timeLeft: z.string().optional() }).optional().catch(undefined),
  usageMetadata: z
    .looseObject({
      promptTokenCount: count,
      responseTokenCount: count,
      totalTokenCount: z.number().int().nonnegative().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

export type LiveServerMessage = z.infer<typeof serverMessageSchema>;
