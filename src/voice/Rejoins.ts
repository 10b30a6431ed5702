import type { Clock, Timer } from '../clock.ts';

/**
 * Waits before rejoining: doubled each time, with jitter. The longest is as long as a listener
 * may have to wait once Discord's voice is well again.
 */
const WAIT_MS = { first: 1_000, most: 10_000 } as const;
/** A connection that held this long starts counting anew. */
const STABLE_MS = 30_000;

/** When a connection may be tried again. Counts attempts, and never has enough of them. */
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

  /** How long to wait before the next attempt, ms. */
  next(): number {
    const most = Math.min(WAIT_MS.most, WAIT_MS.first * 2 ** this.#count);
    this.#count += 1;
    return most * (0.5 + 0.5 * this.#random());
  }

  /** The connection stands; attempts are forgotten if it goes on to. */
  succeeded(): void {
    this.cancel();
    this.#stable = this.#clock.after(STABLE_MS, () => this.forget());
  }

  /** The connection does not stand any more. Nothing is forgotten. */
  cancel(): void {
    this.#stable?.cancel();
  }

  /** What kept it from standing is over: the next attempt is a first one. */
  forget(): void {
    this.#count = 0;
  }
}
