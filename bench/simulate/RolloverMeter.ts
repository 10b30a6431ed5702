import type { ModelLyria } from './ModelLyria.ts';

/** What two sessions at once may take: opening, 11 s to the first audio, settling, and the fade. */
const MOST_MS = 25_000;

/** Measures how long two sessions are open at once, where the service lets it be short. */
export class RolloverMeter {
  readonly togetherMs: number[] = [];
  /** When those that took too long began. */
  readonly late: number[] = [];
  readonly #lyria: ModelLyria;
  #sinceMs: number | undefined;
  #limits = 0;
  #isExcused = false;

  constructor(lyria: ModelLyria) {
    this.#lyria = lyria;
  }

  /** Nothing was heard for a while, and so nothing handed over: that says nothing about rollovers. */
  returned(): void {
    this.#isExcused = this.#sinceMs !== undefined || this.#lyria.openSessions > 1;
    this.#limits = this.#lyria.counts.sessionLimits;
  }

  frame(nowMs: number): void {
    const { openSessions, newest, counts } = this.#lyria;
    if (openSessions > 1) {
      this.#sinceMs ??= nowMs;
      return;
    }
    if (this.#sinceMs === undefined) return;
    const tookMs = nowMs - this.#sinceMs;
    const wasLimit = counts.sessionLimits > this.#limits;
    this.#limits = counts.sessionLimits;
    const { firstAudioAtMs, stalledMs } = newest ?? {};
    // One that brought nothing, or stalled, was not in time.
    const inTime = firstAudioAtMs !== undefined && stalledMs === 0;
    if (inTime && !this.#isExcused) {
      this.togetherMs.push(tookMs);
      if (tookMs > MOST_MS || wasLimit) this.late.push(this.#sinceMs);
    }
    this.#sinceMs = undefined;
    this.#isExcused = false;
  }
}
