import type { Option } from './parseCommandLine.ts';

/** Discord's numbers for the types of a command's options. */
export const OPTION = {
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const;

const NAMES: Readonly<Record<number, string>> = {
  [OPTION.string]: 'text',
  [OPTION.integer]: 'a whole number',
  [OPTION.boolean]: 'true or false',
  [OPTION.user]: 'a member',
  [OPTION.channel]: 'a channel',
  [OPTION.role]: 'a role',
  [OPTION.mentionable]: 'a member or a role',
  [OPTION.number]: 'a number',
  [OPTION.attachment]: 'a file',
};

/** What an option takes, in words: `a whole number, 0 to 100`. */
export function describeOptionType(option: Option): string {
  const name = NAMES[option.type] ?? 'a value';
  if (choicesOf(option).length > 0) return 'one of the choices';
  if (option.type !== OPTION.integer && option.type !== OPTION.number) return name;
  const { min_value: min, max_value: max } = option;
  if (min !== undefined && max !== undefined) return `${name}, ${min} to ${max}`;
  if (min !== undefined) return `${name}, at least ${min}`;
  if (max !== undefined) return `${name}, at most ${max}`;
  return name;
}

export function choicesOf(
  option: Option,
): readonly { readonly name: string; readonly value: string | number }[] {
  return 'choices' in option && option.choices !== undefined ? option.choices : [];
}

export function isAutocompleted(option: Option): boolean {
  return 'autocomplete' in option && option.autocomplete === true;
}
