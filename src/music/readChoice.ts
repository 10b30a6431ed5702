import type { ChoiceName, ControlValue } from './controls.ts';
import { CONTROLS } from './controlTable.ts';
import type { ReadControl } from './readNumber.ts';

/** Takes one of a control's choices as it was typed or chosen. */
export function readChoice<Name extends ChoiceName>(
  name: Name,
  typed: string,
): ReadControl<ControlValue<Name>> {
  const { option, choices } = CONTROLS[name];
  const wanted = typed.trim().toUpperCase();
  if (isChoice(name, wanted)) return { ok: true, value: wanted };
  const known = Object.keys(choices).map((value) => value.toLowerCase());
  const near = known.find(
    (value) => wanted !== '' && value.startsWith(wanted.toLowerCase().slice(0, 2)),
  );
  const hint = near === undefined ? 'Choose from the list.' : `Did you mean ${near}?`;
  return { ok: false, text: `**${option}** takes one of ${known.join(', ')}. ${hint}` };
}

function isChoice<Name extends ChoiceName>(
  name: Name,
  value: string,
): value is ControlValue<Name> & string {
  return Object.hasOwn(CONTROLS[name].choices, value);
}
