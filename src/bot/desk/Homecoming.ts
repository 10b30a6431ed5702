import type { Client, Guild } from 'discord.js';
import type { Possible } from '#commands/Command.ts';
import { endText } from '#src/control/effect.ts';
import { leftMs } from '#src/control/parts/outage.ts';
import type { StationStore, StoredStation } from '#src/control/ports.ts';
import type { Kept, StationRecord } from '#src/control/StationRecord.ts';
import type { Log } from '#src/log.ts';
import { type Texts, tell } from '#src/texts/texts.ts';
import type { Announcer } from './Announcer.ts';

export interface HomecomingParts {
  readonly client: Client;
  readonly store: StationStore;
  readonly announcer: Announcer;
  readonly wallClock: () => number;
  /** How long an outage is borne for a station that is not to stay for ever. */
  readonly outageKeepMs: number;
  readonly log: Log;
  readonly isAlwaysOn: (guildId: string) => boolean;
  /** In the server's language. */
  readonly texts: (guildId: string) => Texts;
  readonly check: (guildId: string, channelId: string) => Possible;
  /** A station is in that guild already, or none is to come any more. */
  readonly isTaken: (guildId: string) => boolean;
  readonly open: (guild: Guild, kept: Kept) => void;
}

/** Brings stations back after a restart, or tells why they cannot come. */
export class Homecoming {
  readonly #parts: HomecomingParts;

  constructor(parts: HomecomingParts) {
    this.#parts = parts;
  }

  /** Whatever played when the program ended, wherever that is possible now. */
  async all(): Promise<void> {
    for (const station of await this.#parts.store.list()) await this.#bring(station);
  }

  /** What played in a guild that could not be shown until now. */
  async one(guildId: string): Promise<void> {
    const station = await this.#parts.store.get(guildId);
    if (station !== undefined) await this.#bring(station);
  }

  async #bring({ record, vote }: StoredStation): Promise<void> {
    const { client, log, store, announcer, check, isTaken, open, texts } = this.#parts;
    const { guildId, channelId } = record;
    const guild = client.guilds.cache.get(guildId);
    // A guild that Discord cannot show at the moment comes back, and its music with it.
    if (isTaken(guildId) || guild?.available === false) return;
    const possible = check(guildId, channelId);
    const isGivenUp = this.#isGivenUp(record);
    if (guild !== undefined && vote !== undefined && possible.ok && !isGivenUp) {
      log.info({ guildId }, 'A station comes back after the restart');
      open(guild, { record, vote });
      return;
    }
    log.warn({ guildId }, 'A station cannot come back after the restart');
    await store.remove(guildId);
    const why = possible.ok
      ? tell('place.not-back')
      : tell('place.not-back.because', { why: possible.text });
    announcer.replacePanel(record, texts(guildId).put(isGivenUp ? endText('outage') : why));
  }

  /** It could not be heard for too long already before the program ended. */
  #isGivenUp({ guildId, silentSinceMs }: StationRecord): boolean {
    const { isAlwaysOn, wallClock, outageKeepMs } = this.#parts;
    if (silentSinceMs === null || isAlwaysOn(guildId)) return false;
    return leftMs(silentSinceMs, wallClock(), outageKeepMs) === 0;
  }
}
