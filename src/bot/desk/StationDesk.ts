import type { Guild } from 'discord.js';
import type { Possible, StartRequest, StationsPort } from '#commands/Command.ts';
import type { Clock } from '#src/clock.ts';
import { BUSY, DONE, type Outcome } from '#src/control/outcome.ts';
import type { StationActor } from '#src/control/StationActor.ts';
import type { GuildSettings, Kept } from '#src/control/StationRecord.ts';
import type { Patience } from '#src/control/StationState.ts';
import type { Log } from '#src/log.ts';
import type { MediaEvent, MediaPort } from '#src/media/protocol.ts';
import { stationStore } from '#src/store/KeptStations.ts';
import type { Store } from '#src/store/openStore.ts';
import type { Texts } from '#src/texts/texts.ts';
import type { MessagePort } from '../messages.ts';
import { checkChannel, votersOf } from '../voiceChecks.ts';
import { Announcer } from './Announcer.ts';
import { Homecoming } from './Homecoming.ts';
import { Homes } from './Homes.ts';
import { OpenStations } from './OpenStations.ts';
import { PanelChannels } from './PanelChannels.ts';
import { ServerSettings, type ServerSettingsParts } from './ServerSettings.ts';
import { Starts } from './Starts.ts';
import { VoiceNews } from './VoiceNews.ts';
import { bitrateOf } from './VoicePresence.ts';

export interface StationDeskParts extends ServerSettingsParts {
  readonly media: MediaPort;
  readonly messages: MessagePort;
  readonly store: Store;
  readonly clock: Clock;
  readonly wallClock: () => number;
  readonly log: Log;
  readonly patience: Patience;
  /** Tells one member in private that their prompt was filtered. */
  readonly onFiltered: (guildId: string, userId: string, text: string, reason: string) => void;
}

/** All stations on the control side: starts them, relays what happens, and brings them back. */
export class StationDesk implements StationsPort {
  readonly #parts: StationDeskParts;
  readonly #settings: ServerSettings;
  readonly #starts = new Starts();
  readonly #stations: OpenStations;
  readonly #announcer: Announcer;
  readonly #homecoming: Homecoming;
  readonly #homes: Homes;
  /** The channels that are for the panel alone. */
  readonly panelChannels: PanelChannels;
  /** What the gateway tells of voice is told here. */
  readonly voice: VoiceNews;
  readonly #ends: readonly (() => void)[];
  #hasRestored = false;
  #closing = false;

  constructor(parts: StationDeskParts) {
    this.#parts = parts;
    const { store, media } = parts;
    const settings = new ServerSettings(parts);
    this.#settings = settings;
    const texts = (guildId: string): Texts => settings.texts(guildId);
    const settingsOf = (guildId: string): GuildSettings => settings.get(guildId);
    this.panelChannels = new PanelChannels({ ...parts, settings: settingsOf, texts });
    const { messages } = this.panelChannels;
    this.#announcer = new Announcer({ ...parts, messages, notices: store.notices });
    const kept = stationStore(store.stations);
    const shared = { ...parts, store: kept, announcer: this.#announcer, texts };
    this.#stations = new OpenStations({
      ...shared,
      settings: settingsOf,
      changeSettings: (guildId, changes) => void this.changeSettings(guildId, changes),
      isBehind: (guildId) => this.isBehind(guildId),
      note: (guildId, moment) => store.history.add(guildId, moment),
    });
    this.#homecoming = new Homecoming({
      ...shared,
      outageKeepMs: parts.patience.outageKeepMs,
      isAlwaysOn: (guildId) => settings.get(guildId).alwaysOn,
      check: (guildId, channelId) => this.check(guildId, channelId),
      isTaken: (guildId) => this.#closing || this.#stations.get(guildId) !== undefined,
      open: (guild, kept) => {
        const station = this.#open(kept);
        station.tell({ type: 'restored', bitrate: bitrateOf(guild, kept.record.channelId) });
        this.#tellPlace(guild, station);
      },
    });
    this.#homes = new Homes({
      ...parts,
      mixes: store.mixes,
      desk: this,
      panelChannel: (guildId) => this.panelChannels.of(guildId),
    });
    this.voice = new VoiceNews({
      ...parts,
      station: (guildId) => this.#stations.get(guildId),
      onMoved: (guildId) => this.listenersChanged(guildId),
      onSilenced: ({ state }, text) => {
        const { guildId, textChannelId } = state.kept.record;
        this.#announcer.post(textChannelId, settings.texts(guildId).put(text));
      },
    });
    this.#ends = [
      media.subscribe((event) => this.#take(event)),
      store.onCaughtUp(() => this.#stations.caughtUp()),
    ];
  }

  get size(): number {
    return this.#stations.size;
  }

  /** The guild's station; none while one is only fading out. */
  get(guildId: string): StationActor | undefined {
    const station = this.#stations.get(guildId);
    return station?.state.life === 'playing' ? station : undefined;
  }

  /** Resolves when all that has happened so far is dealt with. */
  async settled(guildId: string): Promise<void> {
    await this.#stations.get(guildId)?.settled();
  }

  check(guildId: string, channelId: string, forWhat: 'music' | 'panel' = 'music'): Possible {
    return checkChannel(this.#parts.client.guilds.cache.get(guildId), channelId, forWhat);
  }

  async start(request: StartRequest): Promise<Outcome> {
    const { guildId, channelId } = request;
    await this.#stations.ended(guildId);
    const guild = this.#parts.client.guilds.cache.get(guildId);
    if (!guild || this.#stations.get(guildId) || this.#closing) return BUSY;
    const settings = this.settings(guildId);
    const listeners = votersOf(guild, channelId, settings);
    const atMs = this.#parts.wallClock();
    const opening = this.#starts.opening(request, { settings, listeners, atMs });
    if (!opening.ok) return opening.why;
    const station = this.#open(opening.kept);
    const bitrate = bitrateOf(guild, channelId);
    if (request.isPatient) station.tell({ type: 'restored', bitrate });
    const starting = request.isPatient ? DONE : station.ask({ type: 'started', bitrate });
    this.#tellPlace(guild, station);
    const started = await starting;
    if (started.kind === 'done') this.#starts.began(request, atMs);
    return started;
  }

  settings(guildId: string): GuildSettings {
    return this.#settings.get(guildId);
  }

  texts(guildId: string): Texts {
    return this.#settings.texts(guildId);
  }

  changeSettings(guildId: string, changes: Partial<GuildSettings>): GuildSettings {
    const settings = this.#settings.update(guildId, changes);
    this.#stations.get(guildId)?.tell({ type: 'settings', settings });
    this.listenersChanged(guildId);
    return settings;
  }

  /** Whether something of the guild's is in memory only, because the store takes nothing. */
  isBehind(guildId: string): boolean {
    return this.#parts.store.isBehind(guildId);
  }

  /** Brings back what played when the program ended, wherever that is possible now. */
  async restore(): Promise<void> {
    if (this.#closing) return;
    await this.#homecoming.all();
    this.#hasRestored = true;
    if (this.#closing) return;
    this.voice.stationsAreKnown();
    for (const guild of this.#parts.client.guilds.cache.values()) this.#homes.look(guild);
    this.#announcer.resume();
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
    if (!this.#hasRestored) return;
    this.#report(this.#homecoming.one(guild.id).then(() => this.#homes.look(guild)));
  }

  /** Somebody came, left, or changed their ears. */
  listenersChanged(guildId: string): void {
    const guild = this.#parts.client.guilds.cache.get(guildId);
    if (guild === undefined) return;
    this.#stations.tellAudience(guild);
    if (this.#hasRestored && !this.#closing) this.#homes.look(guild);
  }

  /**
   * The program ends: nothing that happens from now on is kept, so that what plays comes back
   * with the next start. The gateway still carries the goodbyes. Resolves when all panels say so.
   */
  async suspend(): Promise<void> {
    this.#closing = true;
    await this.#stations.suspend();
  }

  close(): void {
    for (const end of this.#ends) end();
    this.#closing = true;
    for (const guildId of this.#stations.guildIds) this.voice.end(guildId);
    this.#stations.close();
    this.voice.close();
    this.#announcer.close();
    this.panelChannels.close();
  }

  #open(kept: Kept): StationActor {
    this.voice.begin(kept.record.guildId);
    return this.#stations.open(kept);
  }

  #tellPlace(guild: Guild, station: StationActor): void {
    if (this.voice.isAway(guild)) station.tell({ type: 'gateway', state: 'away' });
    this.listenersChanged(guild.id);
  }

  #take(event: MediaEvent): void {
    if (event.type === 'gatewaySend') {
      this.#parts.client.guilds.cache.get(event.guildId)?.shard.send(event.payload);
    } else if (event.type === 'ended') {
      if (this.#closing) return;
      this.voice.end(event.guildId);
      if (event.reason === 'failed') this.#starts.brokeOff(event.guildId);
      this.#report(this.#stations.end(event));
    } else {
      if (event.type === 'station') this.voice.reported(event.snapshot);
      this.#stations.take(event);
    }
  }

  #report(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.#parts.log.error({ error }, 'The store failed'));
  }
}
