import { CONTROL_NAMES, type ControlName, controlOf } from './controls.ts';

/** What may be read out of words, for an interpreter: each control and what it takes. */
export function spokenControls(): string {
  return CONTROL_NAMES.filter((name) => controlOf(name).namedOnly !== true)
    .flatMap((name) => takes(name) ?? [])
    .join('; ');
}

/** Undefined: the names of its values say it. */
function takes(name: ControlName): string | undefined {
  const control = controlOf(name);
  switch (control.kind) {
    case 'number':
      return `${name} ${control.min} to ${control.max}`;
    case 'scale':
      return undefined;
    case 'choice': {
      const said = Object.entries(control.choices).flatMap(([value, choice]) =>
        choice.said === undefined ? [] : [`${value} for "${choice.said}"`],
      );
      return `${name} ${said.join(', ')}`;
    }
    case 'flag':
      return `${name} for "${control.said}"`;
  }
}
