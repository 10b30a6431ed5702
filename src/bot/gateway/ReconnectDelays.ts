/** The library waits half a second by itself, which is enough for most drops. */
const FIRST_MS = 1_000;
/**
 * The music has to be back within 10 s of the end of an outage, of which a new session and the way
 * back into voice take up to 6; and an attempt that fails costs the other side next to nothing.
 */
const MOST_MS = 4_000;

/**
 * How long to wait before an attempt to reach the gateway: not at all at first, then ever longer,
 * each with jitter so that bots that were lost together do not return together.
 */
export class ReconnectDelays {
  readonly #random: () => number;
  #attempts = 0;

  /** @param random 0 up to 1 */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** The wait before the next attempt, ms: half to all of a time that doubles. */
  next(): number {
    const attempts = this.#attempts;
    this.#attempts += 1;
    if (attempts === 0) return 0;
    const most = Math.min(MOST_MS, FIRST_MS * 2 ** (attempts - 1));
    return most * (0.5 + 0.5 * this.#random());
  }

  /** The gateway has been reached. */
  reset(): void {
    this.#attempts = 0;
  }
}
