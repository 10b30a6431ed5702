import type { Clock, Timer } from '#src/clock.ts';

/** The sandbox's one source of time: the epoch for ids and timestamps, and timers for deadlines. */
export class WorldTime {
  readonly #clock: Clock;
  readonly #epochOffsetMs: number;

  /** @param epochMs What the wall shows now, ms since 1970. */
  constructor(clock: Clock, epochMs: number) {
    this.#clock = clock;
    this.#epochOffsetMs = epochMs - clock.now();
  }

  /** Monotonic, for measuring. */
  now(): number {
    return this.#clock.now();
  }

  /** Milliseconds since 1970; keeps pace with the clock, so that it never jumps. */
  epochMs(): number {
    return Math.floor(this.#clock.now() + this.#epochOffsetMs);
  }

  after(delayMs: number, callback: () => void): Timer {
    return this.#clock.after(delayMs, callback);
  }
}

/** As Discord writes timestamps: `2026-03-01T12:00:00.000000+00:00`. */
export function timestamp(epochMs: number): string {
  return new Date(epochMs).toISOString().replace('Z', '000+00:00');
}
