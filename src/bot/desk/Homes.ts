import type { Client, Guild } from 'discord.js';
import type { StationsPort } from '#commands/Command.ts';
import type { MixStore } from '#src/control/ports.ts';
import type { GuildSettings } from '#src/control/StationRecord.ts';
import { outcomeText } from '#src/control/texts.ts';
import { findMix, type MixPiece } from '#src/crowd/mix/savedMix.ts';
import { findPreset, findPresetByTitle } from '#src/crowd/typed/presets.ts';
import type { Log } from '#src/log.ts';
import { ENGLISH, type Texts } from '#src/texts/texts.ts';
import type { MessagePort } from '../messages.ts';
import { renderPanel } from '../panel/renderPanel.ts';
import { listenersOf } from '../voiceChecks.ts';

/** What plays where no mix is named, or the one that was named is gone: it disturbs nobody. */
const USUAL_PRESET = 'study';

export interface HomesParts {
  readonly client: Client;
  readonly mixes: MixStore;
  readonly messages: MessagePort;
  readonly log: Log;
  /** Where the server wants its panels, if it has a channel for them. */
  readonly panelChannel: (guildId: string) => string | undefined;
  readonly desk: StationsPort & { texts(guildId: string): Texts };
}

interface Seen {
  readonly channelId: string;
  readonly alwaysOn: boolean;
  readonly people: number;
}

/**
 * Has music come by itself where a server has given it a home: with the first who hears it there, and,
 * where it is to stay for ever, when the bot starts or the home is made. Whoever stops it has peace
 * until everybody has left and somebody comes.
 */
export class Homes {
  readonly #parts: HomesParts;
  /** By guild, as of the last look. */
  readonly #seen = new Map<string, Seen>();

  constructor(parts: HomesParts) {
    this.#parts = parts;
  }

  /** Somebody may have come or gone, or the settings may be others. */
  look(guild: Guild): void {
    const { desk, log } = this.#parts;
    const { home, alwaysOn } = desk.settings(guild.id);
    if (home === null || !guild.available) {
      if (home === null) this.#seen.delete(guild.id);
      return;
    }
    const { channelId } = home;
    const people = listenersOf(guild, channelId).length;
    const before = this.#seen.get(guild.id);
    this.#seen.set(guild.id, { channelId, alwaysOn, people });
    const isNew = before?.channelId !== channelId || (alwaysOn && !before.alwaysOn);
    const comes = isNew ? alwaysOn || people > 0 : before.people === 0 && people > 0;
    if (!comes || desk.get(guild.id) !== undefined) return;
    this.#start(guild.id, home).catch((error: unknown) =>
      log.warn({ error, guildId: guild.id }, 'Music could not come home'),
    );
  }

  async #start(guildId: string, home: NonNullable<GuildSettings['home']>): Promise<void> {
    const { client, desk, messages, log } = this.#parts;
    const { channelId } = home;
    const textChannelId = this.#parts.panelChannel(guildId) ?? home.textChannelId;
    const possible = desk.check(guildId, channelId);
    if (!possible.ok) {
      log.warn({ guildId, reason: possible.text.id }, 'Music cannot come home');
      return;
    }
    const { prompts, config } = await this.#mix(guildId, home.mix);
    const startedBy = client.user?.id ?? '';
    const place = { guildId, channelId, textChannelId, startedBy };
    const started = await desk.start({ ...place, prompts, config, isPatient: true });
    const playing = desk.get(guildId);
    if (started.kind !== 'done' || playing === undefined) {
      const reason = outcomeText(ENGLISH, started, channelId);
      log.warn({ guildId, reason }, 'Music cannot come home');
      return;
    }
    log.info({ guildId }, 'Music comes home');
    const { messageId } = await messages.post(
      textChannelId,
      renderPanel(desk.texts(guildId), playing.panel()),
    );
    playing.tell({ type: 'panelShown', channelId: textChannelId, messageId });
  }

  async #mix(guildId: string, name: string | null): Promise<MixPiece> {
    const saved = name === null ? [] : await this.#parts.mixes.list(`guild ${guildId}`);
    const mix = name === null ? undefined : (findMix(saved, name) ?? findPresetByTitle(name));
    const piece = mix ?? findPreset(USUAL_PRESET);
    if (piece === undefined) throw new Error(`There is no preset ${USUAL_PRESET}`);
    return piece;
  }
}
