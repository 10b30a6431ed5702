import { type Client, GatewayOpcodes, type Guild } from 'discord.js';
import type { GuildSettings, Outcome, StartRequest, StationsPort } from '../../commands/ports.ts';
import type { Clock } from '../clock.ts';
import { createVote } from '../crowd/createVote.ts';
import { afterRestart } from '../crowd/listeners.ts';
import { REFUSAL_TEXTS } from '../crowd/refusal.ts';
import { NO_TUNING } from '../crowd/tuning.ts';
import type { VoteState } from '../crowd/voteState.ts';
import type { Log } from '../log.ts';
import type { MediaEvent, MediaPort } from '../media/protocol.ts';
import type { Store } from '../store/openStore.ts';
import type { StationRecord } from '../store/Stations.ts';
import type { EmptyChannelTimes } from './EmptyChannel.ts';
import { GuildStation } from './GuildStation.ts';
import { listenersOf, votersOf } from './listeners.ts';
import type { MessagePort } from './MessagePort.ts';
import { VoicePresence } from './VoicePresence.ts';
import { checkVoiceChannel } from './voiceChecks.ts';

/** After this the answer to `/lyria play` says "starting" rather than keep people waiting. */
const START_PATIENCE_MS = 8_000;
const DEFAULT_BITRATE = 64_000;

const END_TEXTS: Readonly<Record<'kicked' | 'channel-deleted' | 'stopped' | 'shutdown', string>> = {
  kicked: 'I was removed from the voice channel, so the music has ended.',
  'channel-deleted': 'The voice channel was deleted, so the music has ended.',
  stopped: 'The music has ended.',
  shutdown: 'The bot is restarting. The music comes back by itself.',
};

const SILENCE_TEXTS = {
  muted: 'I was muted, so nobody hears the music. Unmute me and it is back.',
  mayNotSpeak:
    'I may not speak in the voice channel, so nobody hears the music. I need the permission **Speak** there. Please ask somebody who manages this server.',
} as const;

export interface StationDeskParts {
  readonly client: Client;
  readonly media: MediaPort;
  readonly messages: MessagePort;
  readonly store: Store;
  readonly clock: Clock;
  readonly wallClock: () => number;
  readonly log: Log;
  readonly emptyChannel: EmptyChannelTimes;
  /** Tells one member in private that their prompt was filtered. */
  readonly onFiltered: (guildId: string, userId: string, text: string, reason: string) => void;
}

/** All stations on the control side: starts them, relays what happens, and brings them back. */
export class StationDesk implements StationsPort {
  readonly #parts: StationDeskParts;
  readonly #stations = new Map<string, GuildStation>();
  /** Whoever waits for a station's first sound, or its failure. */
  readonly #starting = new Map<string, (outcome: Outcome) => void>();
  /** Whoever waits for a station that is stopping to have ended. */
  readonly #ending = new Map<string, PromiseWithResolvers<void>>();
  readonly #presence: VoicePresence;
  readonly #unsubscribe: () => void;
  #closing = false;

  constructor(parts: StationDeskParts) {
    this.#parts = parts;
    this.#presence = new VoicePresence({
      clock: parts.clock,
      onMoved: (guildId, channelId) => this.#moved(guildId, channelId),
      onRemoved: (guildId) => this.#removed(guildId),
    });
    this.#unsubscribe = parts.media.subscribe((event) => this.#take(event));
  }

  get size(): number {
    return this.#stations.size;
  }

  /** The guild's station; none while one is only fading out. */
  get(guildId: string): GuildStation | undefined {
    const station = this.#stations.get(guildId);
    return station?.isStopping === true ? undefined : station;
  }

  check(guildId: string, channelId: string): Outcome {
    const guild = this.#parts.client.guilds.cache.get(guildId);
    if (guild === undefined)
      return { ok: false, text: 'I do not know this server. Invite me again.' };
    return checkVoiceChannel(guild, channelId);
  }

  async start(request: StartRequest): Promise<Outcome> {
    const { guildId, channelId, textChannelId, startedBy, prompts, config = {} } = request;
    await this.#afterStopping(guildId);
    const guild = this.#parts.client.guilds.cache.get(guildId);
    if (guild === undefined || this.#stations.has(guildId) || this.#closing) {
      return {
        ok: false,
        text: 'The music is just starting or ending here. Try again in a moment.',
      };
    }
    const settings = this.settings(guildId);
    const nowMs = this.#parts.wallClock();
    const vote = createVote(
      {
        prompts,
        proposedBy: startedBy,
        listeners: votersOf(guild, channelId, settings),
        halfLifeMs: settings.voteHalfLifeMs,
      },
      nowMs,
    );
    if (!vote.ok) return { ok: false, text: REFUSAL_TEXTS[vote.refusal] };
    const started = this.#firstSound(guildId);
    this.#open(guild, vote.state, {
      guildId,
      channelId,
      textChannelId,
      panelMessageId: null,
      startedBy,
      startedAtMs: nowMs,
      config,
      volume: 1,
      paused: false,
      tuning: NO_TUNING,
    });
    return started;
  }

  settings(guildId: string): GuildSettings {
    return this.#parts.store.settings.get(guildId);
  }

  changeSettings(guildId: string, changes: Partial<GuildSettings>): GuildSettings {
    const settings = this.#parts.store.settings.update(guildId, changes);
    this.#stations.get(guildId)?.settingsAre(settings);
    this.listenersChanged(guildId);
    return settings;
  }

  /** Brings back what played when the program ended. */
  restore(): void {
    const { store, client, log, wallClock } = this.#parts;
    for (const record of store.stations.list()) {
      const guild = client.guilds.cache.get(record.guildId);
      const vote = store.votes.load(record.guildId);
      const possible = this.check(record.guildId, record.channelId);
      if (guild === undefined || vote === undefined || !possible.ok) {
        log.warn({ guildId: record.guildId }, 'A station cannot come back after the restart');
        store.stations.remove(record.guildId);
        continue;
      }
      log.info({ guildId: record.guildId }, 'A station comes back after the restart');
      this.#open(guild, afterRestart(vote, wallClock()), record, true);
    }
  }

  /** Somebody came, left, or changed their ears. */
  listenersChanged(guildId: string): void {
    const station = this.#stations.get(guildId);
    const guild = this.#parts.client.guilds.cache.get(guildId);
    if (station === undefined || guild === undefined) return;
    station.listenersAre(
      listenersOf(guild, station.channelId),
      votersOf(guild, station.channelId, this.settings(guildId)),
    );
  }

  /** The gateway has told the bot's own voice state; null: in no channel. */
  ownVoiceIs(guildId: string, channelId: string | null): void {
    this.#presence.update(guildId, channelId);
  }

  /**
   * The gateway has a new session and knows the guild afresh: the bot's voice state of the old
   * session may be gone, or changed while nobody told. Asks for it again.
   */
  sessionRenewed(guild: Guild): void {
    const station = this.#stations.get(guild.id);
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

  /** What plays is not heard until somebody gives the bot its voice back. */
  silenced(guildId: string, why: keyof typeof SILENCE_TEXTS): void {
    const station = this.#stations.get(guildId);
    if (station === undefined || station.isStopping) return;
    const content = SILENCE_TEXTS[why];
    this.#parts.messages
      .post(station.textChannelId, { type: 17, components: [{ type: 10, content }] })
      .catch((error: unknown) =>
        this.#parts.log.debug({ error }, 'it could not be told that the bot is silenced'),
      );
  }

  /** A voice channel was edited: its bitrate may be another. */
  channelEdited(guildId: string, channelId: string): void {
    const station = this.#stations.get(guildId);
    const guild = this.#parts.client.guilds.cache.get(guildId);
    if (guild === undefined || station?.channelId !== channelId) return;
    station.movedTo(channelId, bitrateOf(guild, channelId));
  }

  channelDeleted(guildId: string, channelId: string): void {
    if (this.#stations.get(guildId)?.channelId !== channelId) return;
    this.#parts.media.send({ type: 'channelLost', guildId, reason: 'channel-deleted' });
  }

  /** The bot is no member of that guild any more. */
  guildLost(guildId: string): void {
    if (!this.#stations.has(guildId)) return;
    this.#parts.media.send({ type: 'channelLost', guildId, reason: 'kicked' });
  }

  /**
   * The program ends: nothing that happens from now on is kept, so that what plays comes back
   * with the next start. The gateway still carries the goodbyes.
   */
  suspend(): void {
    this.#closing = true;
    for (const station of this.#stations.values()) station.suspend();
  }

  close(): void {
    this.#unsubscribe();
    this.#closing = true;
    this.#presence.close();
    for (const ending of this.#ending.values()) ending.resolve();
    for (const settle of [...this.#starting.values()]) {
      settle({ ok: false, text: END_TEXTS.shutdown });
    }
    for (const guildId of this.#stations.keys()) this.#parts.client.voice.adapters.delete(guildId);
    this.#stations.clear();
  }

  #open(guild: Guild, vote: VoteState, record: StationRecord, isRestored = false): void {
    const { client, media, store } = this.#parts;
    const { guildId } = record;
    this.#presence.begin(guildId);
    client.voice.adapters.set(guildId, {
      onVoiceServerUpdate: (payload) => media.send({ type: 'voiceServerUpdate', guildId, payload }),
      onVoiceStateUpdate: (payload) => media.send({ type: 'voiceStateUpdate', guildId, payload }),
      // The gateway may come back; the media side notices by itself when voice does not.
      destroy: () => {},
    });
    const station = new GuildStation(
      record,
      vote,
      this.settings(guildId),
      bitrateOf(guild, record.channelId),
      {
        ...this.#parts,
        isRestored,
        keep: {
          save: (changed, state) => {
            if (this.#closing) return;
            store.stations.save(changed);
            store.votes.save(guildId, state);
          },
        },
      },
    );
    this.#stations.set(guildId, station);
    this.listenersChanged(guildId);
  }

  #moved(guildId: string, channelId: string): void {
    const station = this.#stations.get(guildId);
    const guild = this.#parts.client.guilds.cache.get(guildId);
    if (guild === undefined || station === undefined || channelId === station.channelId) return;
    station.movedTo(channelId, bitrateOf(guild, channelId));
    this.listenersChanged(guildId);
  }

  #removed(guildId: string): void {
    const station = this.#stations.get(guildId);
    const guild = this.#parts.client.guilds.cache.get(guildId);
    if (guild === undefined || station === undefined) return;
    const reason = guild.channels.cache.has(station.channelId) ? 'kicked' : 'channel-deleted';
    this.#parts.media.send({ type: 'channelLost', guildId, reason });
  }

  /** Resolves when a station that is stopping has ended; at once when none is. */
  async #afterStopping(guildId: string): Promise<void> {
    if (this.#stations.get(guildId)?.isStopping !== true) return;
    const ending = this.#ending.get(guildId) ?? Promise.withResolvers<void>();
    this.#ending.set(guildId, ending);
    await ending.promise;
  }

  #firstSound(guildId: string): Promise<Outcome> {
    return new Promise((resolve) => {
      const timer = this.#parts.clock.after(START_PATIENCE_MS, () => settle({ ok: true }));
      const settle = (outcome: Outcome): void => {
        timer.cancel();
        this.#starting.delete(guildId);
        resolve(outcome);
      };
      this.#starting.set(guildId, settle);
    });
  }

  #take(event: MediaEvent): void {
    switch (event.type) {
      case 'station': {
        const { snapshot } = event;
        this.#stations.get(snapshot.guildId)?.take(snapshot);
        if (snapshot.state === 'playing') this.#starting.get(snapshot.guildId)?.({ ok: true });
        break;
      }
      case 'promptFiltered': {
        const { guildId, text, reason } = event;
        const candidate = this.#stations.get(guildId)?.filtered(text, reason) ?? null;
        if (candidate?.proposedBy) {
          this.#parts.onFiltered(guildId, candidate.proposedBy, candidate.text, reason);
        }
        break;
      }
      case 'ended':
        this.#ended(event);
        break;
      case 'gatewaySend':
        this.#parts.client.guilds.cache.get(event.guildId)?.shard.send(event.payload);
        break;
    }
  }

  #ended({ guildId, reason, failure }: Extract<MediaEvent, { type: 'ended' }>): void {
    const station = this.#stations.get(guildId);
    if (station === undefined || this.#closing) return;
    const { client, store, messages, log } = this.#parts;
    this.#stations.delete(guildId);
    this.#presence.end(guildId);
    client.voice.adapters.delete(guildId);
    store.stations.remove(guildId);
    this.#ending.get(guildId)?.resolve();
    this.#ending.delete(guildId);
    const text = reason === 'failed' ? failure?.memberText : END_TEXTS[reason];
    log.info({ guildId, reason, failure: failure?.operatorText }, 'A station has ended');
    const waiting = this.#starting.get(guildId);
    if (waiting !== undefined) {
      waiting({ ok: false, text: text ?? 'The music could not start.' });
      void station.end();
      return;
    }
    void station.end();
    if (reason === 'stopped' || text === undefined) return;
    void messages
      .post(station.textChannelId, { type: 17, components: [{ type: 10, content: text }] })
      .catch((error: unknown) => log.debug({ error }, 'the end could not be announced'));
  }
}

function bitrateOf(guild: Guild, channelId: string): number {
  const channel = guild.channels.cache.get(channelId);
  return channel?.isVoiceBased() === true ? channel.bitrate : DEFAULT_BITRATE;
}
