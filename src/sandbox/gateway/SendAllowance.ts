/** Documented: a client sends at most so many frames in a minute, heartbeats included. */
export const MAX_SENDS = 120;
const WINDOW_MS = 60_000;

/** How much a connection may still send. */
export class SendAllowance {
  readonly #now: () => number;
  #used = 0;
  #windowEndsMs = Number.NEGATIVE_INFINITY;

  /** @param now Monotonic, ms. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** False when this frame is one too many. */
  take(): boolean {
    if (this.#now() >= this.#windowEndsMs) {
      this.#used = 0;
      this.#windowEndsMs = this.#now() + WINDOW_MS;
    }
    this.#used += 1;
    return this.#used <= MAX_SENDS;
  }
}
