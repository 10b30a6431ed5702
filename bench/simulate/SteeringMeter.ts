import type { Station } from '#src/station/Station.ts';
import type { SimulatedClock } from './SimulatedClock.ts';

/** Measures how long audio made from a new mix waits, from its arrival, until it is heard. */
export class SteeringMeter {
  readonly latenciesMs: number[] = [];
  readonly #station: Station;
  readonly #clock: SimulatedClock;
  /** The final order of a ramp, and when audio made from it came. */
  #waiting: { readonly revision: number; arrivedAtMs: number | undefined } | undefined;

  constructor(station: Station, clock: SimulatedClock) {
    this.#station = station;
    this.#clock = clock;
  }

  ordered(revision: number, isTarget: boolean): void {
    this.#waiting = isTarget ? { revision, arrivedAtMs: undefined } : undefined;
  }

  /** Nothing could be heard for a while: what has arrived waits from now on. */
  returned(): void {
    if (this.#waiting?.arrivedAtMs !== undefined) this.#waiting.arrivedAtMs = this.#clock.now();
  }

  frame(): void {
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    const { playout } = this.#station;
    if (waiting.arrivedAtMs === undefined) {
      if ((playout.deck?.newestRevision ?? 0) >= waiting.revision) {
        waiting.arrivedAtMs = this.#clock.now();
      } else return;
    }
    if (playout.heardRevision >= waiting.revision) {
      this.latenciesMs.push(this.#clock.now() - waiting.arrivedAtMs);
      this.#waiting = undefined;
    }
  }
}
