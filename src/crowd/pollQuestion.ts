import type { MusicGenerationConfig, WeightedPrompt } from '../music/controls.ts';
import type { Scale } from '../music/scales.ts';

/** A change too drastic for a vote that takes effect at once. */
export type PollQuestion =
  /** Null: the model decides. */
  | { readonly kind: 'tempo'; readonly bpm: number | null }
  | { readonly kind: 'scale'; readonly scale: Scale | null }
  | { readonly kind: 'tempo-and-scale'; readonly bpm: number | null; readonly scale: Scale | null }
  | {
      readonly kind: 'new-start';
      readonly prompts: readonly WeightedPrompt[];
      /** The whole configuration that comes with it; absent: it stays. */
      readonly config?: MusicGenerationConfig;
      /** What plays, changed, rather than something else. */
      readonly isChange?: boolean;
    }
  | { readonly kind: 'stop' };

/** Whether somebody's wish for a drastic change is put to the listeners, or done at once. */
export function needsPoll(
  asker: { readonly userId: string; readonly isDj: boolean; readonly canManageGuild: boolean },
  listeners: readonly string[],
): boolean {
  if (asker.isDj || asker.canManageGuild) return false;
  return listeners.some((userId) => userId !== asker.userId);
}
