import { z } from 'zod';
import { configSchema } from '../music/controlSchemas.ts';
import {
  MAX_PROMPT_LENGTH,
  type MusicGenerationConfig,
  type WeightedPrompt,
} from '../music/controls.ts';
import { validated } from './validation.ts';

export const PLAYBACK_CONTROLS = ['PLAY', 'PAUSE', 'STOP', 'RESET_CONTEXT'] as const;
export type PlaybackControl = (typeof PLAYBACK_CONTROLS)[number];

/** Google's weights are single-precision floats: what rounds to 0 or infinity there is no weight. */
const isWeight = (value: number) => Number.isFinite(Math.fround(value)) && Math.fround(value) !== 0;

const WEIGHT_RANGE = 'must be a finite number other than 0, negative to steer away';
const TEXT_RANGE = `must be a text of 1 to ${MAX_PROMPT_LENGTH} characters`;

export const weightedPromptSchema = z.strictObject(
  {
    text: z
      .string({ error: TEXT_RANGE })
      .max(MAX_PROMPT_LENGTH, { error: TEXT_RANGE })
      .refine((text) => text.trim() !== '', { error: TEXT_RANGE }),
    weight: z.number({ error: WEIGHT_RANGE }).refine(isWeight, { error: WEIGHT_RANGE }),
  },
  { error: 'must be a prompt with text and weight, nothing else' },
);

export const weightedPromptsSchema = z
  .array(weightedPromptSchema, { error: 'must be a list of prompts' })
  .min(1, { error: 'must hold at least one prompt' });

/** Every message that a client sends, one top-level field each. */
export const clientMessageSchema = z.union([
  z.strictObject({ setup: z.strictObject({ model: z.string() }) }),
  z.strictObject({ clientContent: z.strictObject({ weightedPrompts: weightedPromptsSchema }) }),
  z.strictObject({ musicGenerationConfig: configSchema }),
  z.strictObject({ playbackControl: z.enum(PLAYBACK_CONTROLS) }),
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;

export function setupMessage(model: string): ClientMessage {
  return { setup: { model } };
}

/** @throws FailureError `lyria.invalid` */
export function promptsMessage(prompts: readonly WeightedPrompt[]): ClientMessage {
  const weightedPrompts = validated(weightedPromptsSchema, prompts, 'weightedPrompts');
  return { clientContent: { weightedPrompts } };
}

/** @throws FailureError `lyria.invalid` */
export function configMessage(config: MusicGenerationConfig): ClientMessage {
  const whole = validated(configSchema, config, 'musicGenerationConfig');
  return { musicGenerationConfig: whole };
}

export function playbackMessage(playbackControl: PlaybackControl): ClientMessage {
  return { playbackControl };
}
