import type { WorldTime } from '../world/WorldTime.ts';

/** Something that happened, for those who wait for it. */
export interface LoggedEvent {
  /** Counts from 1; ask for what came after the last one you know. */
  readonly sequence: number;
  readonly at: string;
  /** `performance.now()` of the sandbox: comparable with arrival times in recordings. */
  readonly atMs: number;
  readonly type: string;
  readonly data: unknown;
}

/** A busy half hour; who asks later has missed something, and is told so. */
const MAX_EVENTS = 20_000;

/** The last events in order, and word to those who wait for the next. */
export class EventLog {
  readonly #time: WorldTime;
  readonly #listeners = new Set<(event: LoggedEvent) => void>();
  #events: LoggedEvent[] = [];
  #last = 0;

  constructor(time: WorldTime) {
    this.#time = time;
  }

  /** The number of the newest event. */
  get last(): number {
    return this.#last;
  }

  add(type: string, data: unknown): void {
    const event: LoggedEvent = {
      sequence: ++this.#last,
      at: new Date(this.#time.epochMs()).toISOString(),
      atMs: this.#time.now(),
      type,
      data,
    };
    this.#events.push(event);
    // Cut rarely, since a cut copies.
    if (this.#events.length > MAX_EVENTS * 1.1) this.#events = this.#events.slice(-MAX_EVENTS);
    for (const listener of this.#listeners) listener(event);
  }

  after(sequence: number, types: ReadonlySet<string>): LoggedEvent[] {
    return this.#events.filter(
      (event) => event.sequence > sequence && (types.size === 0 || types.has(event.type)),
    );
  }

  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: LoggedEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What came after `sequence`; waits for the first such event, at most `waitMs`. */
  async waitAfter(
    sequence: number,
    types: ReadonlySet<string>,
    waitMs: number,
    signal: AbortSignal,
  ): Promise<LoggedEvent[]> {
    const there = this.after(sequence, types);
    if (there.length > 0 || waitMs === 0 || signal.aborted) return there;
    const { promise, resolve } = Promise.withResolvers<void>();
    const unsubscribe = this.subscribe((event) => {
      if (types.size === 0 || types.has(event.type)) resolve();
    });
    const timer = this.#time.after(waitMs, resolve);
    const onAbort = (): void => resolve();
    signal.addEventListener('abort', onAbort);
    await promise;
    unsubscribe();
    timer.cancel();
    signal.removeEventListener('abort', onAbort);
    return this.after(sequence, types);
  }

  close(): void {
    this.#listeners.clear();
  }
}
