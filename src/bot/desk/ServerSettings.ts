import type { Client } from 'discord.js';
import type { GuildSettings } from '#src/control/StationRecord.ts';
import type { Store } from '#src/store/openStore.ts';
import { type Texts, textsFor, textsIn } from '#src/texts/texts.ts';

export interface ServerSettingsParts {
  readonly client: Client;
  readonly store: Pick<Store, 'settings'>;
  /** There is somebody whom members can talk to. */
  readonly canTalk: boolean;
}

/** What each server has set, as far as it is in force, and the language that follows from it. */
export class ServerSettings {
  readonly #parts: ServerSettingsParts;

  constructor(parts: ServerSettingsParts) {
    this.#parts = parts;
  }

  get(guildId: string): GuildSettings {
    return this.#inForce(this.#parts.store.settings.get(guildId));
  }

  update(guildId: string, changes: Partial<GuildSettings>): GuildSettings {
    return this.#inForce(this.#parts.store.settings.update(guildId, changes));
  }

  /** In the language that was set, or else in the one that Discord has for the server. */
  texts(guildId: string): Texts {
    const { language } = this.get(guildId);
    if (language !== null) return textsIn(language);
    return textsFor(this.#parts.client.guilds.cache.get(guildId)?.preferredLocale);
  }

  /** Nobody is offered what is not there, whatever was set when it was. */
  #inForce(settings: GuildSettings): GuildSettings {
    return this.#parts.canTalk ? settings : { ...settings, talk: 'off' };
  }
}
