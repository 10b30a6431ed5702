import { type Client, GatewayOpcodes, type Guild } from 'discord.js';
import type { Clock } from '../../clock.ts';
import type { MediaPort } from '../../media/protocol.ts';
import type { GuildStation } from '../GuildStation.ts';
import type { Silence } from './announcements.ts';
import { bitrateOf } from './bitrateOf.ts';
import { VoicePresence } from './VoicePresence.ts';

/** What the gateway tells of the bot in voice and of its channels, for the stations concerned. */
export class VoiceNews {
  readonly #client: Client;
  readonly #media: MediaPort;
  readonly #station: (guildId: string) => GuildStation | undefined;
  readonly #onMoved: (guildId: string) => void;
  readonly #onSilenced: (station: GuildStation, why: Silence) => void;
  readonly #presence: VoicePresence;

  constructor(options: {
    readonly client: Client;
    readonly media: MediaPort;
    readonly clock: Clock;
    /** The guild's station, even while it is fading out. */
    readonly station: (guildId: string) => GuildStation | undefined;
    /** The station is in another channel now, with other listeners. */
    readonly onMoved: (guildId: string) => void;
    /** What plays is not heard until somebody gives the bot its voice back. */
    readonly onSilenced: (station: GuildStation, why: Silence) => void;
  }) {
    this.#client = options.client;
    this.#media = options.media;
    this.#station = options.station;
    this.#onMoved = options.onMoved;
    this.#onSilenced = options.onSilenced;
    this.#presence = new VoicePresence({
      clock: options.clock,
      onMoved: (guildId, channelId) => this.#moved(guildId, channelId),
      onRemoved: (guildId) => this.#removed(guildId),
    });
  }

  /** A station begins: relays the guild's voice payloads to the media side. */
  begin(guildId: string): void {
    const media = this.#media;
    this.#presence.begin(guildId);
    this.#client.voice.adapters.set(guildId, {
      onVoiceServerUpdate: (payload) => media.send({ type: 'voiceServerUpdate', guildId, payload }),
      onVoiceStateUpdate: (payload) => media.send({ type: 'voiceStateUpdate', guildId, payload }),
      // The gateway may come back; the media side notices by itself when voice does not.
      destroy: () => {},
    });
  }

  /** The station has ended. */
  end(guildId: string): void {
    this.#presence.end(guildId);
    this.#client.voice.adapters.delete(guildId);
  }

  /** The bot's own voice state; null: in no channel. */
  ownChannelIs(guildId: string, channelId: string | null): void {
    this.#presence.update(guildId, channelId);
  }

  silenced(guildId: string, why: Silence): void {
    const station = this.#station(guildId);
    if (station !== undefined && !station.isStopping) this.#onSilenced(station, why);
  }

  /**
   * The gateway has a new session and knows the guild afresh: the bot's voice state of the old
   * session may be gone, or changed while nobody told. Asks for it again.
   */
  sessionRenewed(guild: Guild): void {
    const station = this.#station(guild.id);
    if (station === undefined || station.isStopping) return;
    const present = guild.members.me?.voice.channelId;
    guild.shard.send({
      op: GatewayOpcodes.VoiceStateUpdate,
      d: {
        guild_id: guild.id,
        channel_id: present ?? station.channelId,
        self_mute: false,
        self_deaf: true,
      },
    });
  }

  /** A voice channel was edited: its bitrate may be another. */
  channelEdited(guildId: string, channelId: string): void {
    const station = this.#station(guildId);
    const guild = this.#client.guilds.cache.get(guildId);
    if (guild === undefined || station?.channelId !== channelId) return;
    station.movedTo(channelId, bitrateOf(guild, channelId));
  }

  channelDeleted(guildId: string, channelId: string): void {
    if (this.#station(guildId)?.channelId !== channelId) return;
    this.#media.send({ type: 'channelLost', guildId, reason: 'channel-deleted' });
  }

  /** The bot is no member of that guild any more. */
  guildLost(guildId: string): void {
    if (this.#station(guildId) === undefined) return;
    this.#media.send({ type: 'channelLost', guildId, reason: 'kicked' });
  }

  close(): void {
    this.#presence.close();
  }

  #moved(guildId: string, channelId: string): void {
    const station = this.#station(guildId);
    const guild = this.#client.guilds.cache.get(guildId);
    if (guild === undefined || station === undefined || channelId === station.channelId) return;
    station.movedTo(channelId, bitrateOf(guild, channelId));
    this.#onMoved(guildId);
  }

  #removed(guildId: string): void {
    const station = this.#station(guildId);
    const guild = this.#client.guilds.cache.get(guildId);
    if (guild === undefined || station === undefined) return;
    const reason = guild.channels.cache.has(station.channelId) ? 'kicked' : 'channel-deleted';
    this.#media.send({ type: 'channelLost', guildId, reason });
  }
}
