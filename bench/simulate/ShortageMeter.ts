import { FRAME_MS } from '#src/audio/frame.ts';

/** Music that has played for so long since a loop has come through the shortage. */
const OVER_MS = 20_000;
/** A loop so soon after the first sound is a stutter at the start. */
const START_MS = 15_000;

/** Counts shortages, and the loops that each took: one is right, however long it lasts. */
export class ShortageMeter {
  shortages = 0;
  loops = 0;
  startStutters = 0;
  #bridges = 0;
  #playedMs = 0;
  #sinceMs = Number.POSITIVE_INFINITY;
  #troubles = 0;

  /**
   * @param seen `bridges`: loops so far. `isLooping`: whether one is heard. `troubles`: stalls, drops
   *   and the like so far; after one more of them a loop is of another shortage. `startInTime`: whether
   *   the first session's second chunk came while the first could still be played
   */
  frame(seen: {
    readonly bridges: number;
    readonly isLooping: boolean;
    readonly troubles: number;
    readonly startInTime: boolean;
  }): void {
    this.#playedMs += FRAME_MS;
    this.#sinceMs = seen.isLooping ? 0 : this.#sinceMs + FRAME_MS;
    if (seen.bridges === this.#bridges) return;
    this.#bridges = seen.bridges;
    this.loops += 1;
    if (this.#playedMs < START_MS && seen.startInTime) this.startStutters += 1;
    const isOther = this.#sinceMs >= OVER_MS || seen.troubles !== this.#troubles;
    if (isOther) this.shortages += 1;
    this.#troubles = seen.troubles;
    this.#sinceMs = 0;
  }
}
