import type { Control, Steps } from './Control.ts';
import { CONTROLS } from './controlTable.ts';
import type { Scale } from './scales.ts';

type Table = typeof CONTROLS;
export type ControlName = keyof Table;

/** Names of the controls whose row fits. */
type NamesOf<Row> = { [Name in ControlName]: Table[Name] extends Row ? Name : never }[ControlName];
export type NumericControl = NamesOf<{ readonly kind: 'number' }>;
export type ChoiceName = NamesOf<{ readonly kind: 'choice' }>;
export type FlagName = NamesOf<{ readonly kind: 'flag' }>;
/** Everything that is no flag. */
export type ValueName = Exclude<ControlName, FlagName>;
export type HardControl = NamesOf<{ readonly change: 'hard' }>;
/** Moved in steps by the panel's buttons. */
export type Tunable = NamesOf<{ readonly steps: Steps }>;

type ValueOf<Row> = Row extends { readonly kind: 'number' }
  ? number
  : Row extends { readonly kind: 'scale' }
    ? Scale
    : Row extends { readonly kind: 'choice'; readonly choices: readonly (infer Choice)[] }
      ? Choice
      : Row extends { readonly kind: 'flag' }
        ? boolean
        : never;
export type ControlValue<Name extends ControlName = ControlName> = ValueOf<Table[Name]>;

/**
 * The whole of Lyria's generation settings. A field left out means the model's default, on
 * the wire too: every message replaces all of it, so nothing ever sends a part.
 */
export type MusicGenerationConfig = { readonly [Name in ControlName]?: ControlValue<Name> };

/** A control's row, whichever it is. */
export function controlOf(name: ControlName): Control {
  return CONTROLS[name];
}

/** In the order of the table. */
export const CONTROL_NAMES = Object.keys(CONTROLS).filter(isControlName);
export const NUMERIC_CONTROLS = CONTROL_NAMES.filter(isNumeric);
export const CHOICE_CONTROLS = CONTROL_NAMES.filter(isChoice);
export const FLAG_CONTROLS = CONTROL_NAMES.filter(isFlag);
/** What comes into force only with a fresh piece of music. */
export const HARD_CONTROLS = CONTROL_NAMES.filter(isHard);
/** What can be heard while the piece goes on. */
export const SOFT_CONTROLS = CONTROL_NAMES.filter((name) => !isHard(name));
/** What can move in steps that one does not hear one by one. */
export const GRADUAL_CONTROLS = NUMERIC_CONTROLS.filter(
  (name) => !CONTROLS[name].integer && !isHard(name),
);
/** What is about the model rather than the piece, and so outlives it. */
export const MODEL_CONTROLS = CONTROL_NAMES.filter((name) => CONTROLS[name].of === 'model');
/** In the order of the panel's buttons. */
export const TUNABLES = CONTROL_NAMES.filter(isTunable).sort(
  (one, other) => CONTROLS[one].steps.place - CONTROLS[other].steps.place,
);

export function isControlName(name: string): name is ControlName {
  return Object.hasOwn(CONTROLS, name);
}

export function isNumeric(name: ControlName): name is NumericControl {
  return CONTROLS[name].kind === 'number';
}

export function isChoice(name: ControlName): name is ChoiceName {
  return CONTROLS[name].kind === 'choice';
}

export function isFlag(name: ControlName): name is FlagName {
  return CONTROLS[name].kind === 'flag';
}

function isHard(name: ControlName): name is HardControl {
  return CONTROLS[name].change === 'hard';
}

function isTunable(name: ControlName): name is Tunable {
  return 'steps' in CONTROLS[name];
}

/** Something for each control that moves in steps: what the cast says is how the keys came. */
export function byTunable<Made>(make: (control: Tunable) => Made): Readonly<Record<Tunable, Made>> {
  return Object.fromEntries(TUNABLES.map((name) => [name, make(name)])) as Record<Tunable, Made>;
}

/**
 * The longest prompt that a member may type and that is sent, in UTF-16 code units, as Discord counts
 * an option's length. Google publishes no limit.
 */
export const MAX_PROMPT_LENGTH = 200;

/** A prompt and how much it counts: any finite number except 0, negative to steer away. */
export interface WeightedPrompt {
  readonly text: string;
  readonly weight: number;
}

/** What a stretch of audio was generated from, as the service reports it with each chunk. */
export interface SourceMetadata {
  readonly prompts: readonly WeightedPrompt[];
  readonly config: MusicGenerationConfig;
}
