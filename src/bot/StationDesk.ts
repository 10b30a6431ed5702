import type { Client, Guild } from 'discord.js';
import type { GuildSettings, Outcome, StartRequest, StationsPort } from '../../commands/ports.ts';
import type { Clock } from '../clock.ts';
import { createVote } from '../crowd/createVote.ts';
import { afterRestart } from '../crowd/listeners.ts';
import { REFUSAL_TEXTS } from '../crowd/refusal.ts';
import type { VoteState } from '../crowd/voteState.ts';
import type { Log } from '../log.ts';
import type { MediaEvent, MediaPort } from '../media/protocol.ts';
import type { Store } from '../store/openStore.ts';
import type { StationRecord } from '../store/Stations.ts';
import { GuildStation, type MessagePort } from './GuildStation.ts';
import { listenersOf, votersOf } from './listeners.ts';
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

export interface StationDeskParts {
  readonly client: Client;
  readonly media: MediaPort;
  readonly messages: MessagePort;
  readonly store: Store;
  readonly clock: Clock;
  readonly wallClock: () => number;
  readonly log: Log;
  /** Tells one member in private that their prompt was filtered. */
  readonly onFiltered: (guildId: string, userId: string, text: string, reason: string) => void;
}

/** All stations on the control side: starts them, relays what happens, and brings them back. */
export class StationDesk implements StationsPort {
  readonly #parts: StationDeskParts;
  readonly #stations = new Map<string, GuildStation>();
  /** Whoever waits for a station's first sound, or its failure. */
  readonly #starting = new Map<string, (outcome: Outcome) => void>();
  readonly #unsubscribe: () => void;
  #closing = false;

  constructor(parts: StationDeskParts) {
    this.#parts = parts;
    this.#unsubscribe = parts.media.subscribe((event) => this.#take(event));
  }

  get size(): number {
    return this.#stations.size;
  }

  get(guildId: string): GuildStation | undefined {
    return this.#stations.get(guildId);
  }

  check(guildId: string, channelId: string): Outcome {
    const guild = this.#parts.client.guilds.cache.get(guildId);
    if (guild === undefined)
      return { ok: false, text: 'I do not know this server. Invite me again.' };
    return checkVoiceChannel(guild, channelId);
  }

  async start(request: StartRequest): Promise<Outcome> {
    const { guildId, channelId, textChannelId, startedBy, prompts } = request;
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
      config: {},
      volume: 1,
      paused: false,
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
      this.#open(guild, afterRestart(vote, wallClock()), record);
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

  /** The bot is in another channel now, or in none. */
  movedTo(guildId: string, channelId: string | null): void {
    const station = this.#stations.get(guildId);
    const guild = this.#parts.client.guilds.cache.get(guildId);
    if (station === undefined || guild === undefined) return;
    if (channelId === null) {
      const exists = guild.channels.cache.has(station.channelId);
      const reason = exists ? 'kicked' : 'channel-deleted';
      this.#parts.media.send({ type: 'channelLost', guildId, reason });
    } else if (channelId !== station.channelId) {
      station.movedTo(channelId, bitrateOf(guild, channelId));
      this.listenersChanged(guildId);
    }
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
    for (const guildId of this.#stations.keys()) this.#parts.client.voice.adapters.delete(guildId);
    this.#stations.clear();
  }

  #open(guild: Guild, vote: VoteState, record: StationRecord): void {
    const { client, media, store } = this.#parts;
    const { guildId } = record;
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
    client.voice.adapters.delete(guildId);
    store.stations.remove(guildId);
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
