import type { ControlChanges } from '../music/controlChanges.ts';
import type { MusicGenerationConfig, WeightedPrompt } from '../music/controls.ts';

/** A change too drastic for a vote that takes effect at once. */
export type PollQuestion =
  /** What plays, with some controls changed: one at least. */
  | { readonly kind: 'controls'; readonly changes: ControlChanges }
  | {
      readonly kind: 'new-start';
      readonly prompts: readonly WeightedPrompt[];
      /** The whole configuration that comes with it; absent: it stays. */
      readonly config?: MusicGenerationConfig;
      /** What plays, changed, rather than something else. */
      readonly isChange?: boolean;
    }
  | { readonly kind: 'stop' | 'pause' }
  /** For everybody; 0 to 2. */
  | { readonly kind: 'volume'; readonly volume: number };
