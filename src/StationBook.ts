import type { Clock } from './clock.ts';
import type { MediaEvent, MediaPort, StationState } from './media/protocol.ts';
import type { StationVitals } from './media/StationVitals.ts';
import type { StationHealth } from './ops/healthOf.ts';

interface Entry {
  state: StationState;
  sinceMs: number;
  /** What was wrong last, and when that was over; still is when that is undefined. */
  trouble: { readonly code: string; readonly overAtMs: number | undefined } | undefined;
}

/** Remembers of every station what its figures of the moment do not tell: since when, and what was. */
export class StationBook {
  readonly #clock: Clock;
  readonly #media: MediaPort & { vitals(): readonly StationVitals[] };
  readonly #entries = new Map<string, Entry>();
  readonly #unsubscribe: () => void;

  constructor(options: {
    readonly clock: Clock;
    readonly media: MediaPort & { vitals(): readonly StationVitals[] };
  }) {
    this.#clock = options.clock;
    this.#media = options.media;
    this.#unsubscribe = options.media.subscribe((event) => this.#note(event));
  }

  /** In the order in which they began. */
  health(): StationHealth[] {
    return this.#media.vitals().map((vitals) => this.#healthOf(vitals));
  }

  close(): void {
    this.#unsubscribe();
  }

  #note(event: MediaEvent): void {
    if (event.type === 'ended') this.#entries.delete(event.guildId);
    if (event.type !== 'station') return;
    const { guildId, state, trouble } = event.snapshot;
    const now = this.#clock.now();
    const before = this.#entries.get(guildId);
    const entry: Entry = before ?? { state, sinceMs: now, trouble: undefined };
    if (entry.state !== state) {
      entry.state = state;
      entry.sinceMs = now;
    }
    if (trouble !== undefined) entry.trouble = { code: trouble.code, overAtMs: undefined };
    else if (entry.trouble !== undefined && entry.trouble.overAtMs === undefined) {
      entry.trouble = { code: entry.trouble.code, overAtMs: now };
    }
    this.#entries.set(guildId, entry);
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
