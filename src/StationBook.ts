import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import type { MediaEvent, MediaPort, StationSnapshot, StationState } from './media/protocol.ts';
import type { StationVitals } from './media/StationVitals.ts';
import type { StationHealth } from './ops/healthOf.ts';
import type { StationFlow } from './ops/probes.ts';

interface Entry {
  channelId: string;
  readonly beganMs: number;
  state: StationState;
  sinceMs: number;
  /** What was wrong last, since when, and when that was over; still is when that is undefined. */
  trouble: Trouble | undefined;
}

interface Trouble {
  readonly code: string;
  readonly sinceMs: number;
  readonly overAtMs: number | undefined;
}

/**
 * Remembers of every station what its figures of the moment do not tell: since when, and what was.
 * And writes the story of each into the log, a line an event: begun, moved, in trouble, not heard,
 * over both, and ended.
 */
export class StationBook {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #media: MediaPort & { vitals(): readonly StationVitals[] };
  readonly #entries = new Map<string, Entry>();
  readonly #unsubscribe: () => void;

  constructor(options: {
    readonly clock: Clock;
    readonly log: Log;
    readonly media: MediaPort & { vitals(): readonly StationVitals[] };
  }) {
    this.#clock = options.clock;
    this.#log = options.log;
    this.#media = options.media;
    this.#unsubscribe = options.media.subscribe((event) => this.#note(event));
  }

  /** In the order in which they began. */
  health(): StationHealth[] {
    return this.#media.vitals().map((vitals) => this.#healthOf(vitals));
  }

  /** Where sound could leave, and whether it does. */
  flows(): StationFlow[] {
    return this.#media.vitals().map(({ snapshot, voice }) => {
      const now = this.#clock.now();
      const sinceMs = this.#entries.get(snapshot.guildId)?.sinceMs ?? now;
      const { isAudible, isPlaying: isSending } = voice;
      return { state: snapshot.state, sinceS: seconds(now - sinceMs), isAudible, isSending };
    });
  }

  close(): void {
    this.#unsubscribe();
  }

  #note(event: MediaEvent): void {
    if (event.type === 'station') {
      const { guildId } = event.snapshot;
      const entry = this.#entries.get(guildId);
      if (entry === undefined) this.#entries.set(guildId, this.#begin(event.snapshot));
      else this.#follow(entry, event.snapshot);
    } else if (event.type === 'ended') this.#end(event);
  }

  #begin(snapshot: StationSnapshot): Entry {
    const { guildId, channelId, state } = snapshot;
    const now = this.#clock.now();
    this.#log.info({ guildId, channelId }, 'A station has begun');
    const entry = { channelId, beganMs: now, state, sinceMs: now, trouble: undefined };
    this.#follow(entry, snapshot);
    return entry;
  }

  #follow(entry: Entry, snapshot: StationSnapshot): void {
    const { guildId, channelId } = snapshot;
    if (channelId !== entry.channelId) {
      entry.channelId = channelId;
      this.#log.info({ guildId, channelId }, 'A station was moved');
    }
    this.#followState(entry, snapshot);
    this.#followTrouble(entry, snapshot);
  }

  #followState(entry: Entry, { guildId, state }: StationSnapshot): void {
    if (entry.state === state) return;
    const now = this.#clock.now();
    if (state === 'reconnecting') this.#log.warn({ guildId }, 'A station is not heard');
    else if (entry.state === 'reconnecting' && state === 'playing') {
      const lastedS = seconds(now - entry.sinceMs);
      this.#log.info({ guildId, lastedS }, 'A station is heard again');
    }
    entry.state = state;
    entry.sinceMs = now;
  }

  #followTrouble(entry: Entry, { guildId, trouble }: StationSnapshot): void {
    const now = this.#clock.now();
    const before = entry.trouble;
    const isOver = before === undefined || before.overAtMs !== undefined;
    if (trouble === undefined) {
      if (isOver) return;
      entry.trouble = { ...before, overAtMs: now };
      const lastedS = seconds(now - before.sinceMs);
      this.#log.info({ guildId, code: before.code, lastedS }, 'A station has recovered');
    } else if (isOver || before.code !== trouble.code) {
      const { code, operatorText: reason } = trouble;
      entry.trouble = { code, sinceMs: isOver ? now : before.sinceMs, overAtMs: undefined };
      this.#log.warn({ guildId, code, reason }, 'A station is in trouble');
    }
  }

  #end({ guildId, reason, failure }: Extract<MediaEvent, { type: 'ended' }>): void {
    const entry = this.#entries.get(guildId);
    this.#entries.delete(guildId);
    const lastedS = seconds(entry === undefined ? 0 : this.#clock.now() - entry.beganMs);
    const fields = { guildId, reason, lastedS, failure: failure?.operatorText };
    if (reason === 'failed') this.#log.warn(fields, 'A station has ended');
    else this.#log.info(fields, 'A station has ended');
  }

  #healthOf({ snapshot, ...figures }: StationVitals): StationHealth {
    const now = this.#clock.now();
    const entry = this.#entries.get(snapshot.guildId);
    const trouble = entry?.trouble;
    return {
      state: snapshot.state,
      sinceS: seconds(now - (entry?.sinceMs ?? now)),
      reserveS: seconds(snapshot.reserveMs),
      sessions: figures.sessions,
      handovers: figures.handovers,
      bridges: figures.bridges,
      bridgedS: seconds(figures.bridgedTotalMs),
      trouble: snapshot.trouble?.code ?? null,
      lastTrouble:
        trouble === undefined
          ? null
          : { code: trouble.code, agoS: seconds(now - (trouble.overAtMs ?? now)) },
    };
  }
}

/** To a tenth. */
function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}
