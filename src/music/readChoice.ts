import { tell } from '#src/texts/texts.ts';
import type { ChoiceName, ControlValue } from './controls.ts';
import { CONTROLS } from './controlTable.ts';
import type { ReadControl } from './readNumber.ts';

/** Takes one of a control's choices as it was typed or chosen. */
export function readChoice(name: ChoiceName, typed: string): ReadControl<ControlValue<ChoiceName>> {
  const { choices } = CONTROLS[name];
  const wanted = typed.trim().toUpperCase();
  const value = choices.find((one) => one === wanted);
  if (value !== undefined) return { ok: true, value };
  const near = choices.find((one) => wanted !== '' && one.startsWith(wanted.slice(0, 2)));
  const hint =
    near === undefined ? tell('tune.choose') : tell('tune.meant', { meant: near.toLowerCase() });
  const known = choices.join(', ').toLowerCase();
  const control = tell(`control.${name}.option`);
  return { ok: false, text: tell('tune.wrong-choice', { control, known, hint }) };
}
