import { z } from 'zod';
import {
  CONTROL_RANGES,
  GENERATION_MODES,
  type MusicGenerationConfig,
  type NumericControl,
} from '../music/controls.ts';
import { SCALE_NAMES } from '../music/scales.ts';

function control(name: NumericControl) {
  const { min, max, integer } = CONTROL_RANGES[name];
  return (integer ? z.int() : z.number()).min(min).max(max).exactOptional();
}

const flag = z.boolean().exactOptional();

/** Lyria's settings as they are kept; a field left out means the model's default. */
export const musicConfigSchema = z.object({
  bpm: control('bpm'),
  scale: z.enum(SCALE_NAMES).exactOptional(),
  density: control('density'),
  brightness: control('brightness'),
  guidance: control('guidance'),
  temperature: control('temperature'),
  topK: control('topK'),
  seed: control('seed'),
  muteBass: flag,
  muteDrums: flag,
  onlyBassAndDrums: flag,
  musicGenerationMode: z.enum(GENERATION_MODES).exactOptional(),
}) satisfies z.ZodType<MusicGenerationConfig>;
