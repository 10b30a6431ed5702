import { z } from 'zod';
import { HEARD_RATE, type LiveOptions } from './session.ts';

/**
 * What a client sends: one JSON object a frame, with exactly one of these fields. The schemas are for
 * whoever receives them, and let through what this client never sends but another may.
 */
const part = z.looseObject({ text: z.string().optional() });
const content = z.looseObject({ role: z.string().optional(), parts: z.array(part).default([]) });
const blob = z.looseObject({ data: z.string(), mimeType: z.string().default('') });

const functionDeclaration = z.looseObject({
  name: z.string(),
  description: z.string().optional(),
});

export const setupSchema = z.looseObject({
  model: z.string(),
  generationConfig: z
    .looseObject({ responseModalities: z.array(z.string()).optional() })
    .optional(),
  systemInstruction: content.optional(),
  tools: z
    .array(z.looseObject({ functionDeclarations: z.array(functionDeclaration).default([]) }))
    .default([]),
  realtimeInputConfig: z
    .looseObject({
      automaticActivityDetection: z.looseObject({ disabled: z.boolean().optional() }).optional(),
      activityHandling: z.string().optional(),
    })
    .optional(),
  inputAudioTranscription: z.looseObject({}).optional(),
  outputAudioTranscription: z.looseObject({}).optional(),
});

const realtimeInputSchema = z.looseObject({
  activityStart: z.looseObject({}).optional(),
  activityEnd: z.looseObject({}).optional(),
  audio: blob.optional(),
  /** The older form of `audio`. */
  mediaChunks: z.array(blob).optional(),
  text: z.string().optional(),
  audioStreamEnd: z.boolean().optional(),
});

const functionResponse = z.looseObject({
  id: z.string(),
  name: z.string().optional(),
  response: z.record(z.string(), z.unknown()).default({}),
});

export const clientMessageSchema = z.union([
  z.strictObject({ setup: setupSchema }),
  z.strictObject({ realtimeInput: realtimeInputSchema }),
  z.strictObject({
    clientContent: z.looseObject({
      turns: z.array(content).default([]),
      turnComplete: z.boolean().default(false),
    }),
  }),
  z.strictObject({
    toolResponse: z.looseObject({ functionResponses: z.array(functionResponse).default([]) }),
  }),
]);
export type LiveClientMessage = z.input<typeof clientMessageSchema>;

/** Once a session is about to reach this, its oldest turns are let go: each turn is billed with all before it. */
const COMPRESS_AT_TOKENS = '8000';
const COMPRESS_TO_TOKENS = '2000';

export function setupMessage(options: LiveOptions): LiveClientMessage {
  const { model, voice, instruction, tools, languageCode } = options;
  const functionDeclarations = tools.map(({ name, description, parameters }) => ({
    name,
    description,
    parametersJsonSchema: parameters,
  }));
  return {
    setup: {
      model: model.includes('/') ? model : `models/${model}`,
      generationConfig: {
        responseModalities: ['AUDIO'],
        speechConfig: {
          voiceConfig: { prebuiltVoiceConfig: { voiceName: voice } },
          ...(languageCode === undefined ? {} : { languageCode }),
        },
      },
      systemInstruction: { parts: [{ text: instruction }] },
      ...(tools.length === 0 ? {} : { tools: [{ functionDeclarations }] }),
      realtimeInputConfig: {
        // Discord says when somebody speaks: turns are marked, and nobody waits for a silence.
        automaticActivityDetection: { disabled: true },
        activityHandling: 'START_OF_ACTIVITY_INTERRUPTS',
        turnCoverage: 'TURN_INCLUDES_ONLY_ACTIVITY',
      },
      inputAudioTranscription: {},
      outputAudioTranscription: {},
      contextWindowCompression: {
        triggerTokens: COMPRESS_AT_TOKENS,
        slidingWindow: { targetTokens: COMPRESS_TO_TOKENS },
      },
    },
  };
}

export const activityStart: LiveClientMessage = { realtimeInput: { activityStart: {} } };
export const activityEnd: LiveClientMessage = { realtimeInput: { activityEnd: {} } };

/** @param pcm 16 kHz mono */
export function audioMessage(pcm: Int16Array): LiveClientMessage {
  const bytes = Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength);
  return {
    realtimeInput: {
      audio: { data: bytes.toString('base64'), mimeType: `audio/pcm;rate=${HEARD_RATE}` },
    },
  };
}

export function toolResponse(
  id: string,
  name: string,
  response: Readonly<Record<string, unknown>>,
): LiveClientMessage {
  const answer = { id, name, response, scheduling: 'WHEN_IDLE' };
  return { toolResponse: { functionResponses: [answer] } };
}
