/** After the first failure the library's own half second is enough: most drops are over by then. */
const FIRST_MS = 1_000;
/** Soon enough after an outage of hours, and no load for whoever is out of order. */
const MOST_MS = 30_000;

/**
 * How long to wait before another attempt to reach the gateway: nothing at first, then ever longer,
 * each with jitter so that bots that were lost together do not return together.
 */
export class ReconnectDelays {
  readonly #random: () => number;
  #failures = 0;

  /** @param random 0 up to 1 */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** The wait after one more failure, ms: half to all of a time that doubles. */
  next(): number {
    const failures = this.#failures;
    this.#failures += 1;
    if (failures === 0) return 0;
    const most = Math.min(MOST_MS, FIRST_MS * 2 ** (failures - 1));
    return most * (0.5 + 0.5 * this.#random());
  }

  /** The gateway has been reached. */
  reset(): void {
    this.#failures = 0;
  }
}
