import {
  DefaultRestOptions,
  RateLimitError,
  type RESTOptions,
  type ResponseLike,
} from 'discord.js';
import type { Clock, Timer } from '#src/clock.ts';
import type { Conditions } from '#src/conditions.ts';
import { type LimitKind, limitKey, limitOf, type RestLimit, routeText } from './restLimit.ts';

/** Longer than any ordinary limit of a route. */
export const PATIENCE_MS = 5_000;
/** Discord forgets an interaction that is not answered within 3 s: then it is no use to wait. */
const INTERACTION_PATIENCE_MS = 2_000;
/** A limit that is there again within this has not been over. */
const GRACE_MS = 10_000;
/** Every request that is refused brings a ban nearer: at 10,000 in ten minutes. */
const WARN_EVERY_REFUSALS = 1_000;
const MS_PER_S = 1_000;

const KINDS: readonly LimitKind[] = ['edge', 'global', 'route'];

type Request = RESTOptions['makeRequest'];

/**
 * Every request to the REST API goes through here. A limit that lasts is told once, with until
 * when, and once more when it is over; until then no request goes out that it stops, whoever asks.
 * The library by itself sleeps for as long as it takes, says nothing, and, where a server in front
 * of the API refuses without naming a time, asks again at once, without end.
 */
export class RestLimits {
  readonly #clock: Clock;
  readonly #wallClock: () => number;
  readonly #conditions: Conditions;
  readonly #request: Request;
  /** Until when what is stopped; monotonic ms. */
  readonly #untilMs = new Map<string, number>();
  readonly #waits = new Set<Timer>();
  #isTold = false;
  #over: Timer | undefined;
  readonly #onLimited: ((kind: LimitKind) => void) | undefined;
  #closed = false;

  constructor(options: {
    readonly clock: Clock;
    readonly wallClock: () => number;
    readonly conditions: Conditions;
    /** Told of every answer with status 429. */
    readonly onLimited?: (kind: LimitKind) => void;
    /** The library's own unless given. */
    readonly request?: Request;
  }) {
    this.#clock = options.clock;
    this.#wallClock = options.wallClock;
    this.#conditions = options.conditions;
    this.#onLimited = options.onLimited;
    this.#request = options.request ?? DefaultRestOptions.makeRequest;
  }

  /** For the discord.js client's option `rest`. */
  get options(): Pick<
    RESTOptions,
    'makeRequest' | 'rejectOnRateLimit' | 'invalidRequestWarningInterval'
  > {
    return {
      makeRequest: (url, init) => this.#ask(url, init),
      rejectOnRateLimit: ({ retryAfter, timeToReset, route }) => {
        const isAnswer = route.startsWith('/interactions/');
        const patienceMs = isAnswer ? INTERACTION_PATIENCE_MS : PATIENCE_MS;
        return Math.max(retryAfter, timeToReset) > patienceMs;
      },
      invalidRequestWarningInterval: WARN_EVERY_REFUSALS,
    };
  }

  /**
   * Asks, and where a limit stands in the way asks again when it is over, however long that takes:
   * for a start that must not end because of it, since the next one would only ask again. Never
   * resolves after `close`.
   */
  async outlast<T>(ask: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof RateLimitError)) throw error;
        await this.#wait(Math.max(error.retryAfter, error.timeToReset));
      }
    }
  }

  close(): void {
    this.#closed = true;
    this.#over?.cancel();
    for (const wait of this.#waits) wait.cancel();
    this.#waits.clear();
  }

  async #ask(url: string, init: Parameters<Request>[1]): Promise<ResponseLike> {
    const method = init.method ?? 'GET';
    const leftMs = this.#leftMs(method, url);
    if (leftMs > 0) return refusal(leftMs);
    const response = await this.#request(url, init);
    if (response.status !== 429) {
      this.#passed();
      return response;
    }
    const limit = limitOf(response, this.#wallClock());
    this.#onLimited?.(limit.kind);
    this.#limited(limit, method, url);
    // Of the API's own limits the library reads more than how long they last.
    return limit.kind === 'edge' ? refusal(limit.ms) : response;
  }

  /** How long still nothing may be asked there, ms. */
  #leftMs(method: string, url: string): number {
    const untils = KINDS.map((kind) => {
      const key = limitKey(kind, method, url);
      return key === undefined ? 0 : (this.#untilMs.get(key) ?? 0);
    });
    return Math.max(0, Math.max(...untils) - this.#clock.now());
  }

  #limited({ kind, ms }: RestLimit, method: string, url: string): void {
    const key = limitKey(kind, method, url);
    if (key === undefined || this.#closed) return;
    const nowMs = this.#clock.now();
    for (const [each, untilMs] of this.#untilMs) if (untilMs <= nowMs) this.#untilMs.delete(each);
    this.#untilMs.set(key, nowMs + ms);
    if (ms <= PATIENCE_MS) return;
    this.#isTold = true;
    const until = new Date(this.#wallClock() + ms).toISOString();
    this.#conditions.raise('discord.rate-limited', textOf(kind, key, until));
    this.#awaitEnd();
  }

  #awaitEnd(): void {
    this.#over?.cancel();
    const lastMs = Math.max(...this.#untilMs.values());
    const leftMs = lastMs + GRACE_MS - this.#clock.now();
    this.#over = this.#clock.after(leftMs, () => this.#passed());
  }

  /** Discord has taken a request, or has not refused one for a while. */
  #passed(): void {
    if (!this.#isTold) return;
    const nowMs = this.#clock.now();
    if ([...this.#untilMs.values()].some((untilMs) => untilMs > nowMs)) return;
    this.#isTold = false;
    this.#over?.cancel();
    this.#conditions.clear('discord.rate-limited');
  }

  async #wait(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      if (this.#closed) return;
      const timer = this.#clock.after(ms, () => {
        this.#waits.delete(timer);
        resolve();
      });
      this.#waits.add(timer);
    });
  }
}

/** What the library takes for Discord's own answer. */
function refusal(ms: number): Response {
  return new Response(null, { status: 429, headers: { 'retry-after': String(ms / MS_PER_S) } });
}

const ADVICE = 'The bot waits for that by itself; starting it anew does not help.';

function textOf(kind: LimitKind, key: string, until: string): string {
  switch (kind) {
    case 'edge':
      return `discord.rate-limited: Cloudflare, in front of Discord, lets nothing from this address through until ${until} (error 1015): this bot, or whatever else uses the address, has asked for too much. ${ADVICE}`;
    case 'global':
      return `discord.rate-limited: Discord takes no request of this bot until ${until}: it, or another program with its token, has asked for too much. ${ADVICE}`;
    case 'route':
      return `discord.rate-limited: Discord takes no ${routeText(key)} of this bot until ${until}. ${ADVICE}`;
  }
}
