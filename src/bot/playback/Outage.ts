import type { Clock, Timer } from '../../clock.ts';

/**
 * Since when nobody can hear a station because Discord, or its voice, cannot be reached; and
 * whether that has been too long. Survives a restart, so that a program that is killed meanwhile
 * decides as if it had not been.
 */
export class Outage {
  readonly #clock: Clock;
  readonly #wallClock: () => number;
  readonly #keepMs: number;
  readonly #keep: (sinceMs: number | null) => void;
  readonly #onTooLong: () => void;
  #sinceMs: number | null;
  #timer: Timer | undefined;

  constructor(options: {
    /** Wall-clock ms, from before a restart; null: it could be heard. */
    readonly sinceMs: number | null;
    /** How long what was wanted is kept. */
    readonly keepMs: number;
    readonly keep: (sinceMs: number | null) => void;
    /** Called again after as long, for as long as it lasts: it decides what becomes of that. */
    readonly onTooLong: () => void;
    readonly clock: Clock;
    readonly wallClock: () => number;
  }) {
    this.#clock = options.clock;
    this.#wallClock = options.wallClock;
    this.#keepMs = options.keepMs;
    this.#keep = options.keep;
    this.#onTooLong = options.onTooLong;
    this.#sinceMs = options.sinceMs;
    if (this.#sinceMs !== null) this.#await(leftMs(this.#sinceMs, this.#wallClock(), this.#keepMs));
  }

  voiceIs(state: 'away' | 'there'): void {
    if (state === 'away') {
      if (this.#sinceMs !== null) return;
      this.#sinceMs = this.#wallClock();
      this.#await(this.#keepMs);
    } else {
      if (this.#sinceMs === null) return;
      this.#sinceMs = null;
      this.close();
    }
    this.#keep(this.#sinceMs);
  }

  close(): void {
    this.#timer?.cancel();
  }

  #await(ms: number): void {
    this.#timer?.cancel();
    this.#timer = this.#clock.after(ms, () => {
      this.#await(this.#keepMs);
      this.#onTooLong();
    });
  }
}

/**
 * How much of the time that is borne is left, ms; 0 at least. The wall clock may have been set
 * meanwhile: an outage from the future has just begun.
 */
export function leftMs(sinceMs: number, nowMs: number, keepMs: number): number {
  return Math.max(0, keepMs - Math.max(0, nowMs - sinceMs));
}
