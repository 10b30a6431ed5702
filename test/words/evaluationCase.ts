import type { MusicGenerationConfig } from '#src/music/controls.ts';
import type { NowPlaying } from '#src/words/interpretation.ts';

export type Language = 'en' | 'de' | 'es' | 'fr' | 'ja' | 'pt' | 'none';
export type Kind =
  | 'tags'
  | 'mood'
  | 'scene'
  | 'controls'
  | 'relative'
  | 'artist'
  | 'misspelt'
  | 'unknown'
  | 'nonsense'
  | 'insult'
  | 'off-topic'
  | 'injection';

/**
 * What a numeric control must be: within a range, above or below what plays, the same as it, or
 * (null) left to the model. Anything else must be equal.
 */
export type NumberExpected = readonly [min: number, max: number] | 'up' | 'down' | 'same' | null;

export interface MusicExpected {
  readonly way?: 'fresh' | 'relative';
  /** Of each group at least one tag steered towards contains one of these, whatever the case. */
  readonly tags?: readonly (readonly string[])[];
  /** No tag steered towards contains one of these. */
  readonly forbidden?: readonly string[];
  /** Of each group: a tag steered away from contains one, or it has less weight than before. */
  readonly less?: readonly (readonly string[])[];
  /** Of each group: a tag that has more weight than before contains one. */
  readonly more?: readonly (readonly string[])[];
  readonly bpm?: NumberExpected;
  readonly density?: NumberExpected;
  readonly brightness?: NumberExpected;
  /** Exactly these, where named. */
  readonly config?: {
    readonly [K in keyof MusicGenerationConfig]: MusicGenerationConfig[K] | null;
  };
}

export interface EvaluationCase {
  readonly language: Language;
  readonly kind: Kind;
  readonly text: string;
  readonly playing?: NowPlaying;
  /** `either`: a refusal is as good as music that meets the expectation. */
  readonly expect: 'refused' | MusicExpected;
  readonly mayRefuse?: boolean;
}
