import { isDeepStrictEqual } from 'node:util';
import type { REST } from 'discord.js';
import {
  ApplicationCommandType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  Routes,
} from 'discord-api-types/v10';
import { z } from 'zod';
import type { Log } from '../log.ts';

const commandList = z.array(
  z.looseObject({ id: z.string(), name: z.string(), type: z.number().optional() }),
);
type PresentCommand = z.output<typeof commandList>[number];

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

/** Without this Discord tells names and descriptions in one language only. */
const LOCALIZED = new URLSearchParams({ with_localizations: 'true' });

type CommandBody = RESTPostAPIChatInputApplicationCommandsJSONBody;

/** One application's commands: everywhere, or in one guild. */
export interface CommandScope {
  readonly rest: REST;
  readonly applicationId: string;
  /** In this guild alone, where it shows up at once; otherwise everywhere. */
  readonly guildId: string | undefined;
}

/**
 * Registers the command where it is missing or has changed, and otherwise leaves it alone. Other
 * commands of the application are somebody else's: nothing happens to them.
 */
export async function registerCommand(
  scope: CommandScope & { readonly command: CommandBody; readonly log: Log },
): Promise<'registered' | 'unchanged'> {
  const { rest, guildId, command, log } = scope;
  const present = await ownIn(scope, command.name);
  const ignored = guildId === undefined ? ADDED : [...ADDED, ...GLOBAL_ONLY];
  const wanted = { type: ApplicationCommandType.ChatInput, ...command };
  const isUnchanged =
    present !== undefined &&
    isDeepStrictEqual(comparable(present, ignored), comparable(wanted, ignored));
  if (isUnchanged) return 'unchanged';
  // Replaces the one of the same name, if there is one.
  await rest.post(routeOf(scope), { body: command });
  log.info({ where: guildId ?? 'everywhere' }, 'The slash command has been registered');
  return 'registered';
}

/** Takes back the command of that name, where it would be shown a second time. */
export async function withdrawCommand(
  scope: CommandScope & { readonly name: string; readonly log: Log },
): Promise<'withdrawn' | 'none'> {
  const { rest, applicationId, guildId, name, log } = scope;
  const present = await ownIn(scope, name);
  if (present === undefined) return 'none';
  await rest.delete(
    guildId === undefined
      ? Routes.applicationCommand(applicationId, present.id)
      : Routes.applicationGuildCommand(applicationId, guildId, present.id),
  );
  log.info({ where: guildId ?? 'everywhere' }, 'The slash command of earlier has been withdrawn');
  return 'withdrawn';
}

function routeOf({ applicationId, guildId }: CommandScope): `/${string}` {
  return guildId === undefined
    ? Routes.applicationCommands(applicationId)
    : Routes.applicationGuildCommands(applicationId, guildId);
}

async function ownIn(scope: CommandScope, name: string): Promise<PresentCommand | undefined> {
  const present = commandList.parse(await scope.rest.get(routeOf(scope), { query: LOCALIZED }));
  const { ChatInput } = ApplicationCommandType;
  return present.find((each) => each.name === name && (each.type ?? ChatInput) === ChatInput);
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
