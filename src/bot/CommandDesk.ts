import type { REST } from 'discord.js';
import type { RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord-api-types/v10';
import type { Clock, Timer } from '../clock.ts';
import { FailureError } from '../failure.ts';
import type { Log } from '../log.ts';
import { checkGuild, isNoSuchGuild } from './checkIn.ts';
import { discordFailure } from './failure.ts';
import { type CommandScope, registerCommand, withdrawCommand } from './registration.ts';

/** What keeps Discord from taking a command passes by itself, within minutes as a rule. */
const AGAIN_MS = 60_000;
/**
 * Servers in which a command of earlier is looked for. Whoever has registered in one server only has
 * a bot that is on few.
 */
const MOST_SERVERS = 200;

/** Sees to the command being registered where it is wanted, and nowhere besides. */
export class CommandDesk {
  readonly #rest: REST;
  readonly #command: RESTPostAPIChatInputApplicationCommandsJSONBody;
  readonly #guildId: string | undefined;
  readonly #clock: Clock;
  readonly #log: Log;
  #applicationId: string | undefined;
  #isRegistered = false;
  #again: Timer | undefined;
  #closed = false;

  constructor(options: {
    readonly rest: REST;
    readonly command: RESTPostAPIChatInputApplicationCommandsJSONBody;
    /** In this guild alone; otherwise everywhere. */
    readonly guildId: string | undefined;
    readonly clock: Clock;
    readonly log: Log;
  }) {
    this.#rest = options.rest;
    this.#command = options.command;
    this.#guildId = options.guildId;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  /**
   * Before the log-in: what a person has to mend is found without one. What passes is left to `keepOn`.
   *
   * @throws FailureError `discord.dev-guild`
   */
  async open(applicationId: string | undefined): Promise<void> {
    this.#applicationId = applicationId;
    if (this.#guildId !== undefined) await checkGuild(this.#rest, this.#guildId);
    await this.#register();
  }

  /**
   * After it: where it could not be registered yet, that is done, now or later.
   *
   * @throws FailureError `discord.dev-guild`
   */
  async keepOn(applicationId: string): Promise<void> {
    this.#applicationId ??= applicationId;
    if (this.#isRegistered || this.#closed) return;
    await this.#register();
    if (this.#isRegistered || this.#closed) return;
    this.#again = this.#clock.after(AGAIN_MS, () => {
      this.keepOn(applicationId).catch((error: unknown) =>
        this.#log.error({ error }, 'The slash command cannot be registered'),
      );
    });
  }

  /**
   * Takes back what earlier settings have left in other places: there the command shows up twice.
   *
   * @param guildIds of all servers the bot is on
   */
  async tidy(guildIds: readonly string[]): Promise<void> {
    if (!this.#isRegistered) return;
    const others = guildIds.filter((id) => id !== this.#guildId);
    if (this.#guildId !== undefined) await this.#withdraw(undefined);
    if (others.length > MOST_SERVERS) return;
    for (const guildId of others) await this.#withdraw(guildId);
  }

  close(): void {
    this.#closed = true;
    this.#again?.cancel();
  }

  /** Without its latest form the bot still does what Discord knows of already. */
  async #register(): Promise<void> {
    if (this.#applicationId === undefined || this.#closed) return;
    try {
      const scope = this.#scope(this.#applicationId, this.#guildId);
      await registerCommand({ ...scope, command: this.#command, log: this.#log });
      this.#isRegistered = true;
    } catch (error) {
      if (this.#guildId !== undefined && isNoSuchGuild(error)) {
        throw new FailureError(discordFailure('discord.dev-guild'), { cause: error });
      }
      this.#log.error({ error }, 'The slash command could not be registered; it is tried again');
    }
  }

  async #withdraw(guildId: string | undefined): Promise<void> {
    if (this.#applicationId === undefined || this.#closed) return;
    const scope = this.#scope(this.#applicationId, guildId);
    try {
      await withdrawCommand({ ...scope, name: this.#command.name, log: this.#log });
    } catch (error) {
      this.#log.debug({ error }, 'A server was not asked for the command of earlier');
    }
  }

  #scope(applicationId: string, guildId: string | undefined): CommandScope {
    return { rest: this.#rest, applicationId, guildId };
  }
}
