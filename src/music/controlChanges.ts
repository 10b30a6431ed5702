import { CONTROL_RANGES, type MusicGenerationConfig, type NumericControl } from './controls.ts';

export type ControlName = keyof MusicGenerationConfig;

/** Every control by the name of its option in `/lyria tune`, those that one hears most first. */
export const CONTROL_LABELS = {
  bpm: 'bpm',
  scale: 'scale',
  density: 'density',
  brightness: 'brightness',
  guidance: 'guidance',
  temperature: 'temperature',
  topK: 'top_k',
  seed: 'seed',
  musicGenerationMode: 'mode',
  muteBass: 'mute_bass',
  muteDrums: 'mute_drums',
  onlyBassAndDrums: 'only_bass_and_drums',
} as const satisfies Readonly<Record<ControlName, string>>;

export const CONTROL_NAMES: readonly ControlName[] = [
  'bpm',
  'scale',
  'density',
  'brightness',
  'guidance',
  'temperature',
  'topK',
  'seed',
  'musicGenerationMode',
  'muteBass',
  'muteDrums',
  'onlyBassAndDrums',
];

export const NUMERIC_CONTROLS = [
  'bpm',
  'density',
  'brightness',
  'guidance',
  'temperature',
  'topK',
  'seed',
] as const satisfies readonly NumericControl[];

/** What is to be another: a value, or null for the model to decide. What is left out stays. */
export type ControlChanges = {
  readonly [Name in ControlName]?: NonNullable<MusicGenerationConfig[Name]> | null | undefined;
};

/** The whole configuration with some controls changed and all others as they were. */
export function applyChanges(
  config: MusicGenerationConfig,
  changes: ControlChanges,
): MusicGenerationConfig {
  return CONTROL_NAMES.reduce((whole, name) => withControl(whole, name, changes[name]), config);
}

function withControl<Name extends ControlName>(
  config: MusicGenerationConfig,
  name: Name,
  value: ControlChanges[Name],
): MusicGenerationConfig {
  if (value === undefined) return config;
  if (value !== null) return { ...config, [name]: value };
  const { [name]: _gone, ...rest } = config;
  return rest;
}

/** What turns one configuration into the other, control by control. */
export function changesBetween(
  from: MusicGenerationConfig,
  to: MusicGenerationConfig,
  names: readonly ControlName[] = CONTROL_NAMES,
): ControlChanges {
  return Object.fromEntries(
    names.filter((name) => from[name] !== to[name]).map((name) => [name, to[name] ?? null]),
  );
}

/** Those changes alone. */
export function pickChanges(
  changes: ControlChanges,
  names: readonly ControlName[],
): ControlChanges {
  return Object.fromEntries(
    names.filter((name) => changes[name] !== undefined).map((name) => [name, changes[name]]),
  );
}

/** Those controls of a configuration alone. */
export function pickControls(
  config: MusicGenerationConfig,
  names: readonly ControlName[],
): MusicGenerationConfig {
  return applyChanges({}, pickChanges(config, names));
}

/** What comes into force only with a fresh piece of music. */
export const HARD_CONTROLS = ['bpm', 'scale'] as const satisfies readonly ControlName[];

/** What can be heard while the piece goes on. */
export const SOFT_CONTROLS: readonly ControlName[] = CONTROL_NAMES.filter(
  (name) => name !== 'bpm' && name !== 'scale',
);

/** What a control takes, in words. */
export function rangeText(name: NumericControl): string {
  const { min, max, integer } = CONTROL_RANGES[name];
  return `a ${integer ? 'whole ' : ''}number from ${min} to ${max}`;
}
