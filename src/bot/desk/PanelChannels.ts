import type { Guild } from 'discord.js';
import type { Clock, Timer } from '#src/clock.ts';
import type { PanelView } from '#src/control/PanelView.ts';
import type { GuildSettings } from '#src/control/StationRecord.ts';
import type { Log } from '#src/log.ts';
import type { Texts } from '#src/texts/texts.ts';
import type { MessagePort } from '../messages.ts';
import { renderPanel } from '../panel/renderPanel.ts';
import { checkTextChannel } from '../voiceChecks.ts';

/** Long enough for everybody who is there to have read it. */
const VANISHES_AFTER_MS = 5 * 60_000;

/** What is known of servers and channels without asking. */
interface Known {
  readonly guilds: { readonly cache: Pick<ReadonlyMap<string, Guild>, 'get'> };
  readonly channels: { readonly cache: Pick<ReadonlyMap<string, KnownChannel>, 'get'> };
}

/** One of a server's, or of two people's. */
interface KnownChannel {
  readonly id: string;
  readonly guildId?: string | null;
}

export interface PanelChannelsParts {
  readonly client: Known;
  readonly messages: MessagePort;
  readonly settings: (guildId: string) => GuildSettings;
  readonly texts: (guildId: string) => Texts;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The channels that servers have for the panel alone: it stands there wherever it was asked for, and
 * whatever else the bot says there is taken away after a while. What it said before a restart stays.
 */
export class PanelChannels {
  readonly #parts: PanelChannelsParts;
  /** By what they take away. */
  readonly #timers = new Map<string, Timer>();
  /** For all that is no panel. */
  readonly messages: MessagePort;
  /** For what is to stand for as long as it is true: it vanishes after it was changed. */
  readonly notices: MessagePort;

  constructor(parts: PanelChannelsParts) {
    this.#parts = parts;
    const { messages } = parts;
    const vanishes = (channelId: string, messageId: string): void =>
      this.#vanishes(channelId, messageId, () => messages.remove(channelId, messageId));
    this.messages = {
      ...messages,
      async edit(channelId, messageId, container) {
        await messages.edit(channelId, messageId, container);
        vanishes(channelId, messageId);
      },
      async post(channelId, container, nonce) {
        const posted = await messages.post(channelId, container, nonce);
        vanishes(channelId, posted.messageId);
        return posted;
      },
    };
    this.notices = { ...this.messages, post: messages.post };
  }

  /** The server's, unless the bot may not write there any more. */
  of(guildId: string): string | undefined {
    const { client, settings } = this.#parts;
    const { panelChannelId } = settings(guildId);
    const guild = client.guilds.cache.get(guildId);
    if (panelChannelId === null || guild === undefined) return undefined;
    return checkTextChannel(guild, panelChannelId).ok ? panelChannelId : undefined;
  }

  async post(guildId: string, channelId: string, panel: PanelView): Promise<string> {
    const { messages, texts } = this.#parts;
    const { messageId } = await messages.post(channelId, renderPanel(texts(guildId), panel));
    return messageId;
  }

  /** An answer to an interaction, which nobody needs to know the message of. */
  answered(channelId: string, interactionId: string, remove: () => Promise<unknown>): void {
    this.#vanishes(channelId, interactionId, remove);
  }

  close(): void {
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
  }

  #vanishes(channelId: string, key: string, remove: () => Promise<unknown>): void {
    const { client, settings, clock, log } = this.#parts;
    const guildId = client.channels.cache.get(channelId)?.guildId;
    if (!guildId || settings(guildId).panelChannelId !== channelId) return;
    this.#timers.get(key)?.cancel();
    const timer = clock.after(VANISHES_AFTER_MS, () => {
      this.#timers.delete(key);
      remove().catch((error: unknown) => log.debug({ error }, 'a message does not vanish'));
    });
    this.#timers.set(key, timer);
  }
}
