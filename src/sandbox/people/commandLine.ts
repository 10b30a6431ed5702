import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord-api-types/v10';
import type { RegisteredCommand } from '../commands/CommandRegistry.ts';
import type { ValueOption } from '../validation/commandOptions.ts';
import type { ChatInputForm, CommandOption } from '../validation/commands.ts';
import { PersonError } from './PersonError.ts';

/** A slash command, or one of its subcommands, as a person can run it. */
export interface Invocable {
  readonly command: RegisteredCommand;
  /** `lyria play`. */
  readonly name: string;
  /** The subcommand groups and subcommands on the way to `options`, outermost first. */
  readonly path: readonly { readonly name: string; readonly type: ApplicationCommandOptionType }[];
  readonly options: readonly ValueOption[];
}

/** Everything that can be run of some commands. */
export function invocables(commands: readonly RegisteredCommand[]): Invocable[] {
  return commands.flatMap((command) => {
    const { form } = command;
    if (form.type !== ApplicationCommandType.ChatInput) return [];
    return descend(command, form.name, [], form.options ?? []);
  });
}

function descend(
  command: RegisteredCommand,
  name: string,
  path: Invocable['path'],
  options: NonNullable<ChatInputForm['options']>,
): Invocable[] {
  const nested = options.filter(isNested);
  if (nested.length === 0) {
    return [{ command, name, path, options: options.filter((option) => !isNested(option)) }];
  }
  return nested.flatMap((option) =>
    descend(
      command,
      `${name} ${option.name}`,
      [...path, { name: option.name, type: option.type }],
      option.options ?? [],
    ),
  );
}

type NestedOption = Exclude<CommandOption, ValueOption>;

function isNested(option: CommandOption): option is NestedOption {
  return (
    option.type === ApplicationCommandOptionType.Subcommand ||
    option.type === ApplicationCommandOptionType.SubcommandGroup
  );
}

/** @throws PersonError `command.unknown`, naming what there is. */
export function findInvocable(all: readonly Invocable[], name: string): Invocable {
  const wanted = name.trim().replace(/^\//, '').split(/\s+/).join(' ');
  const found = all.find((each) => each.name === wanted);
  if (found !== undefined) return found;
  const known = all.map((each) => `/${each.name}`).join(', ');
  throw new PersonError(
    'command.unknown',
    `There is no command /${wanted}. ${known === '' ? 'None is registered.' : `There are ${known}.`}`,
  );
}

/**
 * Reads what a member types: `/lyria play techno` or `/lyria play prompt:techno volume:50`. Words
 * before the first option's name belong to the command's first option.
 *
 * @throws PersonError
 */
export function parseLine(
  line: string,
  all: readonly Invocable[],
): { invocable: Invocable; given: Record<string, string> } {
  const typed = line.trim().replace(/^\//, '');
  const invocable = all
    .filter(({ name }) => typed === name || typed.startsWith(`${name} `))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (invocable === undefined) {
    return { invocable: findInvocable(all, typed), given: {} };
  }
  return { invocable, given: readOptions(typed.slice(invocable.name.length), invocable.options) };
}

function readOptions(text: string, options: readonly ValueOption[]): Record<string, string> {
  // Names of options hold nothing that means something in a pattern.
  const names = options.map(({ name }) => name).join('|');
  if (names === '') {
    if (text.trim() === '') return {};
    throw new PersonError('option.unknown', `This command takes no options: "${text.trim()}"`);
  }
  const given: Record<string, string> = {};
  const marker = new RegExp(`(?:^|\\s)(${names}):`, 'g');
  let name: string | undefined;
  let from = 0;
  const take = (until: number): void => {
    const value = text.slice(from, until).trim();
    if (name !== undefined) given[name] = value;
    else if (value !== '') given[options[0]?.name ?? ''] = value;
  };
  for (const match of text.matchAll(marker)) {
    take(match.index);
    name = match[1];
    from = match.index + match[0].length;
  }
  take(text.length);
  return given;
}
