import { between, oneOf, type Random, waitingTimeMs } from './random.ts';
import type { SimulatedClock } from './SimulatedClock.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
/** Far above what is met, so that a day holds three dozen. */
const EVERY_MS = 40 * MINUTE_MS;
/** Another server, one that restarts, an outage, and one that outlasts a session. */
const LENGTHS_MS = [
  [0.2 * SECOND_MS, 1.5 * SECOND_MS],
  [2 * SECOND_MS, 10 * SECOND_MS],
  [20 * SECOND_MS, 2 * MINUTE_MS],
  [5 * MINUTE_MS, 25 * MINUTE_MS],
] as const;

/**
 * The voice connection, which is away now and then: then nobody asks the station for frames, as the
 * player of the real one does not.
 */
export class SimulatedVoice {
  outages = 0;
  readonly #random: Random;
  readonly #clock: SimulatedClock;
  readonly #onInterrupted: () => void;
  #backAtMs = Number.NEGATIVE_INFINITY;
  #stopped = false;

  constructor(random: Random, clock: SimulatedClock, onInterrupted: () => void) {
    this.#random = random;
    this.#clock = clock;
    this.#onInterrupted = onInterrupted;
    this.#schedule();
  }

  get isAway(): boolean {
    return this.#clock.now() < this.#backAtMs;
  }

  stop(): void {
    this.#stopped = true;
  }

  #schedule(): void {
    this.#clock.after(waitingTimeMs(this.#random, EVERY_MS), () => {
      if (this.#stopped) return;
      this.outages += 1;
      this.#onInterrupted();
      const lengthMs = between(this.#random, ...oneOf(this.#random, LENGTHS_MS));
      this.#backAtMs = this.#clock.now() + lengthMs;
      this.#clock.after(lengthMs, () => this.#schedule());
    });
  }
}
