import { countsGlobally, GLOBAL_LIMIT, isUnlimited, limitOf, OLD_MESSAGE_EDITS } from './limits.ts';
import {
  bucketName,
  type LimitDecision,
  type LimitedRequest,
  type LimitRefusal,
  type LimitScope,
  type RateLimiter,
} from './RateLimiter.ts';

interface Window {
  used: number;
  readonly resetAtMs: number;
}

interface Allowance {
  readonly requests: number;
  readonly perMs: number;
}

/** Interactions' tokens make new buckets all the time; beyond this, those that are over go. */
const MAX_WINDOWS = 1_000;

/** Limits as Discord's: a window opens with the first request and is full at its limit. */
export class BucketLimiter implements RateLimiter {
  readonly #now: () => number;
  readonly #windows = new Map<string, Window>();

  /** @param now Monotonic, ms. */
  constructor(now: () => number) {
    this.#now = now;
  }

  take({ method, route, majorParameter, sender }: LimitedRequest): LimitDecision | null {
    if (isUnlimited(route)) return null;
    const limit = limitOf(method, route);
    const family = limit.family ?? `${method} ${route}`;
    const own = this.#window(`${sender} ${family} ${majorParameter}`, limit);
    const whole = countsGlobally(route) ? this.#window(`${sender} global`, GLOBAL_LIMIT) : null;
    const refused =
      whole !== null && whole.used >= GLOBAL_LIMIT.requests
        ? this.#refusal(whole, 'global')
        : own.used >= limit.requests
          ? this.#refusal(own, 'user')
          : undefined;
    if (refused === undefined) {
      own.used += 1;
      if (whole !== null) whole.used += 1;
    }
    return {
      bucket: bucketName(family),
      limit: limit.requests,
      remaining: limit.requests - own.used,
      resetAfterS: this.#secondsUntil(own.resetAtMs),
      ...(refused && { refused }),
    };
  }

  takeOldEdit(sender: string, channelId: string): LimitRefusal | null {
    const window = this.#window(`${sender} old-edits ${channelId}`, OLD_MESSAGE_EDITS);
    if (window.used >= OLD_MESSAGE_EDITS.requests) return this.#refusal(window, 'user');
    window.used += 1;
    return null;
  }

  #window(key: string, { perMs }: Allowance): Window {
    const nowMs = this.#now();
    const open = this.#windows.get(key);
    if (open !== undefined && open.resetAtMs > nowMs) return open;
    const fresh = { used: 0, resetAtMs: nowMs + perMs };
    this.#windows.set(key, fresh);
    if (this.#windows.size > MAX_WINDOWS) this.#sweep(nowMs);
    return fresh;
  }

  #sweep(nowMs: number): void {
    for (const [key, { resetAtMs }] of this.#windows) {
      if (resetAtMs <= nowMs) this.#windows.delete(key);
    }
  }

  #refusal(window: Window, scope: LimitScope): LimitRefusal {
    return { retryAfterS: this.#secondsUntil(window.resetAtMs), scope };
  }

  /** Rounded up to the millisecond: who waits that long is let in. */
  #secondsUntil(atMs: number): number {
    return Math.ceil(Math.max(0, atMs - this.#now())) / 1_000;
  }
}
