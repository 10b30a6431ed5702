import type { MusicGenerationConfig, Tunable } from '#src/music/controls.ts';

/**
 * `genre`, `instrument`: what a request is about before all else. `part`: drums, bass, voices,
 * which Lyria can switch. `mood`, `scene`: colour; a scene only hints. `control`: a knob only.
 */
export type ConceptKind = 'genre' | 'instrument' | 'part' | 'mood' | 'scene' | 'control';

/** How far "more of it" moves each knob, in steps of the control. */
export type Shift = { readonly [Name in Tunable]?: number };

/** Something that people ask for, in no language. */
export interface Concept {
  readonly kind: ConceptKind;
  /** Lyria tags and what each counts, the one that says it best first. */
  readonly tags?: Readonly<Record<string, number>>;
  /** Knobs to set when it is asked for. */
  readonly config?: MusicGenerationConfig;
  /** Knobs to move when more of it, or less, is asked for. */
  readonly shift?: Shift;
  /** Lower-case parts of the tags that are some of it; absent: its first tag. */
  readonly family?: readonly string[];
  /** The tag to steer away from; absent: its first tag. */
  readonly away?: string;
  /** Usual tempo in bpm, from which "fast" and "slow" count. */
  readonly usualBpm?: number;
}
