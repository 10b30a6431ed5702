import type { MusicGenerationConfig } from '../../src/music/controls.ts';
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
  const { guidance, temperature, topK, seed } = before;
  return {
    ...(guidance === undefined ? {} : { guidance }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(topK === undefined ? {} : { topK }),
    ...(seed === undefined ? {} : { seed }),
    ...config,
  };
}

export function sameControls(one: MusicGenerationConfig, other: MusicGenerationConfig): boolean {
  return told(one) === told(other);
}

/** Whether one hears a hard change when the second comes after the first. */
export function isHard(one: MusicGenerationConfig, other: MusicGenerationConfig): boolean {
  return one.bpm !== other.bpm || one.scale !== other.scale;
}

function told(config: MusicGenerationConfig): string {
  return JSON.stringify(Object.entries(config).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
