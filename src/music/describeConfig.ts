import type { Texts } from '#src/texts/texts.ts';
import type { NumberControl } from './Control.ts';
import {
  CONTROL_NAMES,
  type ControlName,
  type ControlValue,
  controlOf,
  isChoice,
  isFlag,
  isNumeric,
  type MusicGenerationConfig,
} from './controls.ts';
import { CONTROLS } from './controlTable.ts';
import { isScale } from './scales.ts';

/** All controls, a line each, with their values. */
export function describeConfig(texts: Texts, config: MusicGenerationConfig): readonly string[] {
  return CONTROL_NAMES.map((name) => describeControl(texts, config, name));
}

/** `**bpm:** 128`, or that the model decides. */
export function describeControl(
  texts: Texts,
  config: MusicGenerationConfig,
  name: ControlName,
): string {
  const value = config[name];
  const control = texts.say(`control.${name}.option`);
  const text = value === undefined ? usualText(texts, name) : plainText(texts, value);
  return texts.say('control.line', { control, value: text });
}

/** That the model decides, and what is in force then, where that is known. */
function usualText(texts: Texts, name: ControlName): string {
  const control = controlOf(name);
  if (control.kind === 'scale' || control.usual === undefined) return texts.say('control.auto');
  const usual =
    control.usual === 'any' ? texts.say('control.any') : plainText(texts, control.usual);
  return texts.say('control.auto.usual', { usual });
}

/** A value by itself. */
export function plainText(texts: Texts, value: number | string | boolean): string {
  if (typeof value === 'boolean') return texts.say(value ? 'yes' : 'no');
  if (isScale(value)) return texts.say(`scale.${value}`);
  return isMode(value) ? texts.say(`mode.${value}`) : String(value);
}

/** The controls that are set, each in a word or two, those that one hears most first. */
export function describeControls(texts: Texts, config: MusicGenerationConfig): readonly string[] {
  return CONTROL_NAMES.flatMap((name) => saidText(texts, name, config[name]) ?? []);
}

/** One control that has become another, in a word or two. */
export function describeChange(
  texts: Texts,
  config: MusicGenerationConfig,
  name: ControlName,
): string {
  return saidText(texts, name, config[name]) ?? unsaidText(texts, name);
}

/** Undefined: not worth a word. */
function saidText(
  texts: Texts,
  name: ControlName,
  value: ControlValue | undefined,
): string | undefined {
  if (value === undefined) return undefined;
  if (isFlag(name)) return value === true ? texts.say(`control.${name}.said`) : undefined;
  if (isNumeric(name)) {
    if (typeof value !== 'number') return undefined;
    const { shown } = CONTROLS[name];
    const number = numberText(texts, { shown }, value);
    const control = texts.say(`control.${name}.noun`);
    return shown === 'bpm' ? number : texts.say('control.said', { control, value: number });
  }
  if (isChoice(name)) {
    const isUsual = !isMode(value) || value === CONTROLS[name].usual;
    return isUsual ? undefined : texts.say(`mode.said.${value}`);
  }
  return isScale(value) ? texts.say(`scale.${value}`) : undefined;
}

/** `120 bpm`, `50%` or `4`. */
export function numberText(
  texts: Texts,
  { shown }: Pick<NumberControl, 'shown'>,
  value: number,
): string {
  if (shown === 'percent') return texts.say('percent', { value: Math.round(value * 100) });
  return shown === 'bpm' ? texts.say('bpm', { value }) : String(value);
}

/** A control that nobody sets any more. */
function unsaidText(texts: Texts, name: ControlName): string {
  if (isFlag(name)) return texts.say(`control.${name}.unsaid`);
  const control = texts.say(`control.${name}.noun`);
  const row = controlOf(name);
  if (row.kind === 'scale' || row.usual === undefined) {
    return texts.say('control.unsaid.auto', { control });
  }
  return texts.say(row.usual === 'any' ? 'control.unsaid.any' : 'control.unsaid.usual', {
    control,
  });
}

function isMode(value: ControlValue | string): value is ControlValue<'musicGenerationMode'> {
  return CONTROLS.musicGenerationMode.choices.some((mode) => mode === value);
}
