import { ENGLISH } from '#src/texts/texts.ts';
import { CONTROL_NAMES, type ControlName, controlOf, isChoice, isFlag } from './controls.ts';
import { CONTROLS } from './controlTable.ts';

/** What may be read out of words, for an interpreter: each control and what it takes. */
export function spokenControls(): string {
  return CONTROL_NAMES.filter((name) => controlOf(name).namedOnly !== true)
    .flatMap((name) => takes(name) ?? [])
    .join('; ');
}

/** Undefined: the names of its values say it. */
function takes(name: ControlName): string | undefined {
  if (isFlag(name)) return `${name} for "${ENGLISH.say(`control.${name}.said`)}"`;
  if (isChoice(name)) {
    const { choices, usual } = CONTROLS[name];
    const said = choices
      .filter((value) => value !== usual)
      .map((value) => `${value} for "${ENGLISH.say(`mode.said.${value}`)}"`);
    return `${name} ${said.join(', ')}`;
  }
  const control = controlOf(name);
  return control.kind === 'number' ? `${name} ${control.min} to ${control.max}` : undefined;
}
