import type { ShownCommand } from '../../wire.ts';

export type Option = ShownCommand['options'][number];

/** A stretch of the line that is one option's value. */
export interface Segment {
  readonly option: Option;
  /** Its name is spelt out: `volume: 50`. */
  readonly named: boolean;
  /** Without blanks around it. */
  readonly value: string;
  /** Where name and value begin, and where the value ends, in the line. */
  readonly from: number;
  readonly valueFrom: number;
  readonly to: number;
}

export interface ParsedLine {
  readonly command: ShownCommand;
  /** Where the command's name ends, in the line. */
  readonly nameEnd: number;
  readonly segments: readonly Segment[];
  /** Typed where no option is left to take it. */
  readonly surplus: string;
}

/**
 * Reads `/lyria play techno volume: 50`. What stands before the first option's name belongs to the
 * command's first option. Undefined while no command is named in full.
 */
export function parseCommandLine(
  line: string,
  commands: readonly ShownCommand[],
): ParsedLine | undefined {
  if (!line.startsWith('/')) return undefined;
  let command: ShownCommand | undefined;
  for (const each of commands) {
    const whole = line === `/${each.name}` || line.startsWith(`/${each.name} `);
    if (whole && each.name.length > (command?.name.length ?? 0)) command = each;
  }
  if (command === undefined) return undefined;
  const nameEnd = command.name.length + 1;
  return { command, nameEnd, ...segmentsOf(line, nameEnd, command.options) };
}

function segmentsOf(
  line: string,
  nameEnd: number,
  options: readonly Option[],
): Pick<ParsedLine, 'segments' | 'surplus'> {
  const marks = marksIn(line, nameEnd, options);
  const segments: Segment[] = [];
  const before = line.slice(nameEnd, marks[0]?.from ?? line.length);
  const first = options[0];
  const surplus = first === undefined ? before.trim() : '';
  if (first !== undefined && before.trim() !== '') {
    const valueFrom = nameEnd + before.search(/\S/);
    const value = before.trim();
    const to = valueFrom + value.length;
    segments.push({ option: first, named: false, value, from: valueFrom, valueFrom, to });
  }
  marks.forEach(({ option, from, valueFrom }, index) => {
    const end = marks[index + 1]?.from ?? line.length;
    const raw = line.slice(valueFrom, end);
    const lead = raw.length - raw.trimStart().length;
    const value = raw.trim();
    const start = valueFrom + lead;
    segments.push({ option, named: true, value, from, valueFrom: start, to: start + value.length });
  });
  return { segments, surplus };
}

interface Mark {
  readonly option: Option;
  readonly from: number;
  readonly valueFrom: number;
}

function marksIn(line: string, nameEnd: number, options: readonly Option[]): Mark[] {
  if (options.length === 0) return [];
  // Names of options hold letters, digits, - and _ only: nothing that means something in a pattern.
  const pattern = new RegExp(`(?<=\\s)(${options.map(({ name }) => name).join('|')}):`, 'gu');
  return [...line.slice(nameEnd).matchAll(pattern)].flatMap((match) => {
    const option = options.find(({ name }) => name === match[1]);
    const from = nameEnd + match.index;
    return option === undefined ? [] : [{ option, from, valueFrom: from + match[0].length }];
  });
}
