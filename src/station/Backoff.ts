/** The first wait, and the longest: a drop is mended soon, an outage is not hammered. */
const FIRST_MS = 1_000;
const MOST_MS = 30_000;

/** Waits between attempts that double up to a cap, each with jitter so that stations spread out. */
export class Backoff {
  readonly #random: () => number;
  #failures = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** The wait before the next attempt after one more failure: half to all of the doubled time. */
  next(): number {
    const most = Math.min(MOST_MS, FIRST_MS * 2 ** this.#failures);
    this.#failures += 1;
    return most * (0.5 + 0.5 * this.#random());
  }

  reset(): void {
    this.#failures = 0;
  }
}
