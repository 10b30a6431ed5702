import type { Choice, ShownCommand } from '../../wire.ts';
import { choicesOf, describeOptionType, isAutocompleted, OPTION } from './optionTypes.ts';
import {
  type Option,
  type ParsedLine,
  parseCommandLine,
  type Segment,
} from './parseCommandLine.ts';
import type { Named, Place } from './readOptionValues.ts';

/** What the list above the message box offers. */
export interface Suggestions {
  readonly kind: 'none' | 'commands' | 'values' | 'options';
  readonly items: readonly Suggestion[];
  /** The command that is named in full, and the option that the caret is in. */
  readonly parsed: ParsedLine | undefined;
  readonly option: Option | undefined;
  /** The bot has to be asked: what it answers goes into `withChoices`. */
  readonly ask: { readonly option: Option; readonly segment: Segment | undefined } | undefined;
  /** Enter takes the first item without an arrow key before. */
  readonly eager: boolean;
}

export interface Suggestion {
  readonly label: string;
  readonly detail: string;
  /** The line once this is taken; the caret stands at its end, or at `caret`. */
  readonly line: string;
  readonly caret: number;
}

/** Discord's limit of choices; more than fits in a list without scrolling. */
const MAX_ITEMS = 25;

const NONE: Suggestions = {
  kind: 'none',
  items: [],
  parsed: undefined,
  option: undefined,
  ask: undefined,
  eager: false,
};

/** @param caret a place in the line, counted as strings are */
export function suggest(
  line: string,
  caret: number,
  commands: readonly ShownCommand[],
  place: Place,
): Suggestions {
  if (!line.startsWith('/')) return NONE;
  const parsed = parseCommandLine(line, commands);
  if (parsed === undefined || caret <= parsed.nameEnd) {
    return suggestCommands(line.slice(0, Math.max(caret, 1)), commands, parsed);
  }
  const segment = parsed.segments.find(({ from, to }) => caret >= from && caret <= to);
  if (segment !== undefined && (caret >= segment.valueFrom || segment.named)) {
    return suggestValues(line, parsed, segment.option, segment, place);
  }
  return suggestFree(line, caret, parsed, place);
}

/** Where nothing is typed yet: a value for an option just named, or the options that are left. */
function suggestFree(line: string, caret: number, parsed: ParsedLine, place: Place): Suggestions {
  const before = parsed.segments.filter(({ to }) => to < caret).at(-1);
  if (before?.named === true && before.value === '') {
    return suggestValues(line, parsed, before.option, before, place);
  }
  const [first] = parsed.command.options;
  const untouched = parsed.segments.length === 0;
  if (untouched && first !== undefined && (first.required === true || isOnly(parsed))) {
    return suggestValues(line, parsed, first, undefined, place);
  }
  const given = new Set(parsed.segments.map(({ option }) => option.name));
  const left = parsed.command.options.filter(({ name }) => !given.has(name));
  const head = line.slice(0, caret).trimEnd();
  return {
    ...NONE,
    kind: left.length === 0 ? 'none' : 'options',
    parsed,
    items: left.map((option) => {
      const next = `${head} ${option.name}: `;
      return {
        label: option.name,
        detail: `${option.description} · ${option.required === true ? 'required' : 'optional'}`,
        line: next + line.slice(caret).trimStart(),
        caret: next.length,
      };
    }),
  };
}

function isOnly({ command }: ParsedLine): boolean {
  return command.options.length === 1;
}

function suggestCommands(
  typed: string,
  commands: readonly ShownCommand[],
  parsed: ParsedLine | undefined,
): Suggestions {
  const wanted = typed.slice(1).toLowerCase().trimStart();
  const words = wanted.split(/\s+/);
  const starts = commands.filter(({ name }) => name.startsWith(wanted));
  const others = commands.filter(
    (command) => !starts.includes(command) && words.every((word) => command.name.includes(word)),
  );
  const items = [...starts, ...others].slice(0, MAX_ITEMS).map((command) => {
    const line = command.options.length === 0 ? `/${command.name}` : `/${command.name} `;
    return { label: `/${command.name}`, detail: command.description, line, caret: line.length };
  });
  const isWhole = parsed !== undefined && items.length === 1;
  return {
    ...NONE,
    kind: items.length === 0 ? 'none' : 'commands',
    items,
    parsed,
    eager: !isWhole || parsed.command.options.some(({ required }) => required === true),
  };
}

function suggestValues(
  line: string,
  parsed: ParsedLine,
  option: Option,
  segment: Segment | undefined,
  place: Place,
): Suggestions {
  const choices = localChoices(option, place);
  const typed = (segment?.value ?? '').toLowerCase().replace(/^[@#]/, '');
  const matching = choices.filter(({ name }) => name.toLowerCase().includes(typed));
  const exact = matching.some(({ name }) => name.toLowerCase() === typed);
  const items = matching.map((choice) => suggestionOf(choice, line, segment));
  return {
    kind: items.length === 0 ? 'none' : 'values',
    items: items.slice(0, MAX_ITEMS),
    parsed,
    option,
    ask: isAutocompleted(option) ? { option, segment } : undefined,
    // A choice has to be one of the list, so Enter completes what is typed so far.
    eager: items.length > 0 && !exact && typed !== '',
  };
}

/** With what the bot has answered for the option that is being typed. */
export function withChoices(
  suggestions: Suggestions,
  line: string,
  choices: readonly Choice[],
): Suggestions {
  const { ask } = suggestions;
  if (ask === undefined) return suggestions;
  const items = choices
    .slice(0, MAX_ITEMS)
    .map(({ name, value }) =>
      suggestionOf({ name: String(value), label: name }, line, ask.segment),
    );
  return { ...suggestions, kind: items.length === 0 ? 'none' : 'values', items };
}

function suggestionOf(
  choice: { readonly name: string; readonly label?: string; readonly detail?: string },
  line: string,
  segment: Segment | undefined,
): Suggestion {
  const { name, label = name, detail = '' } = choice;
  const head = segment === undefined ? `${line.trimEnd()} ` : line.slice(0, segment.valueFrom);
  const gap = segment?.named === true && head.endsWith(':') ? ' ' : '';
  const tail = segment === undefined ? '' : line.slice(segment.to);
  const next = `${head}${gap}${name}`;
  return { label, detail, line: `${next}${tail === '' ? ' ' : tail}`, caret: next.length + 1 };
}

function localChoices(
  option: Option,
  place: Place,
): readonly { readonly name: string; readonly detail?: string }[] {
  const choices = choicesOf(option);
  if (choices.length > 0) return choices;
  const names = (all: readonly Named[], sign: string, detail: string) =>
    all.map(({ name }) => ({ name: `${sign}${name}`, detail }));
  switch (option.type) {
    case OPTION.boolean:
      return [{ name: 'true' }, { name: 'false' }];
    case OPTION.user:
      return names(place.members, '@', 'member');
    case OPTION.channel:
      return names(place.channels, '#', 'channel');
    case OPTION.role:
      return names(place.roles, '@', 'role');
    case OPTION.mentionable:
      return [...names(place.members, '@', 'member'), ...names(place.roles, '@', 'role')];
    default:
      return [];
  }
}

/** One line under the box: what the option at the caret takes. */
export function describeOption(option: Option): string {
  const need = option.required === true ? 'required' : 'optional';
  return `${option.description} (${describeOptionType(option)}, ${need})`;
}
