/**
 * How much is waited for before the sound begins: two busy cores hold a process up by 140 ms now and
 * then. Each time that was not enough, a little more is taken: with the loudspeaker's own delay the
 * sound stays within 300 ms of its packets.
 */
const USUAL_MS = { first: 200, step: 10, most: 220 } as const;
/**
 * A machine that is overloaded holds sound up for longer, again and again. More than so many misses,
 * each soon after the one before, are worse to hear than sound that comes late.
 */
const MISSES_BORNE = 8;
const SOON_MS = 5_000;
const OVERLOADED = { factor: 1.5, mostMs: 600 } as const;
/** When nothing has been missed for a while, it comes back to the usual, this much a second. */
const EASE_AFTER_MS = 30_000;
const EASE_MS_PER_S = 5;
const MS_PER_S = 1_000;

/** How much sound is to wait, ms: learns from what is missed. */
export class JitterTarget {
  #ms: number = USUAL_MS.first;
  #misses = 0;
  #sinceMissMs = 0;

  get ms(): number {
    return this.#ms;
  }

  /** Sound has run out although more was to come. */
  missed(): void {
    this.#misses = this.#sinceMissMs < SOON_MS ? this.#misses + 1 : 1;
    this.#sinceMissMs = 0;
    if (this.#misses > MISSES_BORNE) {
      this.#ms = Math.min(OVERLOADED.mostMs, this.#ms * OVERLOADED.factor);
    } else if (this.#ms < USUAL_MS.most) {
      this.#ms = Math.min(USUAL_MS.most, this.#ms + USUAL_MS.step);
    }
  }

  /** Sound of this length has been played without a gap. */
  played(ms: number): void {
    this.#sinceMissMs += ms;
    if (this.#ms <= USUAL_MS.most || this.#sinceMissMs < EASE_AFTER_MS) return;
    this.#ms = Math.max(USUAL_MS.most, this.#ms - (ms / MS_PER_S) * EASE_MS_PER_S);
  }
}
