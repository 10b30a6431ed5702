import { FailureError } from '../failure.ts';
import type { Log } from '../log.ts';
import type { Keeper } from './Keeper.ts';
import { parseRow } from './parseRow.ts';
import { DEFAULT_SETTINGS, type GuildSettings, type Settings, settingsSchema } from './Settings.ts';

/**
 * What the people who manage a guild have set. All of it is in memory: it is asked for whenever
 * somebody comes or goes, when the disk must neither be waited for nor be able to fail.
 */
export class KeptSettings {
  readonly #settings: Settings;
  readonly #keeper: Keeper;
  readonly #known = new Map<string, GuildSettings>();

  /** @throws FailureError<StoreFailure> when the file cannot be read */
  constructor(options: {
    readonly settings: Settings;
    readonly keeper: Keeper;
    readonly log: Log;
  }) {
    const { settings, keeper, log } = options;
    this.#settings = settings;
    this.#keeper = keeper;
    for (const guildId of settings.guildIds()) {
      try {
        this.#known.set(guildId, settings.get(guildId));
      } catch (error) {
        if (!(error instanceof FailureError) || error.failure.code !== 'store.invalid') throw error;
        const reason = error.failure.operatorText;
        log.error({ reason }, 'the settings of a server are taken as never set');
      }
    }
  }

  get(guildId: string): GuildSettings {
    return this.#known.get(guildId) ?? DEFAULT_SETTINGS;
  }

  /**
   * Changes some settings and gives all. They hold at once, and are kept when the guild is not
   * behind.
   *
   * @throws FailureError<StoreFailure> `store.invalid` for a value out of its range
   */
  update(guildId: string, changes: Partial<GuildSettings>): GuildSettings {
    const wanted = { ...this.get(guildId), ...changes };
    const settings = parseRow(settingsSchema, wanted, `the change of guild ${guildId}`);
    this.#known.set(guildId, settings);
    this.#keeper.keep(keyOf(guildId), () => this.#settings.save(guildId, settings));
    return settings;
  }

  /** Those of a guild that the bot was removed from: nobody could change them any more. */
  forget(guildId: string): void {
    if (!this.#known.delete(guildId)) return;
    this.#keeper.keep(keyOf(guildId), () => this.#settings.delete(guildId));
  }

  /** Whether the guild's last change is not in the file yet. */
  isBehind(guildId: string): boolean {
    return this.#keeper.isHolding(keyOf(guildId));
  }
}

function keyOf(guildId: string): string {
  return `settings ${guildId}`;
}
