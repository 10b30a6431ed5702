import type { Clock } from '#src/clock.ts';
import type { NodeHost } from '#src/cluster/Agent.ts';
import type { MediaCommand, MediaEvent, StationSnapshot } from '#src/media/protocol.ts';
import { NO_TOTALS, type StationVitals } from '#src/media/StationVitals.ts';
import type { Gates, Place } from '#src/station/SessionGate.ts';

const FADE_MS = 100;
/** Before Discord is asked once more for a place in a channel. */
const ASK_AGAIN_MS = 4_000;
/** What a session has brought at once. */
const CHUNK_MS = 2_000;

/** What is of no interest here. */
const QUIET: Omit<StationVitals, 'snapshot'> = {
  sessions: 0,
  nextReserveMs: null,
  deliveryRate: null,
  rate: 1,
  handovers: 0,
  bridges: 0,
  bridgedTotalMs: 0,
  bridgedMs: 0,
  voice: { isAudible: true, isPlaying: true, rejoins: 0, packets: 0, late: 0, dropped: 0 },
};

interface FakeStation {
  snapshot: StationSnapshot;
  place: Place | undefined;
  hasVoice: boolean;
  readonly again: () => void;
}

/** Stations as a media process has them, without sound: heard once they have a session and voice. */
export class FakeNodeHost implements NodeHost {
  readonly stations = new Map<string, FakeStation>();
  readonly gaps = { counts: [], sumMs: 0 };
  /** No room for another station. */
  isFull = false;
  readonly #clock: Clock;
  readonly #gates: Gates;
  readonly #listeners = new Set<(event: MediaEvent) => void>();
  #isDead = false;

  constructor(clock: Clock, gates: Gates) {
    this.#clock = clock;
    this.#gates = gates;
  }

  send(command: MediaCommand): void {
    const { guildId } = command;
    if (command.type === 'start') {
      const { channelId, prompts, config, volume } = command;
      const snapshot: StationSnapshot = {
        guildId,
        channelId,
        state: 'starting',
        prompts,
        config,
        volume,
        reserveMs: 0,
        voiceAway: true,
      };
      const again = (): void => this.#reconcile(guildId);
      this.stations.set(guildId, { snapshot, place: undefined, hasVoice: false, again });
      this.#askForVoice(guildId);
      this.#reconcile(guildId);
      return;
    }
    const station = this.stations.get(guildId);
    if (station === undefined) return;
    if (command.type === 'setMix') this.#show(station, { prompts: command.prompts });
    if (command.type === 'voiceServerUpdate') station.hasVoice = true;
    if (command.type === 'stop') {
      this.#clock.after(FADE_MS, () => {
        if (this.stations.get(guildId) !== station || this.#isDead) return;
        this.drop(guildId);
        this.#emit({ type: 'ended', guildId, reason: 'stopped' });
      });
    }
    this.#reconcile(guildId);
  }

  /** And again where nobody answers, as a voice link does. */
  #askForVoice(guildId: string): void {
    const station = this.stations.get(guildId);
    if (station === undefined || station.hasVoice || this.#isDead) return;
    this.#emit({ type: 'gatewaySend', guildId, payload: { op: 4 } });
    this.#clock.after(ASK_AGAIN_MS, () => {
      if (this.stations.get(guildId) === station) this.#askForVoice(guildId);
    });
  }

  subscribe(listener: (event: MediaEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  drop(guildId: string): void {
    this.stations.get(guildId)?.place?.release();
    this.stations.delete(guildId);
  }

  vitals(): StationVitals[] {
    return Array.from(this.stations.values(), ({ snapshot }) => ({ ...QUIET, snapshot }));
  }

  totals = () => NO_TOTALS;
  headroom = () => [{ complexity: 10, busy: 0, late: 0, isFull: this.isFull }];

  async close(): Promise<void> {
    for (const guildId of [...this.stations.keys()]) {
      this.drop(guildId);
      this.#emit({ type: 'ended', guildId, reason: 'shutdown' });
    }
  }

  /** The process is gone, and can give nothing back. */
  die(): void {
    this.#isDead = true;
    this.stations.clear();
  }

  #reconcile(guildId: string): void {
    const station = this.stations.get(guildId);
    if (station === undefined || this.#isDead) return;
    if (station.place === undefined) {
      const entry = this.#gates.of(guildId).enter('first', station.again);
      if (entry.ok) station.place = entry.place;
      else this.#clock.after(1_000, () => this.#reconcile(guildId));
    }
    if (station.place !== undefined) this.#show(station, { reserveMs: CHUNK_MS });
    if (station.hasVoice) {
      const { voiceAway, ...heard } = station.snapshot;
      if (voiceAway !== undefined) station.snapshot = heard;
      if (station.place !== undefined) station.snapshot = { ...heard, state: 'playing' };
    }
    this.#emit({ type: 'station', snapshot: station.snapshot });
  }

  #show(station: FakeStation, change: Partial<StationSnapshot>): void {
    station.snapshot = { ...station.snapshot, ...change };
  }

  #emit(event: MediaEvent): void {
    queueMicrotask(() => {
      if (this.#isDead) return;
      for (const listener of this.#listeners) listener(event);
    });
  }
}
