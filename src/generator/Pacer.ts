/**
 * Says when the next chunk may go out. It keeps count of the lead: audio that was sent and that a
 * client playing at real time has not played yet. The lead shrinks with time, also through a pause,
 * and never below nothing: what a stall has cost is not made up for.
 */
export class Pacer {
  readonly #chunkMs: number;
  /** A chunk may go out when the lead is down to this. */
  readonly #thresholdMs: number;
  #pace: number;
  #leadMs = 0;
  #atMs: number;

  /** `leadMs`: how far the client may be ahead right after a chunk; at least one chunk counts. */
  constructor(options: {
    readonly nowMs: number;
    readonly chunkMs: number;
    readonly leadMs: number;
    readonly pace: number;
  }) {
    this.#atMs = options.nowMs;
    this.#chunkMs = options.chunkMs;
    this.#thresholdMs = Math.max(0, options.leadMs - options.chunkMs);
    this.#pace = options.pace;
  }

  /** How long until the next chunk may go out; 0 = now, infinite at a pace of 0. */
  waitMs(nowMs: number): number {
    this.#settle(nowMs);
    const excessMs = this.#leadMs - this.#thresholdMs;
    return excessMs <= 0 ? 0 : excessMs / this.#pace;
  }

  sent(nowMs: number): void {
    this.#settle(nowMs);
    this.#leadMs += this.#chunkMs;
  }

  /** From now on; 1 is real time. */
  setPace(nowMs: number, pace: number): void {
    this.#settle(nowMs);
    this.#pace = pace;
  }

  #settle(nowMs: number): void {
    this.#leadMs = Math.max(0, this.#leadMs - (nowMs - this.#atMs) * this.#pace);
    this.#atMs = nowMs;
  }
}
