import { type ControlChanges, changedNames } from './controlChanges.ts';
import { type ControlName, type ControlValue, controlOf } from './controls.ts';
import { numberText } from './describeConfig.ts';
import { isScale, SCALES } from './scales.ts';

const LIST = new Intl.ListFormat('en');

/** Whether some controls should change, as one question to those who listen. */
export function askControls(changes: ControlChanges): string {
  const names = changedNames(changes);
  const values = names.filter((name) => controlOf(name).kind !== 'flag');
  const flags = names.flatMap((name) => flagText(name, changes[name]) ?? []);
  const [first] = values;
  if (first === undefined) return `Play on with ${LIST.format(flags)}?`;
  if (names.length === 1 && (changes[first] ?? null) === null) {
    return `Let the model choose ${theControl(first)}?`;
  }
  const settings = values.map((name) => `${theControl(name)} to ${valueText(name, changes[name])}`);
  const more = flags.length === 0 ? '' : `, with ${LIST.format(flags)}`;
  return `Change ${LIST.format(settings)}${more}?`;
}

function theControl(name: ControlName): string {
  const control = controlOf(name);
  return `the ${'noun' in control && control.kind !== 'choice' ? control.noun : control.option}`;
}

function valueText(name: ControlName, value: ControlValue | null | undefined): string {
  const control = controlOf(name);
  if (value === null || value === undefined) return 'one the model chooses';
  if (isScale(value)) return SCALES[value];
  if (control.kind === 'number' && typeof value === 'number') return numberText(control, value);
  return String(value).toLowerCase();
}

/** Undefined where it is no flag. */
function flagText(name: ControlName, value: unknown): string | undefined {
  const control = controlOf(name);
  if (control.kind !== 'flag') return undefined;
  return value === true ? control.said : control.unsaid;
}
