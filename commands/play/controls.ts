import { pickControls } from '../../src/music/controlChanges.ts';
import { MODEL_CONTROLS, type MusicGenerationConfig } from '../../src/music/controls.ts';
import type { MusicInterpretation } from '../../src/words/interpretation.ts';

/**
 * The controls to play with from now on. Tags say nothing of controls, and a changed mix comes with
 * all of them. Another piece comes with its own tempo, scale and colour; what is about the model
 * rather than the piece stays.
 */
export function controlsFor(
  { by, way, config }: MusicInterpretation,
  before: MusicGenerationConfig,
): MusicGenerationConfig {
  if (by === 'tags') return before;
  if (way === 'relative') return config;
  return { ...pickControls(before, MODEL_CONTROLS), ...config };
}
