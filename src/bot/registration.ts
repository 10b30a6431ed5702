import { isDeepStrictEqual } from 'node:util';
import type { REST } from 'discord.js';
import {
  type APIApplicationCommand,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  Routes,
} from 'discord-api-types/v10';
import type { Log } from '../log.ts';

/** Registers the command where it is missing or has changed, and otherwise leaves it alone. */
export async function registerCommand(options: {
  readonly rest: REST;
  readonly applicationId: string;
  /** In this guild alone, where it shows up at once; otherwise everywhere. */
  readonly guildId: string | undefined;
  readonly command: RESTPostAPIChatInputApplicationCommandsJSONBody;
  readonly log: Log;
}): Promise<'registered' | 'unchanged'> {
  const { rest, applicationId, guildId, command, log } = options;
  const route =
    guildId === undefined
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, guildId);
  const present = (await rest.get(route)) as readonly APIApplicationCommand[];
  const [only] = present;
  if (present.length === 1 && only !== undefined && isSameCommand(only, command))
    return 'unchanged';
  await rest.put(route, { body: [command] });
  log.info({ where: guildId ?? 'everywhere' }, 'The slash commands have been registered');
  return 'registered';
}

/** Compares what Discord has with what is wanted; what Discord adds by itself does not count. */
export function isSameCommand(
  present: unknown,
  wanted: RESTPostAPIChatInputApplicationCommandsJSONBody,
): boolean {
  return isDeepStrictEqual(pick(wanted, present), normal(wanted));
}

/** Of `value`, what `shape` has too; arrays must be of one length to match. */
function pick(shape: unknown, value: unknown): unknown {
  if (Array.isArray(shape)) {
    if (!Array.isArray(value) || value.length !== shape.length) return value;
    return shape.map((item, index) => pick(item, value[index]));
  }
  if (typeof shape === 'object' && shape !== null) {
    if (typeof value !== 'object' || value === null) return value;
    const fields = new Map<string, unknown>(Object.entries(value));
    const picked = Object.entries(shape)
      .filter(([, item]) => item !== undefined)
      .map(([name, item]) => [name, pick(item, fields.get(name) ?? absent(item))]);
    return Object.fromEntries(picked);
  }
  return value;
}

/** Discord leaves out what is false. */
function absent(item: unknown): unknown {
  return item === false ? false : undefined;
}

function normal(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
