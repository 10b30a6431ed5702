import type { IIdentifyThrottler, WebSocketOptions } from 'discord.js';
import type { Clock, Timer } from '#src/clock.ts';
import type { Conditions } from '#src/conditions.ts';
import {
  LEAST_GAP_MS,
  type PastIdentifies,
  type SessionStartLimit,
  waitBeforeAnother,
  waitBeforeStart,
} from './waits.ts';

type BuildThrottler = NonNullable<WebSocketOptions['buildIdentifyThrottler']>;

/** What is remembered of a bot's introductions, and outlasts the program. */
export interface IdentifyMemory extends PastIdentifies {
  note(atMs: number): Promise<void>;
}

/** Shorter waits are nobody's concern. */
const WORTH_TELLING_MS = 8_000;
/** After a time that Discord names: it counts in its own clock. */
const GRACE_MS = 1_000;

/** Says when the bot may introduce itself to the gateway, and remembers when it has. */
export class LogInTurn {
  readonly #clock: Clock;
  readonly #wallClock: () => number;
  readonly #memory: IdentifyMemory;
  readonly #conditions: Conditions;
  readonly #gapMs: number;
  readonly #waits = new Map<Timer, () => void>();
  #closed = false;

  constructor(options: {
    readonly clock: Clock;
    readonly wallClock: () => number;
    readonly memory: IdentifyMemory;
    readonly conditions: Conditions;
    /** Between two introductions; as Discord wants it unless given. */
    readonly gapMs?: number;
  }) {
    this.#clock = options.clock;
    this.#wallClock = options.wallClock;
    this.#memory = options.memory;
    this.#conditions = options.conditions;
    this.#gapMs = options.gapMs ?? LEAST_GAP_MS;
  }

  /**
   * Resolves when the bot may log in, or is closed.
   *
   * @param limit what Discord said; undefined where it does not say
   * @param askAgain after a wait, since others may use the same token
   */
  async forStart(
    limit: SessionStartLimit | undefined,
    askAgain: () => Promise<SessionStartLimit | undefined>,
  ): Promise<void> {
    let latest = limit;
    while (latest !== undefined && latest.remaining < 1 && !this.#closed) {
      const waitMs = latest.resetAfterMs + GRACE_MS;
      await this.#pause(waitMs, 'discord.allowance', this.#allowanceText(latest.total, waitMs));
      if (!this.#closed) latest = await askAgain();
    }
    const waitMs = waitBeforeStart(this.#memory, latest, this.#wallClock());
    await this.#pause(waitMs, 'discord.waiting', this.#waitingText(waitMs));
  }

  /** For the discord.js client's option `ws`. */
  readonly buildThrottler: BuildThrottler = async (manager) => {
    const { session_start_limit: limit, shards } = await manager.fetchGatewayInformation();
    const lastMs = new Map<number, number>();
    /** Of those that the start is made of. */
    const begun = new Set<number>();
    const throttler: IIdentifyThrottler = {
      waitForIdentify: async (shardId, signal) => {
        const isStart = !begun.has(shardId);
        begun.add(shardId);
        const waitMs = isStart ? 0 : waitBeforeAnother(this.#memory, this.#wallClock(), shards);
        await this.#pause(waitMs, 'discord.waiting', this.#waitingText(waitMs), signal);
        const bucket = shardId % limit.max_concurrency;
        while (!this.#closed) {
          const nextMs = (lastMs.get(bucket) ?? Number.NEGATIVE_INFINITY) + this.#gapMs;
          const leftMs = nextMs - this.#clock.now();
          if (leftMs <= 0) break;
          await this.#pause(leftMs, 'discord.waiting', this.#waitingText(leftMs), signal);
        }
        lastMs.set(bucket, this.#clock.now());
        await this.#memory.note(this.#wallClock());
      },
    };
    return throttler;
  };

  close(): void {
    this.#closed = true;
    for (const [timer, goOn] of this.#waits) {
      timer.cancel();
      goOn();
    }
    this.#waits.clear();
  }

  async #pause(
    waitMs: number,
    name: 'discord.allowance' | 'discord.waiting',
    text: string,
    signal?: AbortSignal,
  ): Promise<void> {
    if (waitMs <= 0 || this.#closed) return;
    if (waitMs > WORTH_TELLING_MS) this.#conditions.raise(name, text);
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = this.#clock.after(waitMs, resolve);
    this.#waits.set(timer, resolve);
    signal?.addEventListener('abort', () => resolve(), { once: true });
    await promise;
    timer.cancel();
    this.#waits.delete(timer);
    this.#conditions.clear(name);
    signal?.throwIfAborted();
  }

  #allowanceText(total: number, waitMs: number): string {
    return `Discord lets a bot log in ${total} times a day, and this one has: it waits until ${this.#after(waitMs)}. Whatever restarted it so often will do so again: the log says why it ended.`;
  }

  #waitingText(waitMs: number): string {
    const { starts, others } = this.#memory;
    return `The bot has logged in ${starts.length + others.length} times in 24 hours, and Discord resets the token of one that does so 1,000 times: the next time is not before ${this.#after(waitMs)}. The log says why it ended before; once that is mended, delete identifies.json in the data folder to start at once.`;
  }

  /** By the wall clock of this machine, to the second. */
  #after(waitMs: number): string {
    return new Date(this.#wallClock() + waitMs).toISOString().replace(/\.\d+Z$/, 'Z');
  }
}
