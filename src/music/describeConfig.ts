import type { NumberControl } from './Control.ts';
import {
  CONTROL_NAMES,
  type ControlName,
  type ControlValue,
  controlOf,
  type MusicGenerationConfig,
} from './controls.ts';
import { isScale, SCALES } from './scales.ts';

/** All controls, a line each, with their values. */
export function describeConfig(config: MusicGenerationConfig): readonly string[] {
  return CONTROL_NAMES.map((name) => describeControl(config, name));
}

/** `**bpm:** 128`, or that the model decides. */
export function describeControl(config: MusicGenerationConfig, name: ControlName): string {
  const value = config[name];
  const text = value === undefined ? `the model decides${usualText(name)}` : plainText(value);
  return `**${controlOf(name).option}:** ${text}`;
}

/** What is in force when nobody has chosen, where that is known. */
function usualText(name: ControlName): string {
  const control = controlOf(name);
  if (control.kind === 'scale' || control.usual === undefined) return '';
  return ` (${plainText(control.usual)})`;
}

function plainText(value: number | string | boolean): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return isScale(value) ? SCALES[value] : String(value).toLowerCase();
}

/** The controls that are set, each in a word or two, those that one hears most first. */
export function describeControls(config: MusicGenerationConfig): readonly string[] {
  return CONTROL_NAMES.flatMap((name) => saidText(name, config[name]) ?? []);
}

/** One control that has become another, in a word or two. */
export function describeChange(config: MusicGenerationConfig, name: ControlName): string {
  return saidText(name, config[name]) ?? unsaidText(name);
}

/** Undefined: not worth a word. */
function saidText(name: ControlName, value: ControlValue | undefined): string | undefined {
  const control = controlOf(name);
  if (value === undefined) return undefined;
  switch (control.kind) {
    case 'number':
      if (typeof value !== 'number') return undefined;
      return `${control.shown === 'bpm' ? '' : `${control.noun} `}${numberText(control, value)}`;
    case 'scale':
      return isScale(value) ? SCALES[value] : undefined;
    case 'choice':
      return control.choices[String(value)]?.said;
    case 'flag':
      return value === true ? control.said : undefined;
  }
}

/** `120 bpm`, `50%` or `4`. */
export function numberText({ shown }: Pick<NumberControl, 'shown'>, value: number): string {
  if (shown === 'percent') return `${Math.round(value * 100)}%`;
  return shown === 'bpm' ? `${value} bpm` : String(value);
}

/** A control that nobody sets any more. */
function unsaidText(name: ControlName): string {
  const control = controlOf(name);
  if (control.kind === 'flag') return control.unsaid;
  if (control.kind === 'scale' || control.usual === undefined) {
    return `${control.noun} auto`;
  }
  return `${control.usual === 'any' ? 'any' : 'usual'} ${control.noun}`;
}
