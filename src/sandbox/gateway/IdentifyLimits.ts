/** Documented: how far apart sessions of a bot may start, and how many a day. */
export const IDENTIFY_EVERY_MS = 5_000;
export const SESSION_STARTS = 1_000;
const DAY_MS = 86_400_000;

/** What `GET /gateway/bot` tells of it. */
export interface SessionStartLimit {
  readonly total: number;
  readonly remaining: number;
  readonly reset_after: number;
  readonly max_concurrency: number;
}

export type IdentifyVerdict = 'admitted' | 'tooSoon' | 'usedUp';

interface Starts {
  used: number;
  readonly dayEndsMs: number;
  readonly lastMs: Map<number, number>;
}

/** Counts the sessions that each bot starts. */
export class IdentifyLimits {
  /** How far apart the sessions of a bot have to start; for tests that would wait for nothing else. */
  everyMs = IDENTIFY_EVERY_MS;
  /** How many shards may start at once: one, but for bots in very many guilds. */
  maxConcurrency = 1;
  readonly #now: () => number;
  readonly #byApplication = new Map<string, Starts>();

  /** @param now Monotonic, ms. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** @param shardId Shards that differ modulo the concurrency may start together. */
  take(applicationId: string, shardId: number): IdentifyVerdict {
    const starts = this.#startsOf(applicationId);
    const key = shardId % this.maxConcurrency;
    const sinceLastMs = this.#now() - (starts.lastMs.get(key) ?? Number.NEGATIVE_INFINITY);
    if (sinceLastMs < this.everyMs) return 'tooSoon';
    if (starts.used >= SESSION_STARTS) return 'usedUp';
    starts.used += 1;
    starts.lastMs.set(key, this.#now());
    return 'admitted';
  }

  tell(applicationId: string): SessionStartLimit {
    const { used, dayEndsMs } = this.#startsOf(applicationId);
    return {
      total: SESSION_STARTS,
      remaining: SESSION_STARTS - used,
      reset_after: Math.ceil(dayEndsMs - this.#now()),
      max_concurrency: this.maxConcurrency,
    };
  }

  #startsOf(applicationId: string): Starts {
    const known = this.#byApplication.get(applicationId);
    if (known !== undefined && known.dayEndsMs > this.#now()) return known;
    const lastMs = known?.lastMs ?? new Map<number, number>();
    const fresh = { used: 0, dayEndsMs: this.#now() + DAY_MS, lastMs };
    this.#byApplication.set(applicationId, fresh);
    return fresh;
  }
}
