import { FRAME_MS } from '../audio/frame.ts';
import {
  LEAST_MARGIN_MS,
  OWED_MS,
  PAY_BACK,
  RATE_GLIDE_PER_S,
  SLOWEST_RATE,
  START_FREE_MS,
  START_LAST_MS,
  START_LAST_RATE,
  START_RATE,
  SURPLUS_MS,
} from './stationTimes.ts';

/** Off real time by less than this, music is played as it came: bit-exact. */
const EXACT = 0.003;
const GLIDE_PER_FRAME = (RATE_GLIDE_PER_S * FRAME_MS) / 1_000;

/** What a deck has and gets. */
export interface Supply {
  /** What is there to be played. */
  readonly levelMs: number;
  /** What of it will be left when the next chunk is due; below 0 it will not last. */
  readonly marginMs: number;
  readonly targetMarginMs: number;
  /** Audio per time that the session brings; 1 is real time. */
  readonly pace: number;
}

/**
 * Decides how fast to play: as fast as the music comes, and never faster than it was made. The
 * margin is led to its target by at most 1 %, so that the tempo heard is the pace delivered.
 */
export class RateController {
  #rate: number | undefined;
  #startedMs = 0;
  /** Until the margin is there that a first chunk does not have. */
  #isStarting = false;

  /** The rate for the next frame. To be asked once a frame. */
  rate(supply: Supply): number {
    if (supply.marginMs >= LEAST_MARGIN_MS) this.#isStarting = false;
    this.#startedMs += FRAME_MS;
    const wanted = this.#isStarting ? startRate(supply) : steadyRate(supply);
    const before = this.#rate ?? wanted;
    const glide = this.#startedMs <= START_FREE_MS || this.#isStarting ? 1 : GLIDE_PER_FRAME;
    this.#rate = Math.max(before - glide, Math.min(before + glide, wanted));
    return this.#rate;
  }

  /** The first sound is to come. */
  begin(): void {
    this.#isStarting = true;
    this.#startedMs = 0;
    this.#rate = undefined;
  }

  /** Something else than a deck is heard: whatever rate is right afterwards is taken at once. */
  interrupt(): void {
    this.#isStarting = false;
    this.#rate = undefined;
  }
}

function startRate({ levelMs }: Supply): number {
  return levelMs > START_LAST_MS ? START_RATE : START_LAST_RATE;
}

function steadyRate({ marginMs, targetMarginMs, pace }: Supply): number {
  const error = marginMs - targetMarginMs;
  const owed = share(-error, OWED_MS);
  const surplus = share(error, SURPLUS_MS);
  const rate = pace - PAY_BACK * owed + Math.max(0, 1 - pace) * surplus;
  return rate > 1 - EXACT ? 1 : Math.max(SLOWEST_RATE, rate);
}

/** 0 up to `from`, 1 from `full` on, and evenly between both. */
function share(ms: number, { from, full }: { readonly from: number; readonly full: number }) {
  return Math.max(0, Math.min(1, (ms - from) / (full - from)));
}
