import { isDeepStrictEqual } from 'node:util';
import type { REST } from 'discord.js';
import {
  ApplicationCommandType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  Routes,
} from 'discord-api-types/v10';
import { z } from 'zod';
import type { Log } from '../log.ts';

const commandList = z.array(z.record(z.string(), z.unknown()));

/** What Discord adds by itself. */
const ADDED = [
  'id',
  'application_id',
  'guild_id',
  'version',
  'default_permission',
  'default_member_permissions',
  'dm_permission',
  'nsfw',
];
/** Means nothing on a command of one guild, and Discord does not keep it there. */
const GLOBAL_ONLY = ['contexts', 'integration_types'];

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
  const present = commandList.parse(await rest.get(route));
  const ignored = guildId === undefined ? ADDED : [...ADDED, ...GLOBAL_ONLY];
  const wanted = { type: ApplicationCommandType.ChatInput, ...command };
  const isUnchanged = isDeepStrictEqual(
    present.map((each) => comparable(each, ignored)),
    [comparable(wanted, ignored)],
  );
  if (isUnchanged) return 'unchanged';
  await rest.put(route, { body: [command] });
  log.info({ where: guildId ?? 'everywhere' }, 'The slash commands have been registered');
  return 'registered';
}

/** A command without the fields to ignore. */
function comparable(
  command: Readonly<Record<string, unknown>>,
  ignored: readonly string[],
): Readonly<Record<string, unknown>> {
  const fields = Object.entries(command).filter(([name]) => !ignored.includes(name));
  return Object.fromEntries(substantial(fields));
}

/** Discord leaves out, or answers with null, what is false, empty or not given. */
function substantial(fields: readonly [string, unknown][]): [string, unknown][] {
  return fields
    .filter(([, value]) => value !== undefined && value !== null && value !== false)
    .filter(([, value]) => !Array.isArray(value) || value.length > 0)
    .map(([name, value]) => [name, withSubstance(value)]);
}

function withSubstance(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSubstance);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(substantial(Object.entries(value)));
}
