import type { Clock } from './clock.ts';
import type { MediaEvent, MediaPort, StationSnapshot } from './media/protocol.ts';
import type { MediaTotals, StationVitals } from './media/StationVitals.ts';
import type { WeightedPrompt } from './music/controls.ts';
import type { PlayTotals, StationFigures } from './ops/metrics/MetricsFacts.ts';

const MS_PER_S = 1_000;
/** A ramp asks for a mix a second; what was not heard within so many was passed over. */
const MOST_PENDING = 64;
/** The service keeps weights as 32-bit floats. */
const WEIGHT_DIGITS = 3;

interface Entry {
  readonly number: number;
  trouble: string | undefined;
  /** Since when it has not been heard, though it should be. */
  silentSinceMs: number | undefined;
  /** Mixes asked for and not heard yet, by their content, with when. */
  readonly pending: Map<string, number>;
  asked: string | undefined;
}

type Media = MediaPort & {
  vitals(): readonly StationVitals[];
  totals(): MediaTotals;
};

/** Counts, over all stations and since the program began, what events tell; for the metrics. */
export class StationTally {
  readonly #clock: Clock;
  readonly #media: Media;
  readonly #onMixHeard: (seconds: number) => void;
  readonly #entries = new Map<string, Entry>();
  readonly #ended = new Map<string, number>();
  readonly #troubles = new Map<string, number>();
  readonly #unsubscribe: () => void;
  #begun = 0;
  #silenceMs = 0;

  constructor(options: {
    readonly clock: Clock;
    readonly media: Media;
    /** The first sound of a mix was heard so many seconds after it was asked for. */
    readonly onMixHeard: (seconds: number) => void;
  }) {
    this.#clock = options.clock;
    this.#media = options.media;
    this.#onMixHeard = options.onMixHeard;
    this.#unsubscribe = options.media.subscribe((event) => this.#note(event));
  }

  stations(): StationFigures[] {
    return this.#media.vitals().flatMap(({ snapshot, ...vitals }) => {
      const entry = this.#entries.get(snapshot.guildId);
      // It began within this turn of the loop.
      if (entry === undefined) return [];
      return {
        number: entry.number,
        guildId: snapshot.guildId,
        state: snapshot.state,
        sessions: vitals.sessions,
        reserveS: snapshot.reserveMs / MS_PER_S,
        deliveryRate: vitals.deliveryRate,
        playoutRate: vitals.rate,
      };
    });
  }

  totals(): PlayTotals {
    const { bridgedMs, ...counts } = this.#media.totals();
    const now = this.#clock.now();
    let silenceMs = this.#silenceMs;
    for (const { silentSinceMs } of this.#entries.values())
      silenceMs += now - (silentSinceMs ?? now);
    return {
      ...counts,
      begun: this.#begun,
      ended: this.#ended,
      troubles: this.#troubles,
      silenceS: silenceMs / MS_PER_S,
      bridgedS: bridgedMs / MS_PER_S,
    };
  }

  close(): void {
    this.#unsubscribe();
  }

  #note(event: MediaEvent): void {
    if (event.type === 'station') this.#follow(event.snapshot);
    else if (event.type === 'ended') {
      const entry = this.#entries.get(event.guildId);
      if (entry !== undefined) this.#heard(entry);
      this.#entries.delete(event.guildId);
      if (event.failure !== undefined) count(this.#troubles, event.failure.code);
      count(this.#ended, event.reason);
    }
  }

  #follow(snapshot: StationSnapshot): void {
    const entry = this.#entries.get(snapshot.guildId) ?? this.#begin(snapshot.guildId);
    if (snapshot.state === 'reconnecting') entry.silentSinceMs ??= this.#clock.now();
    else this.#heard(entry);
    const code = snapshot.trouble?.code;
    if (code !== undefined && code !== entry.trouble) count(this.#troubles, code);
    entry.trouble = code;
    this.#followMix(entry, snapshot);
  }

  #begin(guildId: string): Entry {
    const taken = new Set([...this.#entries.values()].map(({ number }) => number));
    let number = 1;
    while (taken.has(number)) number += 1;
    const entry: Entry = {
      number,
      trouble: undefined,
      silentSinceMs: undefined,
      pending: new Map(),
      asked: undefined,
    };
    this.#entries.set(guildId, entry);
    this.#begun += 1;
    return entry;
  }

  #heard(entry: Entry): void {
    const { silentSinceMs } = entry;
    if (silentSinceMs === undefined) return;
    this.#silenceMs += this.#clock.now() - silentSinceMs;
    entry.silentSinceMs = undefined;
  }

  #followMix(entry: Entry, { prompts, heard, state }: StationSnapshot): void {
    const { pending } = entry;
    // Paused, nothing is heard however long ago it was asked for.
    if (state !== 'playing') pending.clear();
    const asked = mixKey(prompts);
    const isNew = entry.asked !== undefined && asked !== entry.asked;
    entry.asked = asked;
    if (isNew && state === 'playing') {
      pending.delete(asked);
      pending.set(asked, this.#clock.now());
      const [oldest] = pending.keys();
      if (pending.size > MOST_PENDING && oldest !== undefined) pending.delete(oldest);
    }
    if (heard === undefined) return;
    const key = mixKey(heard.prompts);
    const askedAtMs = pending.get(key);
    if (askedAtMs === undefined) return;
    this.#onMixHeard((this.#clock.now() - askedAtMs) / MS_PER_S);
    // Those before it were passed over, as the steps of a ramp may be.
    for (const earlier of pending.keys()) {
      pending.delete(earlier);
      if (earlier === key) break;
    }
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function mixKey(prompts: readonly WeightedPrompt[]): string {
  return prompts
    .map(({ text, weight }) => `${weight.toFixed(WEIGHT_DIGITS)} ${text}`)
    .toSorted()
    .join('\n');
}
