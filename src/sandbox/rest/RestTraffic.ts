import type { LimitScope } from './RateLimiter.ts';

/** Documented: so many invalid requests in ten minutes, and an address is shut out. */
export const MAX_INVALID_REQUESTS = 10_000;
export const INVALID_WINDOW_MS = 600_000;

const INVALID_STATUSES: ReadonlySet<number> = new Set([401, 403, 429]);

export interface RestStatistics {
  readonly requests: number;
  /** How often a limit has refused, by whose limit it was. */
  readonly limited: Readonly<Record<LimitScope, number>>;
  /** 401, 403 and 429 (shared limits apart) in the last ten minutes: 10,000 shut the address out. */
  readonly invalid: number;
  readonly shutOut: boolean;
}

/** Counts what comes in over REST, and shuts out who keeps sending what is refused. */
export class RestTraffic {
  readonly #now: () => number;
  readonly #limited: Record<LimitScope, number> = { user: 0, global: 0, shared: 0 };
  #requests = 0;
  #invalid = 0;
  #windowEndsMs = Number.NEGATIVE_INFINITY;

  /** @param now Monotonic, ms. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Every client is on this machine, so there is one address. */
  get shutOut(): boolean {
    return this.#invalidNow() >= MAX_INVALID_REQUESTS;
  }

  /** Until the address is let in again. */
  get shutOutForMs(): number {
    return Math.max(0, this.#windowEndsMs - this.#now());
  }

  get statistics(): RestStatistics {
    return {
      requests: this.#requests,
      limited: { ...this.#limited },
      invalid: this.#invalidNow(),
      shutOut: this.shutOut,
    };
  }

  limited(scope: LimitScope): void {
    this.#limited[scope] += 1;
  }

  answered(status: number, scope: LimitScope | null): void {
    this.#requests += 1;
    if (!INVALID_STATUSES.has(status) || scope === 'shared') return;
    if (this.#invalidNow() === 0) this.#windowEndsMs = this.#now() + INVALID_WINDOW_MS;
    this.#invalid += 1;
  }

  #invalidNow(): number {
    if (this.#now() >= this.#windowEndsMs) this.#invalid = 0;
    return this.#invalid;
  }
}
