import { ApplicationCommandType } from 'discord-api-types/v10';
import { refusals } from '../DiscordError.ts';
import type { CommandForm, CommandOption } from '../validation/commands.ts';
import { refuse } from '../validation/parseForm.ts';
import type { SnowflakeFactory } from '../world/snowflake.ts';
import { DailyCreates } from './DailyCreates.ts';

/** Slash commands that an application may have per scope; context menus have fewer. */
const MAX_CHAT_INPUT = 100;
const MAX_CONTEXT_MENU = 15;

export interface RegisteredCommand {
  readonly id: string;
  readonly applicationId: string;
  /** Null for a global command. */
  readonly guildId: string | null;
  /** Changes with every change of the command. */
  readonly version: string;
  readonly form: CommandForm;
}

/** The commands that applications have registered, globally or in a guild. */
export class CommandRegistry {
  readonly #ids: SnowflakeFactory;
  /** By scope, then by command id. */
  readonly #scopes = new Map<string, Map<string, RegisteredCommand>>();

  readonly #creates: DailyCreates;

  /** @param now Monotonic, ms. */
  constructor(ids: SnowflakeFactory, now: () => number) {
    this.#ids = ids;
    this.#creates = new DailyCreates(now);
  }

  list(applicationId: string, guildId: string | null): RegisteredCommand[] {
    return [...this.#scope(applicationId, guildId).values()];
  }

  /** @throws DiscordError 10063 */
  get(applicationId: string, guildId: string | null, commandId: string): RegisteredCommand {
    const command = this.#scope(applicationId, guildId).get(commandId);
    if (command === undefined) throw refusals.unknownCommand();
    return command;
  }

  /** What can be used in a guild: its own commands hide global ones of the same name. */
  usableIn(applicationId: string, guildId: string): RegisteredCommand[] {
    const own = this.list(applicationId, guildId);
    const hidden = new Set(own.map((command) => nameKey(command.form)));
    const global = this.list(applicationId, null);
    return [...own, ...global.filter((command) => !hidden.has(nameKey(command.form)))];
  }

  /** Creates a command, or replaces the one of the same name and type. */
  upsert(
    applicationId: string,
    guildId: string | null,
    form: CommandForm,
  ): { command: RegisteredCommand; created: boolean } {
    const scope = this.#scope(applicationId, guildId);
    const existing = [...scope.values()].find((command) => nameKey(command.form) === nameKey(form));
    if (existing === undefined) {
      const ofType = [...scope.values()].filter(({ form: { type } }) => type === form.type);
      if (ofType.length >= limit(form)) throw refusals.tooManyCommands();
      this.#creates.take(scopeKey(applicationId, guildId), 1);
    }
    const command = this.#make(applicationId, guildId, form, existing);
    scope.set(command.id, command);
    return { command, created: existing === undefined };
  }

  replace(command: RegisteredCommand, form: CommandForm): RegisteredCommand {
    const replaced = this.#make(command.applicationId, command.guildId, form, command);
    this.#scope(command.applicationId, command.guildId).set(replaced.id, replaced);
    return replaced;
  }

  delete(command: RegisteredCommand): void {
    this.#scope(command.applicationId, command.guildId).delete(command.id);
  }

  /** Replaces all commands of a scope; those that stay keep their ids. */
  overwrite(
    applicationId: string,
    guildId: string | null,
    forms: readonly CommandForm[],
  ): RegisteredCommand[] {
    const names = new Set<string>();
    const counts = new Map<ApplicationCommandType, number>();
    for (const [index, form] of forms.entries()) {
      const key = nameKey(form);
      if (names.has(key)) {
        refuse(
          [index],
          'APPLICATION_COMMANDS_DUPLICATE_NAME',
          'Application command names must be unique',
        );
      }
      names.add(key);
      const count = (counts.get(form.type) ?? 0) + 1;
      counts.set(form.type, count);
      if (count > limit(form)) throw refusals.tooManyCommands();
    }
    const scope = this.#scope(applicationId, guildId);
    const before = new Map([...scope.values()].map((each) => [nameKey(each.form), each]));
    const created = [...names].filter((key) => !before.has(key)).length;
    this.#creates.take(scopeKey(applicationId, guildId), created);
    scope.clear();
    return forms.map((form) => {
      const command = this.#make(applicationId, guildId, form, before.get(nameKey(form)));
      scope.set(command.id, command);
      return command;
    });
  }

  #make(
    applicationId: string,
    guildId: string | null,
    form: CommandForm,
    existing: RegisteredCommand | undefined,
  ): RegisteredCommand {
    const unchanged =
      existing !== undefined && JSON.stringify(existing.form) === JSON.stringify(form);
    if (unchanged) return existing;
    const version = this.#ids.next();
    return { id: existing?.id ?? version, applicationId, guildId, version, form };
  }

  #scope(applicationId: string, guildId: string | null): Map<string, RegisteredCommand> {
    const key = scopeKey(applicationId, guildId);
    let scope = this.#scopes.get(key);
    if (scope === undefined) {
      scope = new Map();
      this.#scopes.set(key, scope);
    }
    return scope;
  }
}

function scopeKey(applicationId: string, guildId: string | null): string {
  return `${applicationId}/${guildId ?? 'global'}`;
}

function nameKey(form: CommandForm): string {
  return `${form.type}/${form.name}`;
}

function limit(form: CommandForm): number {
  return form.type === ApplicationCommandType.ChatInput ? MAX_CHAT_INPUT : MAX_CONTEXT_MENU;
}

/** A command as the API shows it. */
export function presentCommand(command: RegisteredCommand, withLocalizations: boolean) {
  const { form } = command;
  return {
    id: command.id,
    application_id: command.applicationId,
    version: command.version,
    default_member_permissions: form.default_member_permissions ?? null,
    type: form.type,
    name: form.name,
    ...(withLocalizations ? { name_localizations: form.name_localizations ?? null } : {}),
    description: form.description ?? '',
    ...(withLocalizations && {
      description_localizations:
        ('description_localizations' in form ? form.description_localizations : null) ?? null,
    }),
    dm_permission: form.dm_permission ?? true,
    contexts: command.guildId === null ? (form.contexts ?? null) : null,
    integration_types: command.guildId === null ? (form.integration_types ?? [0]) : [0],
    nsfw: form.nsfw ?? false,
    ...('options' in form && form.options?.length
      ? { options: form.options.map((option) => presentOption(option)) }
      : {}),
    ...(command.guildId !== null && { guild_id: command.guildId }),
  };
}

/** As given, without what is not set. */
function presentOption(option: CommandOption): unknown {
  return JSON.parse(
    JSON.stringify(option, (_key, value: unknown) => (value === null ? undefined : value)),
  );
}
