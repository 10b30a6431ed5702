import {
  CONTROL_LABELS,
  CONTROL_NAMES,
  type ControlChanges,
  NUMERIC_CONTROLS,
} from '../../src/music/controlChanges.ts';
import { GENERATION_MODES, type GenerationMode } from '../../src/music/controls.ts';
import { type ReadControl, readNumber } from '../../src/music/readNumber.ts';
import { readScale } from '../../src/music/readScale.ts';
import type { Options } from '../Command.ts';
import { RESET_ALL } from './choices.ts';

export type ReadChanges =
  | { readonly ok: true; readonly changes: ControlChanges }
  /** One line for each option that is wrong. */
  | { readonly ok: false; readonly texts: readonly string[] };

/** What the options of `/lyria tune` ask for. What is set in the same breath as reset is set. */
export function readChanges(options: Options): ReadChanges {
  const texts: string[] = [];
  const take = <Value>(read: ReadControl<Value>): Value | undefined => {
    if (read.ok) return read.value;
    texts.push(read.text);
    return undefined;
  };
  const numbers = NUMERIC_CONTROLS.flatMap((name) => {
    const typed = options.number(CONTROL_LABELS[name]);
    const value = typed === undefined ? undefined : take(readNumber(name, typed));
    return value === undefined ? [] : [[name, value] as const];
  });
  const key = options.string(CONTROL_LABELS.scale);
  const scale = key === undefined ? undefined : take(readScale(key));
  const chosen = options.string(CONTROL_LABELS.musicGenerationMode);
  const mode = chosen === undefined ? undefined : take(readMode(chosen));
  const flags = (['muteBass', 'muteDrums', 'onlyBassAndDrums'] as const).flatMap((name) => {
    const value = options.boolean(CONTROL_LABELS[name]);
    return value === undefined ? [] : [[name, value] as const];
  });
  const reset = options.string('reset');
  const names = CONTROL_NAMES.filter((name) => reset === RESET_ALL || reset === name);
  if (reset !== undefined && names.length === 0) {
    const known = CONTROL_NAMES.map((name) => CONTROL_LABELS[name]).join(', ');
    texts.push(`**reset** takes all or one of ${known}. Choose from the list.`);
  }
  if (texts.length > 0) return { ok: false, texts };
  const changes = {
    ...Object.fromEntries(names.map((name) => [name, null])),
    ...Object.fromEntries(numbers),
    ...Object.fromEntries(flags),
    ...(scale === undefined ? {} : { scale }),
    ...(mode === undefined ? {} : { musicGenerationMode: mode }),
  };
  return { ok: true, changes };
}

function readMode(typed: string): ReadControl<GenerationMode> {
  const wanted = typed.trim().toUpperCase();
  const value = GENERATION_MODES.find((mode) => mode === wanted);
  if (value !== undefined) return { ok: true, value };
  const modes = GENERATION_MODES.map((mode) => mode.toLowerCase());
  const near = modes.find(
    (mode) => wanted !== '' && mode.startsWith(wanted.toLowerCase().slice(0, 2)),
  );
  const hint = near === undefined ? 'Choose from the list.' : `Did you mean ${near}?`;
  return { ok: false, text: `**mode** takes one of ${modes.join(', ')}. ${hint}` };
}
