/** A timer that has been set. Cancelling one that has fired or was cancelled does nothing. */
export interface Timer {
  cancel(): void;
}

/**
 * Where time comes from. Everything below `bot` and `voice` asks a clock it was given, so that
 * a test owns time and a day of music runs in seconds.
 */
export interface Clock {
  /** Monotonic milliseconds since an arbitrary origin; never jumps with the wall clock. */
  now(): number;
  /** Calls `callback` once, `delayMs` from now; a negative delay counts as 0. */
  after(delayMs: number, callback: () => void): Timer;
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(delayMs, callback) {
    const handle = setTimeout(callback, Math.max(0, delayMs));
    return { cancel: () => clearTimeout(handle) };
  },
};
