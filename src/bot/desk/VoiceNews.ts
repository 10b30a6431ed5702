import { type Client, GatewayOpcodes, type Guild } from 'discord.js';
import type { Clock } from '#src/clock.ts';
import type { StationActor } from '#src/control/StationActor.ts';
import type { Log } from '#src/log.ts';
import type { MediaPort, StationSnapshot } from '#src/media/protocol.ts';
import type { Told } from '#src/texts/texts.ts';
import { bitrateOf, type Placement, placementStep, VoicePresence } from './VoicePresence.ts';

/**
 * Voice that has been away for this long has not been taken away by somebody: Discord puts a bot
 * out of its channel, too, when its voice connection is dead for a while. Whoever is put out by a
 * person loses the connection in the same moment.
 */
const DEAD_VOICE_MS = 5_000;

/**
 * What the gateway tells of the bot in voice and of its channels, for the stations concerned. Sees to
 * it that the bot is in voice where a station plays, and nowhere else, however the gateway comes and
 * goes.
 */
export class VoiceNews {
  readonly #client: Client;
  readonly #media: MediaPort;
  readonly #station: (guildId: string) => StationActor | undefined;
  readonly #onMoved: (guildId: string) => void;
  readonly #onSilenced: (station: StationActor, text: Told) => void;
  readonly #presence: VoicePresence;
  readonly #clock: Clock;
  readonly #log: Log;
  /** Guilds that the gateway says nothing of at present. */
  readonly #away = new Set<string>();
  /** Since when the voice of stations has been away. */
  readonly #voiceAwayMs = new Map<string, number>();
  /** Before the stations of the last run are back nobody can say where the bot has no business. */
  #knowsStations = false;

  constructor(options: {
    readonly client: Client;
    readonly media: MediaPort;
    readonly clock: Clock;
    readonly log: Log;
    /** The guild's station, even while it is fading out. */
    readonly station: (guildId: string) => StationActor | undefined;
    /** The station is in another channel now, with other listeners. */
    readonly onMoved: (guildId: string) => void;
    /** What plays is not heard until somebody gives the bot its voice back. */
    readonly onSilenced: (station: StationActor, text: Told) => void;
  }) {
    this.#client = options.client;
    this.#media = options.media;
    this.#station = options.station;
    this.#onMoved = options.onMoved;
    this.#onSilenced = options.onSilenced;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#presence = new VoicePresence({
      clock: options.clock,
      mayBeRemoval: (guildId) => !this.#away.has(guildId) && !this.#isVoiceDead(guildId),
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

  /** Every station that is to come back is there, or waits for its guild. */
  stationsAreKnown(): void {
    this.#knowsStations = true;
    for (const guild of this.#client.guilds.cache.values()) {
      if (!this.isAway(guild)) this.#settle(guild, false);
    }
  }

  /** Nothing can be asked of the gateway for this guild, and nothing is heard. */
  isAway(guild: Guild): boolean {
    return this.#away.has(guild.id) || !guild.available;
  }

  /** The guild cannot be shown by Discord, or the connection to the gateway is gone. */
  lost(guildId: string): void {
    if (this.#away.has(guildId)) return;
    this.#away.add(guildId);
    this.#station(guildId)?.tell({ type: 'gateway', state: 'away' });
  }

  /**
   * It is back, and what the cache says of it is true.
   *
   * @param isNewSession not the same session as before, or the guild was not in it
   */
  back(guild: Guild, isNewSession: boolean): void {
    if (!guild.available) return;
    this.#away.delete(guild.id);
    const station = this.#station(guild.id);
    if (station !== undefined && !guild.channels.cache.has(channelOf(station))) {
      this.channelDeleted(guild.id, channelOf(station));
      return;
    }
    station?.tell({ type: 'gateway', state: 'back' });
    this.#settle(guild, isNewSession);
  }

  /** What the media side says of the voice connection. */
  reported({ guildId, voiceAway }: StationSnapshot): void {
    if (voiceAway !== true) this.#voiceAwayMs.delete(guildId);
    else if (!this.#voiceAwayMs.has(guildId)) this.#voiceAwayMs.set(guildId, this.#clock.now());
  }

  /** The station has ended. */
  end(guildId: string): void {
    this.#voiceAwayMs.delete(guildId);
    this.#presence.end(guildId);
    this.#client.voice.adapters.delete(guildId);
  }

  /** The bot's own voice state; null: in no channel. */
  ownChannelIs(guildId: string, channelId: string | null): void {
    this.#presence.update(guildId, channelId);
    const guild = this.#client.guilds.cache.get(guildId);
    if (guild !== undefined && !this.isAway(guild) && this.#station(guildId) === undefined) {
      this.#settle(guild, false);
    }
  }

  silenced(guildId: string, text: Told): void {
    const station = this.#station(guildId);
    if (station !== undefined && station.state.life !== 'stopping') this.#onSilenced(station, text);
  }

  /** A voice channel was edited: its bitrate may be another. */
  channelEdited(guildId: string, channelId: string): void {
    const station = this.#station(guildId);
    const guild = this.#client.guilds.cache.get(guildId);
    if (guild === undefined || station === undefined) return;
    if (channelOf(station) !== channelId) return;
    station.tell({ type: 'moved', channelId, bitrate: bitrateOf(guild, channelId) });
  }

  channelDeleted(guildId: string, channelId: string): void {
    const station = this.#station(guildId);
    if (station === undefined || channelOf(station) !== channelId) return;
    this.#media.send({ type: 'channelLost', guildId, reason: 'channel-deleted' });
  }

  /** The bot is no member of that guild any more. */
  guildLost(guildId: string): void {
    this.#away.delete(guildId);
    if (this.#station(guildId) === undefined) return;
    this.#media.send({ type: 'channelLost', guildId, reason: 'kicked' });
  }

  close(): void {
    this.#presence.close();
  }

  #settle(guild: Guild, isNewSession: boolean): void {
    if (!this.#knowsStations) return;
    const { id } = guild;
    const station = this.#station(id);
    const step = placementStep({
      wanted: wantedIn(station),
      present: guild.voiceStates.cache.get(this.#client.user?.id ?? '')?.channelId ?? null,
      isNewSession,
      seemsConnected: isInVoice(station) && !this.#presence.isBeingRemoved(id),
    });
    if (step === 'stay') return;
    if (step === 'leave') this.#log.info({ guildId: id }, 'Leaves voice, where no station plays');
    const channelId = step === 'leave' ? null : step.join;
    guild.shard.send({
      op: GatewayOpcodes.VoiceStateUpdate,
      d: { guild_id: id, channel_id: channelId, self_mute: false, self_deaf: true },
    });
  }

  #isVoiceDead(guildId: string): boolean {
    const sinceMs = this.#voiceAwayMs.get(guildId);
    return sinceMs !== undefined && this.#clock.now() - sinceMs >= DEAD_VOICE_MS;
  }

  #moved(guildId: string, channelId: string): void {
    const station = this.#station(guildId);
    const guild = this.#client.guilds.cache.get(guildId);
    if (guild === undefined || station === undefined || channelId === channelOf(station)) return;
    station.tell({ type: 'moved', channelId, bitrate: bitrateOf(guild, channelId) });
    this.#onMoved(guildId);
  }

  #removed(guildId: string): void {
    const station = this.#station(guildId);
    const guild = this.#client.guilds.cache.get(guildId);
    if (guild === undefined || station === undefined) return;
    const reason = guild.channels.cache.has(channelOf(station)) ? 'kicked' : 'channel-deleted';
    this.#media.send({ type: 'channelLost', guildId, reason });
  }
}

function channelOf({ state }: StationActor): string {
  return state.kept.record.channelId;
}

/** Where it should be in voice; see `Placement`. */
function wantedIn(station: StationActor | undefined): Placement['wanted'] {
  if (station === undefined) return null;
  return station.state.life === 'stopping' ? 'ending' : channelOf(station);
}

/** As far as the media side knows. */
function isInVoice(station: StationActor | undefined): boolean {
  const snapshot = station?.state.snapshot;
  return snapshot !== undefined && snapshot.voiceAway !== true;
}
