import { FRAME_MS } from '../audio/frame.ts';
import { MAX_RATE, MIN_RATE } from '../audio/stretch/TimeStretcher.ts';
import {
  STRETCH_BEYOND_MS,
  STRETCH_FULL_MS,
  STRETCH_UNTIL_MS,
  TARGET_LEVEL_MS,
} from './stationTimes.ts';

/** Follows the level over several chunks, so that their sawtooth of 2 s does not show. */
const SMOOTHING_MS = 4_000;

/**
 * Decides how fast to play from how much there is: slower when the deck runs low, faster when it
 * runs full, and exactly 1, which is bit-exact, while all is well.
 */
export class RateController {
  #smoothedMs: number | undefined;
  #correcting = false;

  /** The rate for the next frame of a deck that holds `levelMs`. To be asked once a frame. */
  rate(levelMs: number): number {
    // At first one chunk may be here and the next a moment away: no reason to correct anything.
    const before = this.#smoothedMs ?? TARGET_LEVEL_MS;
    this.#smoothedMs = before + ((levelMs - before) * FRAME_MS) / SMOOTHING_MS;
    const errorMs = this.#smoothedMs - TARGET_LEVEL_MS;
    const distance = Math.abs(errorMs);
    if (distance > STRETCH_BEYOND_MS) this.#correcting = true;
    else if (distance < STRETCH_UNTIL_MS) this.#correcting = false;
    if (!this.#correcting) return 1;
    const strength = Math.min(1, distance / STRETCH_FULL_MS);
    return errorMs > 0 ? 1 + strength * (MAX_RATE - 1) : 1 - strength * (1 - MIN_RATE);
  }

  /** Starts over: another deck plays, or the level has jumped on purpose. */
  reset(): void {
    this.#smoothedMs = undefined;
    this.#correcting = false;
  }
}
