import { spectralCentroid } from '#test/support/analysis/bands.ts';
import { onsetRate } from '#test/support/analysis/onsets.ts';
import { evenMix, render } from './render.ts';

const STEPS = [0, 0.25, 0.5, 0.75, 1] as const;
const SEED = 3;
const DENSITY_SECONDS = 20;
const BRIGHTNESS_SECONDS = 8;

/** What a control does to a style, from 0 to 1 in quarters. */
export interface StepFigures {
  readonly style: string;
  /** Onsets a second. */
  readonly density: readonly number[];
  /** Spectral centroid, Hz. */
  readonly brightness: readonly number[];
}

export function measureSteps(style: string): StepFigures {
  const prompts = evenMix(style);
  return {
    style,
    density: STEPS.map((density) =>
      onsetRate(render({ prompts, config: { density }, seed: SEED, seconds: DENSITY_SECONDS })),
    ),
    brightness: STEPS.map((brightness) =>
      spectralCentroid(
        render({ prompts, config: { brightness }, seed: SEED, seconds: BRIGHTNESS_SECONDS }),
      ),
    ),
  };
}

/** Whether each value is above the one before. */
export function isRising(values: readonly number[]): boolean {
  return values.every((value, n) => n === 0 || value > (values[n - 1] ?? 0));
}
