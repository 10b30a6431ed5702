import type { ModelLyria } from './ModelLyria.ts';
import type { SessionModel } from './SessionModel.ts';

/** What two sessions at once may take: opening, 11 s to the first audio, settling, and the fade. */
const MOST_MS = 25_000;
/** From when a session is to be followed until the service ends it: 540 to 600 s. */
const FOLLOWED_WITHIN_MS = 60_000;

/** What the meter looks at of the modelled service. */
interface Lyria extends Pick<ModelLyria, 'openSessions' | 'counts' | 'refusedUntilMs'> {
  readonly newest: Pick<SessionModel, 'openedAtMs' | 'firstAudioAtMs' | 'stalledMs'> | undefined;
}

/** Measures how long two sessions are open at once, where the service lets it be short. */
export class RolloverMeter {
  readonly togetherMs: number[] = [];
  /** When those that took too long began. */
  readonly late: number[] = [];
  readonly #lyria: Lyria;
  #sinceMs: number | undefined;
  #limits = 0;
  #isExcused = false;

  constructor(lyria: Lyria) {
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
    const wasLimit = counts.sessionLimits > this.#limits;
    this.#limits = counts.sessionLimits;
    // One that brought nothing, or stalled, was not in time.
    const inTime = newest?.firstAudioAtMs !== undefined && newest.stalledMs === 0;
    if (this.#sinceMs === undefined) {
      if (wasLimit && (inTime || !this.#wasTried(nowMs)) && this.#couldOpen(nowMs)) {
        this.late.push(nowMs);
      }
      return;
    }
    const tookMs = nowMs - this.#sinceMs;
    if (inTime && !this.#isExcused) {
      this.togetherMs.push(tookMs);
      if (tookMs > MOST_MS || wasLimit) this.late.push(this.#sinceMs);
    }
    this.#sinceMs = undefined;
    this.#isExcused = false;
  }

  /** Whether another was opened to follow the one that has just ended. */
  #wasTried(nowMs: number): boolean {
    const { newest } = this.#lyria;
    return newest !== undefined && nowMs - newest.openedAtMs < FOLLOWED_WITHIN_MS;
  }

  #couldOpen(nowMs: number): boolean {
    return nowMs - this.#lyria.refusedUntilMs > FOLLOWED_WITHIN_MS;
  }
}
