/** What a chunk of Lyria's holds, so that intervals are told per chunk whatever the chunks hold. */
const CHUNK_MS = 2_000;
/** A stall counts, but not for long. */
const MOST_INTERVAL_MS = 4_000;
/** What the newest chunk counts: for the next few chunks, and for the last twenty seconds. */
const LATE_SHARE = 0.3;
const LASTING_SHARE = 0.1;

/** How fast a session has been bringing audio, as the time that a chunk takes. */
export class DeliveryPace {
  #lateMs = CHUNK_MS;
  #lastingMs = CHUNK_MS;

  /** Usual time between two chunks of late, per 2 s of audio. */
  get chunkIntervalMs(): number {
    return this.#lateMs;
  }

  /** Audio per time, over the last twenty seconds or so; 1 keeps up with what is played. */
  get lastingRate(): number {
    return CHUNK_MS / this.#lastingMs;
  }

  /** A chunk of `chunkMs` came `elapsedMs` after the one before it. */
  note(chunkMs: number, elapsedMs: number): void {
    const intervalMs = Math.min(MOST_INTERVAL_MS, (elapsedMs * CHUNK_MS) / chunkMs);
    this.#lateMs += LATE_SHARE * (intervalMs - this.#lateMs);
    this.#lastingMs += LASTING_SHARE * (intervalMs - this.#lastingMs);
  }
}
