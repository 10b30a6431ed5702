import { CONTROL_LABELS, CONTROL_NAMES, type ControlName } from './controlChanges.ts';
import type { MusicGenerationConfig } from './controls.ts';
import { SCALES } from './scales.ts';

/** What is in force when nobody has chosen. */
const DEFAULTS: Readonly<Record<ControlName, string>> = {
  bpm: 'the model decides',
  scale: 'the model decides',
  density: 'the model decides',
  brightness: 'the model decides',
  guidance: 'the model decides (4)',
  temperature: 'the model decides (1.1)',
  topK: 'the model decides (40)',
  seed: 'the model decides (any)',
  musicGenerationMode: 'the model decides (quality)',
  muteBass: 'the model decides (no)',
  muteDrums: 'the model decides (no)',
  onlyBassAndDrums: 'the model decides (no)',
};

/** A control that nobody sets any more, in a word or two. */
export const CONTROL_WORDS: Readonly<Record<ControlName, string>> = {
  bpm: 'tempo as the model likes',
  scale: 'scale as the model likes',
  density: 'density as the model likes',
  brightness: 'brightness as the model likes',
  guidance: 'usual guidance',
  temperature: 'usual temperature',
  topK: 'usual top-k',
  seed: 'any seed',
  musicGenerationMode: 'usual quality',
  muteBass: 'bass again',
  muteDrums: 'drums again',
  onlyBassAndDrums: 'all instruments again',
};

/** All controls, a line each, with their values. */
export function describeConfig(config: MusicGenerationConfig): readonly string[] {
  return CONTROL_NAMES.map((name) => describeControl(config, name));
}

/** `**bpm:** 128`, or that the model decides. */
export function describeControl(config: MusicGenerationConfig, name: ControlName): string {
  return `**${CONTROL_LABELS[name]}:** ${valueText(config, name)}`;
}

function valueText(config: MusicGenerationConfig, name: ControlName): string {
  const value = config[name];
  if (value === undefined) return DEFAULTS[name];
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (name === 'scale' && config.scale !== undefined) return SCALES[config.scale];
  return String(value).toLowerCase();
}
