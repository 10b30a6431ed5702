import type { Texts } from '#src/texts/texts.ts';
import { type ControlChanges, changedNames } from './controlChanges.ts';
import { type ControlValue, type FlagName, isFlag, isNumeric, type ValueName } from './controls.ts';
import { CONTROLS } from './controlTable.ts';
import { numberText, plainText } from './describeConfig.ts';

/** Whether some controls should change, as one question to those who listen. */
export function askControls(texts: Texts, changes: ControlChanges): string {
  const names = changedNames(changes);
  const values = names.filter((name): name is ValueName => !isFlag(name));
  const flags = texts.list(
    names.filter(isFlag).map((name) => flagText(texts, name, changes[name])),
  );
  const [first] = values;
  if (first === undefined) return texts.say('ask.flags', { flags });
  if (names.length === 1 && (changes[first] ?? null) === null) {
    return texts.say('ask.auto', { control: texts.say(`control.${first}.the`) });
  }
  const settings = texts.list(
    values.map((name) =>
      texts.say('ask.setting', {
        control: texts.say(`control.${name}.the`),
        value: valueText(texts, name, changes[name]),
      }),
    ),
  );
  return names.length === values.length
    ? texts.say('ask.change', { settings })
    : texts.say('ask.change.with', { settings, flags });
}

function valueText(texts: Texts, name: ValueName, value: ControlValue | null | undefined): string {
  if (value === null || value === undefined) return texts.say('ask.any');
  if (isNumeric(name) && typeof value === 'number') {
    return numberText(texts, CONTROLS[name], value);
  }
  return plainText(texts, value);
}

function flagText(texts: Texts, name: FlagName, value: boolean | null | undefined): string {
  return texts.say(value === true ? `control.${name}.said` : `control.${name}.unsaid`);
}
