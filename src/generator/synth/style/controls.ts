import type { MusicGenerationConfig } from '#src/music/controls.ts';
import { DEFAULT_GUIDANCE } from './blend.ts';

const DEFAULT_TEMPERATURE = 1.1;
const DEFAULT_TOP_K = 40;
const DIVERSE_VARIATION = 0.9;

/** A configuration as the synthesiser uses it. */
export interface Controls {
  readonly guidance: number;
  /** Undefined: the style decides. */
  readonly density: number | undefined;
  readonly brightness: number | undefined;
  readonly seed: number | undefined;
  readonly mutes: { readonly bass: boolean; readonly drums: boolean; readonly others: boolean };
  readonly sings: boolean;
  readonly daring: { temperature: number; topK: number; variation: number };
}

export function readControls(config: MusicGenerationConfig): Controls {
  const temperature = config.temperature ?? DEFAULT_TEMPERATURE;
  const isDiverse = config.musicGenerationMode === 'DIVERSITY';
  const only = config.onlyBassAndDrums === true;
  return {
    guidance: config.guidance ?? DEFAULT_GUIDANCE,
    density: config.density,
    brightness: config.brightness,
    seed: config.seed,
    mutes: { bass: config.muteBass === true, drums: config.muteDrums === true, others: only },
    sings: config.musicGenerationMode === 'VOCALIZATION',
    daring: {
      temperature,
      topK: config.topK ?? DEFAULT_TOP_K,
      variation: isDiverse ? DIVERSE_VARIATION : Math.min(0.58, 0.28 * temperature),
    },
  };
}
