import type { Scale } from './scales.ts';

/** Ranges of the numeric generation controls, inclusive. Source: Google's Lyria RealTime docs. */
export const CONTROL_RANGES = {
  bpm: { min: 60, max: 200, integer: true },
  guidance: { min: 0, max: 6, integer: false },
  density: { min: 0, max: 1, integer: false },
  brightness: { min: 0, max: 1, integer: false },
  temperature: { min: 0, max: 3, integer: false },
  topK: { min: 1, max: 1000, integer: true },
  seed: { min: 0, max: 2_147_483_647, integer: true },
} as const;

export type NumericControl = keyof typeof CONTROL_RANGES;

export const GENERATION_MODES = ['QUALITY', 'DIVERSITY', 'VOCALIZATION'] as const;
export type GenerationMode = (typeof GENERATION_MODES)[number];

/**
 * The longest prompt that a member may type and that is sent, in UTF-16 code units, as Discord counts
 * an option's length. Google publishes no limit.
 */
export const MAX_PROMPT_LENGTH = 200;

/** A prompt and how much it counts: any finite number except 0, negative to steer away. */
export interface WeightedPrompt {
  readonly text: string;
  readonly weight: number;
}

/**
 * The whole of Lyria's generation settings. A field left out means the model's default, on
 * the wire too: every message replaces all of it, so nothing ever sends a part.
 */
export interface MusicGenerationConfig {
  readonly bpm?: number;
  readonly scale?: Scale;
  readonly density?: number;
  readonly brightness?: number;
  readonly guidance?: number;
  readonly temperature?: number;
  readonly topK?: number;
  readonly seed?: number;
  readonly muteBass?: boolean;
  readonly muteDrums?: boolean;
  readonly onlyBassAndDrums?: boolean;
  readonly musicGenerationMode?: GenerationMode;
}

/** What a stretch of audio was generated from, as the service reports it with each chunk. */
export interface SourceMetadata {
  readonly prompts: readonly WeightedPrompt[];
  readonly config: MusicGenerationConfig;
}
