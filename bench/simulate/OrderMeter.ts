import type { MusicGenerationConfig } from '#src/music/controls.ts';
import type { Deck } from '#src/station/Deck.ts';
import type { Station } from '#src/station/Station.ts';
import type { ModelLyria } from './ModelLyria.ts';
import type { SimulatedClock } from './SimulatedClock.ts';

/** An order is judged where the service brings a session's first audio this soon ... */
const SESSION_WITHIN_MS = 5_000;
/** ... and is to be heard within this then. */
const MOST_MS = 20_000;

type Wanted =
  | { readonly kind: 'config'; readonly config: MusicGenerationConfig }
  /** Another piece: not that of this deck. */
  | { readonly kind: 'fresh'; readonly notOf: Deck | undefined };

/** Measures from a new tempo, scale or start to the ear, where the service does its part in time. */
export class OrderMeter {
  readonly heardMs: number[] = [];
  /** Orders that took longer than they may: when they were given, and how long. */
  readonly late: { readonly atMs: number; readonly tookMs: number }[] = [];
  /** Orders for which the service gave no session in time. */
  excused = 0;
  readonly #station: Station;
  readonly #lyria: ModelLyria;
  readonly #clock: SimulatedClock;
  #waiting:
    | { readonly wanted: Wanted; readonly atMs: number; readonly stalledMs: number }
    | undefined;

  constructor(station: Station, lyria: ModelLyria, clock: SimulatedClock) {
    this.#station = station;
    this.#lyria = lyria;
    this.#clock = clock;
  }

  /** A newer order takes the place of one that was not heard yet. */
  ordered(wanted: 'fresh' | MusicGenerationConfig): void {
    this.#waiting = {
      wanted:
        wanted === 'fresh'
          ? { kind: 'fresh', notOf: this.#station.playout.deck }
          : { kind: 'config', config: wanted },
      atMs: this.#clock.now(),
      stalledMs: 0,
    };
  }

  /** Nothing could be heard for a while: an order's time begins now. */
  returned(): void {
    if (this.#waiting !== undefined) this.#waiting = { ...this.#waiting, atMs: this.#clock.now() };
  }

  frame(): void {
    const waiting = this.#waiting;
    if (waiting === undefined || !this.#isHeard(waiting.wanted)) return;
    this.#waiting = undefined;
    const tookMs = this.#clock.now() - waiting.atMs;
    const session = this.#lyria.newest;
    const cameMs = (session?.firstAudioAtMs ?? Number.POSITIVE_INFINITY) - waiting.atMs;
    if (cameMs > SESSION_WITHIN_MS || (session?.stalledMs ?? 0) > 0) {
      this.excused += 1;
      return;
    }
    this.heardMs.push(tookMs);
    if (tookMs > MOST_MS) this.late.push({ atMs: waiting.atMs, tookMs });
  }

  #isHeard(wanted: Wanted): boolean {
    const { playout } = this.#station;
    if (wanted.kind === 'fresh') return playout.deck !== wanted.notOf;
    const config = playout.heard?.config;
    return config?.bpm === wanted.config.bpm && config?.scale === wanted.config.scale;
  }
}
