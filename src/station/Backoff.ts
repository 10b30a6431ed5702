/** Waits between attempts that double up to a cap, each with jitter so that stations spread out. */
export class Backoff {
  readonly #firstMs: number;
  readonly #mostMs: number;
  readonly #random: () => number;
  #failures = 0;

  constructor(options: {
    readonly firstMs: number;
    readonly mostMs: number;
    readonly random: () => number;
  }) {
    this.#firstMs = options.firstMs;
    this.#mostMs = options.mostMs;
    this.#random = options.random;
  }

  /** The wait before the next attempt after one more failure: half to all of the doubled time. */
  next(mostMs = this.#mostMs): number {
    const most = Math.min(mostMs, this.#firstMs * 2 ** this.#failures);
    this.#failures += 1;
    return most * (0.5 + 0.5 * this.#random());
  }

  reset(): void {
    this.#failures = 0;
  }
}
