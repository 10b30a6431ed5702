import {
  CONTROL_NAMES,
  type ControlName,
  type ControlValue,
  controlOf,
  HARD_CONTROLS,
  type MusicGenerationConfig,
} from './controls.ts';

/** What is to be another: a value, or null for the model to decide. What is left out stays. */
export type ControlChanges = {
  readonly [Name in ControlName]?: ControlValue<Name> | null | undefined;
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

/** What they change, in the order of the table. */
export function changedNames(changes: ControlChanges): readonly ControlName[] {
  return CONTROL_NAMES.filter((name) => changes[name] !== undefined);
}

/** Those changes alone. */
export function pickChanges(
  changes: ControlChanges,
  names: readonly ControlName[],
): ControlChanges {
  return Object.fromEntries(
    changedNames(changes)
      .filter((name) => names.includes(name))
      .map((name) => [name, changes[name]]),
  );
}

/** Those controls of a configuration alone. */
export function pickControls(
  config: MusicGenerationConfig,
  names: readonly ControlName[],
): MusicGenerationConfig {
  return applyChanges({}, pickChanges(config, names));
}

/** Whether two configurations say the same, control by control. */
export function isSameConfig(one: MusicGenerationConfig, other: MusicGenerationConfig): boolean {
  return CONTROL_NAMES.every((name) => one[name] === other[name]);
}

/** Whether the second comes into force only with a fresh piece of music. */
export function isHardChange(from: MusicGenerationConfig, to: MusicGenerationConfig): boolean {
  return HARD_CONTROLS.some((name) => from[name] !== to[name]);
}

/** The service may keep numbers as 32-bit floats. */
const SAME = 1e-4;

/** Whether a control as the service tells it is the one that was sent. */
export function isSameValue(sent: unknown, told: unknown): boolean {
  if (typeof sent !== 'number' || typeof told !== 'number') return sent === told;
  return Math.abs(sent - told) <= SAME * Math.max(1, Math.abs(sent));
}

/** What is in force when nobody has chosen; undefined where only the service knows. */
export function usualOf(name: ControlName): number | string | boolean | undefined {
  const control = controlOf(name);
  return control.kind === 'scale' || control.usual === 'any' ? undefined : control.usual;
}

/** Whether somebody must have chosen what the service tells. */
export function isUnusual(name: ControlName, told: ControlValue | undefined): boolean {
  const control = controlOf(name);
  if (control.kind !== 'scale' && control.usual === 'any') return false;
  return !isSameValue(usualOf(name), told ?? usualOf(name));
}
