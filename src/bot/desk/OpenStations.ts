import type { Client, Guild } from 'discord.js';
import type { Clock } from '#src/clock.ts';
import type { Told } from '#src/control/Effects.ts';
import { endText } from '#src/control/effect.ts';
import type { Moment } from '#src/control/moments.ts';
import { openStation } from '#src/control/openStation.ts';
import type { PanelView } from '#src/control/PanelView.ts';
import type { StationStore } from '#src/control/ports.ts';
import { StationActor } from '#src/control/StationActor.ts';
import type { GuildSettings, Kept } from '#src/control/StationRecord.ts';
import type { Patience } from '#src/control/StationState.ts';
import type { Log } from '#src/log.ts';
import type { MediaEvent, MediaPort } from '#src/media/protocol.ts';
import type { Texts } from '#src/texts/texts.ts';
import { type MessagePort, stationMessages } from '../messages.ts';
import { renderPanel } from '../panel/renderPanel.ts';
import { listenersOf, votersOf } from '../voiceChecks.ts';
import type { Announcer } from './Announcer.ts';
import { ChannelStatus } from './ChannelStatus.ts';

export interface OpenStationsParts {
  readonly client: Client;
  readonly media: MediaPort;
  readonly messages: MessagePort;
  readonly store: StationStore;
  readonly isBehind: (guildId: string) => boolean;
  readonly settings: (guildId: string) => GuildSettings;
  /** In the server's language. */
  readonly texts: (guildId: string) => Texts;
  readonly changeSettings: (guildId: string, changes: Partial<GuildSettings>) => void;
  readonly clock: Clock;
  readonly wallClock: () => number;
  readonly patience: Patience;
  readonly log: Log;
  readonly announcer: Pick<Announcer, 'edit' | 'post'>;
  /** Something to look back at. */
  readonly note: (guildId: string, moment: Moment) => void;
  /** Tells one member in private that their prompt was filtered. */
  readonly onFiltered: (guildId: string, userId: string, text: string, reason: string) => void;
}

/** The stations that are open, one a guild: what the media side says goes to the one concerned. */
export class OpenStations {
  readonly #parts: OpenStationsParts;
  readonly #stations = new Map<string, StationActor>();
  readonly #status: ChannelStatus;
  /** Who waits for a guild's station to have ended. */
  readonly #ends = new Map<string, PromiseWithResolvers<void>>();

  constructor(parts: OpenStationsParts) {
    this.#parts = parts;
    const isWanted = (guildId: string): boolean => parts.settings(guildId).channelStatus;
    this.#status = new ChannelStatus({ ...parts, isWanted });
  }

  get size(): number {
    return this.#stations.size;
  }

  /** Who hears it, and whose votes count: somebody came, left, or changed their ears. */
  tellAudience(guild: Guild): void {
    // Looked at when it is dealt with: the station may have been moved by then.
    this.#stations.get(guild.id)?.tell(({ kept, settings }) => {
      const { channelId } = kept.record;
      const hearers = listenersOf(guild, channelId);
      return { type: 'audience', hearers, voters: votersOf(guild, channelId, settings) };
    });
  }

  get guildIds(): readonly string[] {
    return [...this.#stations.keys()];
  }

  /** Even while it is fading out. */
  get(guildId: string): StationActor | undefined {
    return this.#stations.get(guildId);
  }

  /** To be told next whether it is started or restored. */
  open(kept: Kept): StationActor {
    const { guildId } = kept.record;
    const { clock, wallClock, patience, settings, messages, isBehind, media } = this.#parts;
    const status = this.#status;
    const now = { monoMs: clock.now(), wallMs: wallClock() };
    const panels = stationMessages(messages, () => this.#parts.texts(guildId));
    const drawPanel: typeof panels.drawPanel = (channelId, messageId, view) => {
      status.show(guildId, view);
      return panels.drawPanel(channelId, messageId, view);
    };
    const state = openStation({ kept, settings: settings(guildId), patience }, now);
    const station = new StationActor(state, {
      ...this.#parts,
      isBehind: () => isBehind(guildId),
      media: {
        send: (command) => {
          if (command.type === 'stop') status.clear(guildId);
          media.send(command);
        },
      },
      messages: { ...panels, drawPanel },
      tell: (effect, panel) => this.#tell(guildId, effect, panel),
      note: (moment) => this.#parts.note(guildId, moment),
    });
    this.#stations.set(guildId, station);
    return station;
  }

  take(event: Exclude<MediaEvent, { type: 'gatewaySend' | 'ended' }>): void {
    if (event.type === 'station') {
      const { snapshot } = event;
      this.#stations.get(snapshot.guildId)?.tell({ type: 'snapshot', snapshot });
    } else if (event.type === 'promptFiltered') {
      const { guildId, text, reason } = event;
      this.#stations.get(guildId)?.tell({ type: 'filtered', text, reason });
    }
  }

  /** The media side has nothing of it any more. Only when it is forgotten may another take its place. */
  async end(event: Extract<MediaEvent, { type: 'ended' }>): Promise<void> {
    const { guildId } = event;
    const station = this.#stations.get(guildId);
    if (station === undefined) return;
    station.tell(event);
    await station.settled();
    if (this.#stations.get(guildId) === station) this.#stations.delete(guildId);
    this.#ends.get(guildId)?.resolve();
    this.#ends.delete(guildId);
  }

  /** Resolves when the guild's station, which is being stopped, has ended. */
  async ended(guildId: string): Promise<void> {
    const station = this.#stations.get(guildId);
    if (station === undefined || station.state.life === 'playing') return;
    const ending = this.#ends.get(guildId) ?? Promise.withResolvers<void>();
    this.#ends.set(guildId, ending);
    await ending.promise;
  }

  /** What could not be kept is kept now. */
  caughtUp(): void {
    for (const station of this.#stations.values()) station.tell({ type: 'caughtUp' });
  }

  /** The program ends, the stations do not. Resolves when all panels say so. */
  async suspend(): Promise<void> {
    const stations = [...this.#stations.values()];
    for (const station of stations) station.tell({ type: 'suspended' });
    await Promise.all(stations.map((station) => station.drawn()));
  }

  close(): void {
    for (const { resolve } of this.#ends.values()) resolve();
    for (const station of this.#stations.values()) {
      station.close({ kind: 'failed', text: endText('shutdown') });
    }
    this.#stations.clear();
    this.#status.close();
  }

  /** What concerns more than the station. */
  #tell(guildId: string, effect: Told, panel: PanelView): void {
    const { announcer, onFiltered, texts } = this.#parts;
    if (effect.do === 'tellFiltered') {
      onFiltered(guildId, effect.userId, effect.text, effect.reason);
    } else if (effect.do === 'lastPanel') {
      this.#status.clear(guildId);
      announcer.edit(effect.channelId, effect.messageId, renderPanel(texts(guildId), panel));
    } else if (effect.do === 'changeSettings') {
      this.#parts.changeSettings(guildId, effect.changes);
    } else announcer.post(effect.channelId, texts(guildId).put(effect.text));
  }
}
