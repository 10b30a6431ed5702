import { z } from 'zod';
import {
  CONTROL_RANGES,
  GENERATION_MODES,
  MAX_PROMPT_LENGTH,
  type MusicGenerationConfig,
  type NumericControl,
  type WeightedPrompt,
} from '../music/controls.ts';
import { SCALE_NAMES } from '../music/scales.ts';
import { validated } from './validation.ts';

export const PLAYBACK_CONTROLS = ['PLAY', 'PAUSE', 'STOP', 'RESET_CONTEXT'] as const;
export type PlaybackControl = (typeof PLAYBACK_CONTROLS)[number];

/** A control within its range; the message names the range. */
function control(name: NumericControl) {
  const { min, max, integer } = CONTROL_RANGES[name];
  const error = `must be a ${integer ? 'whole ' : ''}number from ${min} to ${max}`;
  return z
    .number({ error })
    .min(min, { error })
    .max(max, { error })
    .refine((value) => !integer || Number.isInteger(value), { error })
    .exactOptional();
}

const oneOf = <const Names extends readonly string[]>(names: Names) =>
  z.enum(names, { error: `must be one of ${names.join(', ')}` }).exactOptional();

const flag = z.boolean({ error: 'must be true or false' }).exactOptional();

/** The whole configuration. Strict, so that a misspelt control is told and not ignored. */
export const musicGenerationConfigSchema = z.strictObject(
  {
    bpm: control('bpm'),
    scale: oneOf(SCALE_NAMES),
    density: control('density'),
    brightness: control('brightness'),
    guidance: control('guidance'),
    temperature: control('temperature'),
    topK: control('topK'),
    seed: control('seed'),
    muteBass: flag,
    muteDrums: flag,
    onlyBassAndDrums: flag,
    musicGenerationMode: oneOf(GENERATION_MODES),
  },
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? `has no ${issue.keys.join(', ')}` : 'must be an object',
  },
);

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
  z.strictObject({ musicGenerationConfig: musicGenerationConfigSchema }),
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
  const whole = validated(musicGenerationConfigSchema, config, 'musicGenerationConfig');
  return { musicGenerationConfig: whole };
}

export function playbackMessage(playbackControl: PlaybackControl): ClientMessage {
  return { playbackControl };
}
