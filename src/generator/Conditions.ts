import { type Clock, systemClock, type Timer } from '../clock.ts';
import { type ChunkOddities, USUAL_CHUNKS } from './packChunk.ts';

/** A connection's end: with a close frame, or, as when a machine fails, by a TCP reset. */
export type Ending =
  | { readonly kind: 'close'; readonly code: number; readonly reason: string }
  | { readonly kind: 'reset' };

/** How a start is refused: by an HTTP status, or by an end of the connection that was made. */
export type Refusal =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly text: string;
      /** The `Retry-After` beside it: seconds, a date, or nonsense. */
      readonly retryAfter?: string;
    }
  | Ending;

/** What is wrong with the service at the moment. */
export interface ServiceState {
  /** Audio made per real time once the lead is used up; the real service reaches 0.97 to 0.99. */
  readonly pace: number;
  /** No audio at all, while the connection stays up. */
  readonly stalled: boolean;
  /** Sessions end at this age, also those that run; null: at the generator's own limit. */
  readonly sessionLimitMs: number | null;
  /** Between PLAY and the first chunk of a session; null: as the generator was set up. */
  readonly firstAudioMs: number | null;
  /** A session begun sooner after another gets its prompts filtered, and no audio. */
  readonly startSpacingMs: number;
  /** Prompts that hold one of these are filtered, beside those the generator always filters. */
  readonly filteredWords: readonly string[];
  readonly chunks: ChunkOddities;
}

/** A service at its best. */
export const FAIR_WEATHER: ServiceState = {
  pace: 1,
  stalled: false,
  sessionLimitMs: null,
  firstAudioMs: null,
  startSpacingMs: 0,
  filteredWords: [],
  chunks: USUAL_CHUNKS,
};

/** Lyria's words; clients recognise them. */
const OUTAGE_TEXT = 'The service is currently unavailable.';
const OUTAGE_REFUSAL: Refusal = { kind: 'status', status: 503, text: OUTAGE_TEXT };
const OUTAGE_ENDING: Ending = { kind: 'close', code: 1011, reason: OUTAGE_TEXT };

type Interruption = (ending: Ending, sessionId: number | undefined) => void;

/**
 * The faults of one generator, switched on and off while it runs. Every session reads them at each
 * step; those that wait are woken by a change.
 */
export class Conditions {
  readonly #clock: Clock;
  #state = FAIR_WEATHER;
  #refusal: { readonly refusal: Refusal; timesLeft: number } | undefined;
  #stallEnd: Timer | undefined;
  #outageEnd: Timer | undefined;
  readonly #listeners = new Set<() => void>();
  readonly #interruptions = new Set<Interruption>();

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  get state(): ServiceState {
    return this.#state;
  }

  /** How the next start will be refused; undefined: it will not. */
  get refusal(): Refusal | undefined {
    return this.#refusal?.refusal;
  }

  /** Changes what is named and leaves the rest. */
  set(change: Partial<ServiceState>): void {
    this.#state = { ...this.#state, ...change };
    if (change.stalled !== undefined) this.#stallEnd?.cancel();
    for (const listener of this.#listeners) listener();
  }

  /** Stalls, and goes on after so long. */
  stallFor(ms: number): void {
    this.set({ stalled: true });
    this.#stallEnd = this.#clock.after(ms, () => this.set({ stalled: false }));
  }

  /** Refuses the next starts: so many of them, or, with infinity, all until it is lifted. */
  refuse(refusal: Refusal | undefined, times = Number.POSITIVE_INFINITY): void {
    this.#outageEnd?.cancel();
    this.#refusal = refusal === undefined ? undefined : { refusal, timesLeft: times };
  }

  /** To be asked once for every start: how it is refused, if it is. */
  takeRefusal(): Refusal | undefined {
    const standing = this.#refusal;
    if (standing === undefined) return undefined;
    standing.timesLeft -= 1;
    if (standing.timesLeft <= 0) this.#refusal = undefined;
    return standing.refusal;
  }

  /** Ends every session and refuses all starts for so long, as Lyria does when it is down. */
  outageFor(ms: number): void {
    this.refuse(OUTAGE_REFUSAL);
    this.#outageEnd = this.#clock.after(ms, () => this.refuse(undefined));
    this.interrupt(OUTAGE_ENDING);
  }

  /** Ends a session that runs, or all. */
  interrupt(ending: Ending, sessionId?: number): void {
    for (const interruption of [...this.#interruptions]) interruption(ending, sessionId);
  }

  /** All is well again. */
  clear(): void {
    this.refuse(undefined);
    this.set(FAIR_WEATHER);
  }

  /** Called after every change of the state. Returns the function that unsubscribes. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Called when sessions are to end. Returns the function that unsubscribes. */
  onInterruption(listener: Interruption): () => void {
    this.#interruptions.add(listener);
    return () => this.#interruptions.delete(listener);
  }

  /** Forgets what was to happen later. */
  close(): void {
    this.#stallEnd?.cancel();
    this.#outageEnd?.cancel();
  }
}
