import { ApplicationCommandOptionType, Locale } from 'discord-api-types/v10';
import { z } from 'zod';
import { complaint, list, text } from './fields.ts';

/** Documented limits of commands' names and options. */
export const MAX_NAME = 32;
const MAX_DESCRIPTION = 100;
const MAX_OPTIONS = 25;
const MAX_CHOICES = 25;
const MAX_CHOICE_TEXT = 100;
const MAX_STRING_OPTION = 6_000;

const Option = ApplicationCommandOptionType;

/** Letters of any script, digits, dash, underscore, apostrophe; small letters where there are. */
const CHAT_INPUT_NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

const chatInputName = z.string().superRefine((name, ctx) => {
  if (CHAT_INPUT_NAME.test(name) && name === name.toLowerCase()) return;
  const { length } = [...name];
  ctx.addIssue(
    length < 1 || length > MAX_NAME
      ? complaint('BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${MAX_NAME} in length.`)
      : complaint('APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid'),
  );
});

const localesKnown: readonly string[] = Object.values(Locale);

export const localizations = <Schema extends z.ZodType>(value: Schema) =>
  z
    .record(z.string(), value.nullable())
    .superRefine((given, ctx) => {
      for (const locale of Object.keys(given)) {
        if (localesKnown.includes(locale)) continue;
        ctx.addIssue(
          complaint(
            'BASE_TYPE_CHOICES',
            `Value must be one of {${localesKnown.map((known) => `'${known}'`).join(', ')}}.`,
            [locale],
          ),
        );
      }
    })
    .nullish();

/** What commands and options are called, in every language. */
export const named = {
  name: chatInputName,
  name_localizations: localizations(chatInputName),
  description: text(1, MAX_DESCRIPTION),
  description_localizations: localizations(text(1, MAX_DESCRIPTION)),
};

function choices<Value extends z.ZodType>(value: Value) {
  const choice = z.object({
    name: text(1, MAX_CHOICE_TEXT),
    name_localizations: localizations(text(1, MAX_CHOICE_TEXT)),
    value,
  });
  return list(choice, 0, MAX_CHOICES)
    .superRefine((given, ctx) => {
      const seen = new Set<unknown>();
      for (const [index, each] of given.entries()) {
        if (seen.has(each.name)) {
          ctx.addIssue(
            complaint(
              'APPLICATION_COMMAND_OPTION_CHOICE_NAME_INVALID',
              'Choice names must be unique',
              [index, 'name'],
            ),
          );
        }
        seen.add(each.name);
      }
    })
    .nullish();
}

const valued = { ...named, required: z.boolean().nullish() };
const autocomplete = z.boolean().nullish();

const stringOption = z.object({
  type: z.literal(Option.String),
  ...valued,
  autocomplete,
  choices: choices(text(1, MAX_CHOICE_TEXT)),
  min_length: z.int().min(0).max(MAX_STRING_OPTION).nullish(),
  max_length: z.int().min(1).max(MAX_STRING_OPTION).nullish(),
});

const integerOption = z.object({
  type: z.literal(Option.Integer),
  ...valued,
  autocomplete,
  choices: choices(z.int()),
  min_value: z.int().nullish(),
  max_value: z.int().nullish(),
});

const numberOption = z.object({
  type: z.literal(Option.Number),
  ...valued,
  autocomplete,
  choices: choices(z.number()),
  min_value: z.number().nullish(),
  max_value: z.number().nullish(),
});

const plainOption = z.object({
  type: z.literal([
    Option.Boolean,
    Option.User,
    Option.Role,
    Option.Mentionable,
    Option.Attachment,
  ]),
  ...valued,
});

const channelOption = z.object({
  type: z.literal(Option.Channel),
  ...valued,
  channel_types: z.array(z.int()).nullish(),
});

const valueOptions = [
  stringOption,
  integerOption,
  numberOption,
  plainOption,
  channelOption,
] as const;

const valueOption = z.discriminatedUnion('type', valueOptions).superRefine((option, ctx) => {
  if (!('choices' in option) || !option.autocomplete || !option.choices?.length) return;
  ctx.addIssue(
    complaint(
      'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_WITH_CHOICES',
      'Autocomplete may not be set together with choices',
      ['autocomplete'],
    ),
  );
});

export type ValueOption = z.output<typeof valueOption>;

/** Rules among sibling options: names differ, and the required ones come first. */
const options = <Schema extends z.ZodType<{ name: string; required?: boolean | null | undefined }>>(
  option: Schema,
) =>
  list(option, 0, MAX_OPTIONS).superRefine((given, ctx) => {
    const names = new Set<string>();
    let optionalSeen = false;
    for (const [index, each] of given.entries()) {
      if (names.has(each.name)) {
        ctx.addIssue(
          complaint('APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED', 'Option names must be unique', [
            index,
            'name',
          ]),
        );
      }
      names.add(each.name);
      if (each.required !== true) optionalSeen = true;
      else if (optionalSeen) {
        ctx.addIssue(
          complaint(
            'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
            'Required options must be placed before non-required options',
            [index],
          ),
        );
      }
    }
  });

const subcommand = z.object({
  type: z.literal(Option.Subcommand),
  ...named,
  required: z.undefined().optional(),
  options: options(valueOption).nullish(),
});

const subcommandGroup = z.object({
  type: z.literal(Option.SubcommandGroup),
  ...named,
  required: z.undefined().optional(),
  options: options(subcommand).nullish(),
});

/** All options of a slash command: either values or subcommands. */
export const commandOptions = options(
  z.discriminatedUnion('type', [subcommand, subcommandGroup, valueOption]),
).superRefine((given, ctx) => {
  const nested = given.filter(
    ({ type }) => type === Option.Subcommand || type === Option.SubcommandGroup,
  ).length;
  if (nested === 0 || nested === given.length) return;
  ctx.addIssue(
    complaint(
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
      'Sub-command and sub-command group option types are mutually exclusive to all other types',
    ),
  );
});
