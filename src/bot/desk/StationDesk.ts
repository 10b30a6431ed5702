import type { Client, Guild } from 'discord.js';
import type {
  GuildSettings,
  Outcome,
  StartRequest,
  StationsPort,
} from '../../../commands/ports.ts';
import type { Clock } from '../../clock.ts';
import { createVote } from '../../crowd/createVote.ts';
import { afterRestart } from '../../crowd/listeners.ts';
import { REFUSAL_TEXTS } from '../../crowd/refusal.ts';
import { NO_TUNING } from '../../crowd/tuning.ts';
import type { VoteState } from '../../crowd/voteState.ts';
import type { Log } from '../../log.ts';
import type { MediaEvent, MediaPort } from '../../media/protocol.ts';
import type { KeptStation } from '../../store/KeptStations.ts';
import type { Store } from '../../store/openStore.ts';
import type { StationRecord } from '../../store/Stations.ts';
import { GuildStation } from '../GuildStation.ts';
import { listenersOf, votersOf } from '../listeners.ts';
import type { MessagePort } from '../MessagePort.ts';
import type { EmptyChannelTimes } from '../playback/EmptyChannel.ts';
import { leftMs } from '../playback/Outage.ts';
import { checkVoiceChannel } from '../voiceChecks.ts';
import { Announcer } from './Announcer.ts';
import { END_TEXTS, SILENCE_TEXTS } from './announcements.ts';
import { bitrateOf } from './bitrateOf.ts';
import { VoiceNews } from './VoiceNews.ts';
import { Waiting } from './Waiting.ts';

export interface StationDeskParts {
  readonly client: Client;
  readonly media: MediaPort;
  readonly messages: MessagePort;
  readonly store: Store;
  readonly clock: Clock;
  readonly wallClock: () => number;
  readonly log: Log;
  readonly emptyChannel: EmptyChannelTimes;
  /** How long an outage is borne for a station that is not to stay for ever. */
  readonly outageKeepMs: number;
  /** Tells one member in private that their prompt was filtered. */
  readonly onFiltered: (guildId: string, userId: string, text: string, reason: string) => void;
}

/** All stations on the control side: starts them, relays what happens, and brings them back. */
export class StationDesk implements StationsPort {
  readonly #parts: StationDeskParts;
  readonly #stations = new Map<string, GuildStation>();
  readonly #announcer: Announcer;
  readonly #waiting: Waiting;
  /** What the gateway tells of voice is told here. */
  readonly voice: VoiceNews;
  readonly #unsubscribe: () => void;
  #hasRestored = false;
  #closing = false;

  constructor(parts: StationDeskParts) {
    this.#parts = parts;
    const { client, media, clock, log, messages } = parts;
    const { notices } = parts.store;
    this.#announcer = new Announcer({ messages, notices, clock, log });
    this.#waiting = new Waiting(clock);
    this.voice = new VoiceNews({
      client,
      media,
      clock,
      log,
      station: (guildId) => this.#stations.get(guildId),
      onMoved: (guildId) => this.listenersChanged(guildId),
      onSilenced: (station, why) => this.#announcer.post(station.textChannelId, SILENCE_TEXTS[why]),
    });
    const ends = [
      parts.media.subscribe((event) => this.#take(event)),
      parts.store.onCaughtUp(() => this.#caughtUp()),
    ];
    this.#unsubscribe = () => {
      for (const end of ends) end();
    };
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
    if (this.#stations.get(guildId)?.isStopping === true) await this.#waiting.forEnd(guildId);
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
    const started = this.#waiting.forStart(guildId);
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
      silentSinceMs: null,
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

  /** Whether something of the guild's is in memory only, because the store takes nothing. */
  isBehind(guildId: string): boolean {
    return this.#parts.store.isBehind(guildId);
  }

  /** Brings back what played when the program ended, wherever that is possible now. */
  restore(): void {
    if (this.#closing) return;
    for (const station of this.#parts.store.stations.list()) this.#restore(station);
    this.#hasRestored = true;
    this.voice.stationsAreKnown();
    this.#announcer.resume();
  }

  #restore({ record, vote }: KeptStation): void {
    const { store, client, log, wallClock } = this.#parts;
    const { guildId, channelId } = record;
    const guild = client.guilds.cache.get(guildId);
    // A guild that Discord cannot show at the moment comes back, and its music with it.
    if (this.#stations.has(guildId) || guild?.available === false) return;
    const possible = this.check(guildId, channelId);
    if (guild !== undefined && vote !== undefined && possible.ok && !this.#isGivenUp(record)) {
      log.info({ guildId }, 'A station comes back after the restart');
      this.#open(guild, afterRestart(vote, wallClock()), record, true);
      return;
    }
    log.warn({ guildId }, 'A station cannot come back after the restart');
    store.stations.remove(guildId);
    const why = possible.ok ? '' : ` ${possible.text}`;
    const text = this.#isGivenUp(record)
      ? END_TEXTS.outage
      : `The music could not come back after a restart.${why}`;
    this.#announcer.replacePanel(record, text);
  }

  /** What could not be told while it was away is told now. */
  gatewayIsBack(): void {
    if (this.#hasRestored && !this.#closing) this.#announcer.retry();
  }

  /** The guild cannot be shown by Discord, or the connection to the gateway is gone. */
  guildIsLost(guildId: string): void {
    if (!this.#closing) this.voice.lost(guildId);
  }

  /** It is back; see `VoiceNews`. */
  guildIsBack(guild: Guild, isNewSession: boolean): void {
    if (this.#closing) return;
    this.voice.back(guild, isNewSession);
    this.listenersChanged(guild.id);
    const kept = this.#hasRestored ? this.#parts.store.stations.get(guild.id) : undefined;
    if (kept !== undefined) this.#restore(kept);
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

  /**
   * The program ends: nothing that happens from now on is kept, so that what plays comes back
   * with the next start. The gateway still carries the goodbyes. Resolves when all panels say so.
   */
  async suspend(): Promise<void> {
    this.#closing = true;
    await Promise.all([...this.#stations.values()].map((station) => station.goAway()));
  }

  close(): void {
    this.#unsubscribe();
    this.#closing = true;
    this.#waiting.close({ ok: false, text: END_TEXTS.shutdown });
    for (const guildId of this.#stations.keys()) this.voice.end(guildId);
    this.voice.close();
    this.#announcer.close();
    this.#stations.clear();
  }

  #open(guild: Guild, vote: VoteState, record: StationRecord, isRestored = false): void {
    const { store } = this.#parts;
    const { guildId } = record;
    this.voice.begin(guildId);
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
            store.stations.save(changed, state);
          },
          forget: () => store.stations.remove(guildId),
          isBehind: () => store.isBehind(guildId),
        },
      },
    );
    this.#stations.set(guildId, station);
    if (this.voice.isAway(guild)) station.gatewayIs('away');
    this.listenersChanged(guildId);
  }

  /** What changed while the store took nothing is kept now: no panel need say otherwise. */
  #caughtUp(): void {
    for (const station of this.#stations.values()) station.redraw();
  }

  #take(event: MediaEvent): void {
    switch (event.type) {
      case 'station': {
        const { snapshot } = event;
        this.voice.voiceIs(snapshot.guildId, snapshot.voiceAway === true ? 'away' : 'there');
        this.#stations.get(snapshot.guildId)?.take(snapshot);
        if (snapshot.state === 'playing') this.#waiting.started(snapshot.guildId, { ok: true });
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

  /** It could not be heard for too long already before the program ended. */
  #isGivenUp({ guildId, silentSinceMs }: StationRecord): boolean {
    if (silentSinceMs === null || this.settings(guildId).alwaysOn) return false;
    return leftMs(silentSinceMs, this.#parts.wallClock(), this.#parts.outageKeepMs) === 0;
  }

  #ended({ guildId, reason, failure }: Extract<MediaEvent, { type: 'ended' }>): void {
    const station = this.#stations.get(guildId);
    if (station === undefined || this.#closing) return;
    const { store } = this.#parts;
    this.#stations.delete(guildId);
    this.voice.end(guildId);
    store.stations.remove(guildId);
    this.#waiting.ended(guildId);
    const why = reason === 'stopped' && station.wasGivenUp ? 'outage' : reason;
    const text = why === 'failed' ? failure?.memberText : END_TEXTS[why];
    const panel = station.end();
    if (panel !== undefined) {
      this.#announcer.edit(panel.channelId, panel.messageId, panel.container);
    }
    const outcome = { ok: false, text: text ?? 'The music could not start.' } as const;
    if (this.#waiting.started(guildId, outcome)) return;
    if (why !== 'stopped' && text !== undefined) this.#announcer.post(station.textChannelId, text);
  }
}
