import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10';
import type { ControlChanges } from '#src/music/controlChanges.ts';
import {
  CHOICE_CONTROLS,
  CONTROL_NAMES,
  FLAG_CONTROLS,
  NUMERIC_CONTROLS,
} from '#src/music/controls.ts';
import { CONTROLS } from '#src/music/controlTable.ts';
import { readChoice } from '#src/music/readChoice.ts';
import { type ReadControl, readNumber } from '#src/music/readNumber.ts';
import { readScale } from '#src/music/readScale.ts';
import { type Told, tell } from '#src/texts/texts.ts';
import type { Options } from '../Command.ts';
import { choice } from '../named.ts';

export type ReadChanges =
  | { readonly ok: true; readonly changes: ControlChanges }
  /** One line for each option that is wrong. */
  | { readonly ok: false; readonly texts: readonly Told[] };

/** What the options of `/lyria tune` ask for. What is set in the same breath as reset is set. */
export function readChanges(options: Options): ReadChanges {
  const texts: Told[] = [];
  const take = <Value>(read: ReadControl<Value>): Value | undefined => {
    if (read.ok) return read.value;
    texts.push(read.text);
    return undefined;
  };
  const numbers = NUMERIC_CONTROLS.flatMap((name) => {
    const typed = options.number(CONTROLS[name].option);
    const value = typed === undefined ? undefined : take(readNumber(name, typed));
    return value === undefined ? [] : [[name, value] as const];
  });
  const key = options.string(CONTROLS.scale.option);
  const scale = key === undefined ? undefined : take(readScale(key));
  const choices = CHOICE_CONTROLS.flatMap((name) => {
    const typed = options.string(CONTROLS[name].option);
    const value = typed === undefined ? undefined : take(readChoice(name, typed));
    return value === undefined ? [] : [[name, value] as const];
  });
  const flags = FLAG_CONTROLS.flatMap((name) => {
    const value = options.boolean(CONTROLS[name].option);
    return value === undefined ? [] : [[name, value] as const];
  });
  const reset = options.string('reset');
  const names = CONTROL_NAMES.filter((name) => reset === RESET_ALL || reset === name);
  if (reset !== undefined && names.length === 0) {
    const known = CONTROL_NAMES.map((name) => CONTROLS[name].option).join(', ');
    texts.push(tell('tune.wrong-reset', { known }));
  }
  if (texts.length > 0) return { ok: false, texts };
  const changes = {
    ...Object.fromEntries(names.map((name) => [name, null])),
    ...Object.fromEntries(numbers),
    ...Object.fromEntries(choices),
    ...Object.fromEntries(flags),
    ...(scale === undefined ? {} : { scale }),
  };
  return { ok: true, changes };
}

/** Chosen instead of one control. */
export const RESET_ALL = 'all';

export const RESET_CHOICES: readonly APIApplicationCommandOptionChoice<string>[] = [
  choice((texts) => texts.say('choice.tune.reset.all'), RESET_ALL),
  ...CONTROL_NAMES.map((name) => choice((texts) => texts.say(`control.${name}.option`), name)),
];
