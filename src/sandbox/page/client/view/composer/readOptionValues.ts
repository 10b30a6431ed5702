import type { OptionValues } from '../../wire.ts';
import { choicesOf, describeOptionType, OPTION } from './optionTypes.ts';
import type { Option, ParsedLine } from './parseCommandLine.ts';

/** Whom and what a value may name. */
export interface Place {
  readonly members: readonly Named[];
  readonly channels: readonly Named[];
  readonly roles: readonly Named[];
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

export type ReadOptions =
  | { readonly ok: true; readonly values: OptionValues }
  | {
      readonly ok: false;
      /** A sentence for the person. */
      readonly problem: string;
      /** The option that it is about, if it is about one. */
      readonly option: string | undefined;
    };

/** Longest text that Discord lets an option hold. */
const MAX_TEXT_LENGTH = 6_000;

/** What a line gives its command, checked as Discord's client checks it before it sends anything. */
export function readOptionValues(parsed: ParsedLine, place: Place): ReadOptions {
  const { command, segments, surplus } = parsed;
  if (surplus !== '') return wrong(undefined, `/${command.name} takes no options.`);
  const values: Record<string, string | number | boolean> = {};
  for (const { option, value } of segments) {
    if (value === '' && option.required !== true) continue;
    if (value === '') break;
    const read = readValue(option, value, place);
    if (typeof read === 'object') return wrong(option.name, `${option.name}: ${read.problem}`);
    values[option.name] = read;
  }
  const missing = command.options.find(
    ({ name, required }) => required === true && !(name in values),
  );
  if (missing !== undefined) {
    return wrong(missing.name, `${missing.name} is required: ${describeOptionType(missing)}.`);
  }
  return { ok: true, values };
}

function wrong(option: string | undefined, problem: string): ReadOptions {
  return { ok: false, option, problem };
}

/** The value as the bot is to get it, or what is wrong with it. */
export function readValue(
  option: Option,
  typed: string,
  place: Place,
): string | number | boolean | { readonly problem: string } {
  const choices = choicesOf(option);
  if (choices.length > 0) {
    const wanted = typed.toLowerCase();
    const choice =
      choices.find(({ name }) => name.toLowerCase() === wanted) ??
      choices.find(({ value }) => String(value) === typed);
    return choice?.value ?? { problem: 'choose one of the list.' };
  }
  switch (option.type) {
    case OPTION.integer:
    case OPTION.number:
      return readNumber(option, typed);
    case OPTION.boolean:
      if (/^(true|yes|on)$/i.test(typed)) return true;
      if (/^(false|no|off)$/i.test(typed)) return false;
      return { problem: 'takes true or false.' };
    case OPTION.user:
      return named(typed, place.members, 'There is no such member.');
    case OPTION.channel:
      return named(typed, place.channels, 'There is no such channel.');
    case OPTION.role:
      return named(typed, place.roles, 'There is no such role.');
    case OPTION.mentionable:
      return named(typed, [...place.members, ...place.roles], 'There is no such member or role.');
    case OPTION.attachment:
      return { problem: 'this page sends no files.' };
    default:
      return readText(option, typed);
  }
}

function readNumber(option: Option, typed: string): number | { readonly problem: string } {
  const value = Number(typed.replace(',', '.'));
  const whole = option.type !== OPTION.integer || Number.isSafeInteger(value);
  const { min_value: min, max_value: max } =
    'min_value' in option || 'max_value' in option
      ? option
      : { min_value: undefined, max_value: undefined };
  const fits = (min === undefined || value >= min) && (max === undefined || value <= max);
  if (!Number.isFinite(value) || !whole || !fits) {
    return { problem: `takes ${describeOptionType(option)}.` };
  }
  return value;
}

function readText(option: Option, typed: string): string | { readonly problem: string } {
  const { length } = [...typed];
  const { min_length: min = 0, max_length: max = MAX_TEXT_LENGTH } =
    option.type === OPTION.string ? option : {};
  if (length < min) return { problem: `takes at least ${min} characters.` };
  if (length > max) return { problem: `takes at most ${max} characters.` };
  return typed;
}

function named(
  typed: string,
  all: readonly Named[],
  problem: string,
): string | { readonly problem: string } {
  const wanted = typed.replace(/^<(?:@[!&]?|#)(\d+)>$/, '$1').replace(/^[@#]/, '');
  const found =
    all.find(({ id }) => id === wanted) ??
    all.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  return found?.id ?? { problem };
}
