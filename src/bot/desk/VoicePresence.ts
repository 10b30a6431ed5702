import type { Guild } from 'discord.js';
import type { Clock, Timer } from '#src/clock.ts';

/**
 * Discord tells that the bot is out of a channel before or after it tells that the channel is
 * gone: which of both it was is known after this.
 */
const CAUSE_GRACE_MS = 500;

/**
 * Follows in which voice channel the bot is, in guilds with a station, and tells a removal from
 * what only looks like one: the goodbye to an earlier station can arrive when the next one has
 * started.
 */
export class VoicePresence {
  readonly #clock: Clock;
  readonly #mayBeRemoval: (guildId: string) => boolean;
  readonly #onMoved: (guildId: string, channelId: string) => void;
  readonly #onRemoved: (guildId: string) => void;
  /** Per guild with a station: whether the bot has arrived, and the removal being looked into. */
  readonly #guilds = new Map<string, { hasArrived: boolean; removal?: Timer }>();

  constructor(options: {
    readonly clock: Clock;
    /** Whether being in no channel can be somebody's doing, and not an outage's. */
    readonly mayBeRemoval: (guildId: string) => boolean;
    /** The bot is in that channel now; called again for the same one. */
    readonly onMoved: (guildId: string, channelId: string) => void;
    /** The bot is in no channel any more. */
    readonly onRemoved: (guildId: string) => void;
  }) {
    this.#clock = options.clock;
    this.#mayBeRemoval = options.mayBeRemoval;
    this.#onMoved = options.onMoved;
    this.#onRemoved = options.onRemoved;
  }

  /** A station begins in the guild; the bot has still to arrive. */
  begin(guildId: string): void {
    this.end(guildId);
    this.#guilds.set(guildId, { hasArrived: false });
  }

  /** The gateway has told the bot's own voice state; null: in no channel. */
  update(guildId: string, channelId: string | null): void {
    const guild = this.#guilds.get(guildId);
    if (guild === undefined) return;
    guild.removal?.cancel();
    delete guild.removal;
    if (channelId !== null) {
      guild.hasArrived = true;
      this.#onMoved(guildId, channelId);
    } else if (guild.hasArrived && this.#mayBeRemoval(guildId)) {
      guild.removal = this.#clock.after(CAUSE_GRACE_MS, () => this.#onRemoved(guildId));
    }
  }

  /** It is being looked into who has put the bot out of its channel. */
  isBeingRemoved(guildId: string): boolean {
    return this.#guilds.get(guildId)?.removal !== undefined;
  }

  /** The guild's station has ended. */
  end(guildId: string): void {
    this.#guilds.get(guildId)?.removal?.cancel();
    this.#guilds.delete(guildId);
  }

  close(): void {
    for (const guildId of [...this.#guilds.keys()]) this.end(guildId);
  }
}

/** Where the bot is in voice and where it should be, as the gateway has just told it whole. */
export interface Placement {
  /** The station's channel; `ending` while one fades out, which leaves by itself; null without one. */
  readonly wanted: string | 'ending' | null;
  /** The channel that the bot is in, or null. */
  readonly present: string | null;
  /** The session is new: what the former one asked for in voice is forgotten, or nobody's. */
  readonly isNewSession: boolean;
  /** The voice connection stands, as far as it knows: it will not ask to join by itself. */
  readonly seemsConnected: boolean;
}

export type PlacementStep = { readonly join: string } | 'leave' | 'stay';

/** What to ask of the gateway so that the bot is where a station plays, and nowhere else. */
export function placementStep(placement: Placement): PlacementStep {
  const { wanted, present, isNewSession, seemsConnected } = placement;
  if (wanted === null) return present === null ? 'stay' : 'leave';
  if (wanted === 'ending') return 'stay';
  if (isNewSession) return { join: present ?? wanted };
  return present === null && seemsConnected ? { join: wanted } : 'stay';
}

const DEFAULT_BITRATE = 64_000;

/** Bits per second of a voice channel. */
export function bitrateOf(guild: Guild, channelId: string): number {
  const channel = guild.channels.cache.get(channelId);
  return channel?.isVoiceBased() === true ? channel.bitrate : DEFAULT_BITRATE;
}
