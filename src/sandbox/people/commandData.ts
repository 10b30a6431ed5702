import type { Invocable } from './commandLine.ts';
import { type OptionInput, optionValue, type Place, type Resolved } from './optionValues.ts';
import { PersonError } from './PersonError.ts';

interface SentOption {
  readonly name: string;
  readonly type: number;
  readonly value?: OptionInput;
  readonly focused?: true;
  readonly options?: readonly SentOption[];
}

type Given = Readonly<Record<string, OptionInput>>;

/**
 * The data of the interaction by which a person runs a command.
 *
 * @throws PersonError `option.unknown`, `option.missing`, `option.invalid`
 */
export function commandData(invocable: Invocable, given: Given, place: Place) {
  refuseUnknown(invocable, given);
  const resolved: Resolved = {};
  const options: SentOption[] = [];
  for (const option of invocable.options) {
    const input = given[option.name];
    if (input === undefined || input === '') {
      if (option.required !== true) continue;
      throw new PersonError('option.missing', `The option "${option.name}" is required.`);
    }
    const value = optionValue(option, input, place, resolved);
    options.push({ name: option.name, type: option.type, value });
  }
  return {
    ...head(invocable, options),
    ...(Object.keys(resolved).length > 0 && { resolved }),
  };
}

/**
 * The data of the question that Discord's client asks while a person types an option: the other
 * options as far as they are filled in, unchecked, and what is typed so far.
 *
 * @throws PersonError `option.unknown`, `option.noAutocomplete`
 */
export function autocompleteData(invocable: Invocable, given: Given, focused: string) {
  refuseUnknown(invocable, given);
  const option = invocable.options.find(({ name }) => name === focused);
  if (option === undefined) {
    throw new PersonError('option.unknown', `/${invocable.name} has no option "${focused}".`);
  }
  if (!('autocomplete' in option) || option.autocomplete !== true) {
    throw new PersonError('option.noAutocomplete', `The option "${focused}" suggests nothing.`);
  }
  const options = invocable.options.flatMap((each): SentOption[] => {
    const { name, type } = each;
    if (name === focused) {
      return [{ name, type, value: String(given[name] ?? ''), focused: true }];
    }
    const value = given[name];
    return value === undefined ? [] : [{ name, type, value }];
  });
  return head(invocable, options);
}

function refuseUnknown(invocable: Invocable, given: Given): void {
  for (const name of Object.keys(given)) {
    if (invocable.options.some((option) => option.name === name)) continue;
    throw new PersonError('option.unknown', `/${invocable.name} has no option "${name}".`);
  }
}

/** The command itself, its subcommands wrapped around the options. */
function head({ command, path }: Invocable, options: readonly SentOption[]) {
  const wrapped = path.reduceRight<readonly SentOption[]>(
    (inner, { name, type }) => [{ name, type, options: inner }],
    options,
  );
  return {
    id: command.id,
    name: command.form.name,
    type: command.form.type,
    ...(command.guildId !== null && { guild_id: command.guildId }),
    ...(wrapped.length > 0 && { options: wrapped }),
  };
}
