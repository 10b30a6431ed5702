import { STATUS_CODES } from 'node:http';
import type { Timer } from '#src/clock.ts';
import type { WorldTime } from '../world/WorldTime.ts';
import type { LimitScope } from './RateLimiter.ts';

/** What is above comes from the servers in front. */
const LAST_OF_API = 500;
/** Cloudflare's number for an address that it lets through no longer. */
const CLOUDFLARE_RATE_LIMIT = 1015;

/** How a request ends that meets a fault. */
export type FaultAnswer =
  /** The API's own error, as JSON. */
  | {
      readonly kind: 'json';
      readonly status: number;
      /** Discord's error code. */
      readonly code: number;
      readonly message: string;
    }
  /** The API's own limit: 429 as JSON, with how long to wait, in seconds. */
  | { readonly kind: 'limited'; readonly retryAfterS: number; readonly scope: LimitScope }
  /** A page of the servers in front of the API, which knows nothing of limits and codes. */
  | {
      readonly kind: 'page';
      readonly status: number;
      readonly text: string;
      /** Seconds, or null when it says nothing. */
      readonly retryAfterS: number | null;
    }
  /** The connection is reset without an answer. */
  | { readonly kind: 'reset' };

/** What goes wrong with some requests. */
export interface RestFault {
  /** All methods unless given. */
  readonly method: string | null;
  /** A part of the route's pattern, such as `/callback`; all routes unless given. */
  readonly route: string | null;
  /** The request is acted upon unless given. */
  readonly answer: FaultAnswer | null;
  /** How long the answer is held back, ms. */
  readonly delayMs: number;
  /** How many requests meet it; all until it is lifted unless given. */
  readonly times: number | null;
  /** After how long it is lifted by itself, ms; never unless given. */
  readonly lastsMs: number | null;
}

/** Who answers: the servers in front see a request before the API knows who asks. */
export type FaultPlace = 'edge' | 'api';

interface Standing {
  readonly fault: RestFault;
  left: number;
  readonly expiry: Timer | null;
}

/** The API's own errors are JSON; those of the servers in front of it are pages. */
export function plainError(status: number): FaultAnswer {
  const text = `${status}: ${STATUS_CODES[status] ?? 'Unknown'}`;
  if (status > LAST_OF_API) {
    const page = `<html><head><title>${status}</title></head><body><h1>${text}</h1></body></html>`;
    return { kind: 'page', status, text: page, retryAfterS: null };
  }
  return { kind: 'json', status, code: 0, message: text };
}

/** As Cloudflare words it to programs: one line. */
export function cloudflareLimit(retryAfterS: number | null): FaultAnswer {
  return { kind: 'page', status: 429, text: `error code: ${CLOUDFLARE_RATE_LIMIT}`, retryAfterS };
}

/** Errors, limits and slow answers of the REST API, on demand. */
export class RestFaults {
  readonly #time: WorldTime;
  readonly #waiting = new Map<Timer, () => void>();
  #standing: Standing[] = [];
  /** How every request ends, whatever else stands, while Discord is away. */
  outage: FaultAnswer | null = null;

  constructor(time: WorldTime) {
    this.#time = time;
  }

  /** With how many requests each has left to meet; null where it goes on. */
  get standing(): readonly (RestFault & { readonly left: number | null })[] {
    return this.#standing.map(({ fault, left }) => ({
      ...fault,
      left: Number.isFinite(left) ? left : null,
    }));
  }

  add(fault: RestFault): void {
    const standing: Standing = {
      fault,
      left: fault.times ?? Number.POSITIVE_INFINITY,
      expiry:
        fault.lastsMs === null
          ? null
          : this.#time.after(fault.lastsMs, () => this.#remove(standing)),
    };
    this.#standing.push(standing);
  }

  lift(): void {
    for (const standing of [...this.#standing]) this.#remove(standing);
  }

  /** Waits as long as the request has to at this place, and says how it ends there, or null. */
  async meet(place: FaultPlace, method: string, route: string): Promise<FaultAnswer | null> {
    if (this.outage !== null && place === 'edge') return this.outage;
    const standing = this.#standing.find(
      ({ fault }) =>
        (fault.method === null || fault.method === method) &&
        (fault.route === null || route.includes(fault.route)),
    );
    if (standing === undefined || placeOf(standing.fault) !== place) return null;
    standing.left -= 1;
    if (standing.left <= 0) this.#remove(standing);
    const { delayMs, answer } = standing.fault;
    if (delayMs > 0) await this.#wait(delayMs);
    return answer;
  }

  /** Whoever still waits goes on at once. */
  close(): void {
    this.lift();
    for (const [timer, goOn] of this.#waiting) {
      timer.cancel();
      goOn();
    }
  }

  #remove(standing: Standing): void {
    standing.expiry?.cancel();
    this.#standing = this.#standing.filter((each) => each !== standing);
  }

  async #wait(delayMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = this.#time.after(delayMs, resolve);
    this.#waiting.set(timer, resolve);
    await promise;
    this.#waiting.delete(timer);
  }
}

function placeOf({ answer }: RestFault): FaultPlace {
  return answer?.kind === 'page' || answer?.kind === 'reset' ? 'edge' : 'api';
}
