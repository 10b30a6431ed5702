import type { Clock, Timer } from '../clock.ts';

/** How often the peer is pinged. */
export const PING_INTERVAL_MS = 5_000;

/**
 * After so many pings in a row without any sign of life the connection counts as dead. That is 20 s:
 * longer than the longest stall measured (17 s), should the service not even answer pings then.
 */
export const MAX_UNANSWERED_PINGS = 4;

/** Notices a connection that is dead though nobody closed it: cable pulled, NAT entry gone. */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #ping: () => void;
  readonly #onDead: () => void;
  #unanswered = 0;
  #timer: Timer;

  constructor(options: {
    readonly clock: Clock;
    readonly ping: () => void;
    /** Called once; the heart has stopped by then. */
    readonly onDead: () => void;
  }) {
    this.#clock = options.clock;
    this.#ping = options.ping;
    this.#onDead = options.onDead;
    this.#timer = this.#next();
  }

  /** The peer gave a sign of life: a pong, or any message. */
  alive(): void {
    this.#unanswered = 0;
  }

  stop(): void {
    this.#timer.cancel();
  }

  #next(): Timer {
    return this.#clock.after(PING_INTERVAL_MS, () => {
      // Counted in pings, not in time: a process that slept asks again before it gives up.
      if (this.#unanswered >= MAX_UNANSWERED_PINGS) {
        this.#onDead();
        return;
      }
      this.#unanswered += 1;
      this.#timer = this.#next();
      this.#ping();
    });
  }
}
