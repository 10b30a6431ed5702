import type { Clock, Timer } from '../clock.ts';

/** Waits before rejoining: doubled each time, with jitter. */
const WAIT_MS = { first: 1_000, most: 20_000 } as const;
const MOST = 6;
/** A connection that held this long starts counting anew. */
const STABLE_MS = 30_000;

/** How often a connection may be tried again, and when. */
export class Rejoins {
  readonly #clock: Clock;
  readonly #random: () => number;
  #count = 0;
  #stable: Timer | undefined;

  constructor(clock: Clock, random: () => number) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Since the connection was stable. */
  get count(): number {
    return this.#count;
  }

  /** How long to wait before the next attempt, ms; undefined when there were enough. */
  next(): number | undefined {
    if (this.#count >= MOST) return undefined;
    const most = Math.min(WAIT_MS.most, WAIT_MS.first * 2 ** this.#count);
    this.#count += 1;
    return most * (0.5 + 0.5 * this.#random());
  }

  /** The connection stands; attempts are forgotten if it goes on to. */
  succeeded(): void {
    this.cancel();
    this.#stable = this.#clock.after(STABLE_MS, () => {
      this.#count = 0;
    });
  }

  /** The connection does not stand any more. Nothing is forgotten. */
  cancel(): void {
    this.#stable?.cancel();
  }
}
