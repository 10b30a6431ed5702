import type { Timer } from '#src/clock.ts';
import type { ControlContext } from '#src/sandbox/control/context.ts';
import type { TimelineEntry, WorkingsStatus } from '../client/wire.ts';
import { StatusSource } from './StatusSource.ts';
import { timelineEntry } from './timelineEntry.ts';

/** What happened before the drawer was opened: enough to see how it came to this. */
const MAX_PAST_ENTRIES = 200;
/** A burst of events goes out as one. */
const BATCH_MS = 100;
const STATUS_EVERY_MS = 500;

export interface WorkingsViewer {
  readonly onEntries: (entries: readonly TimelineEntry[]) => void;
  readonly onStatus: (status: WorkingsStatus) => void;
}

/** Tells those who have the drawer open what goes over the wire and how the station is. */
export class Workings {
  readonly #context: ControlContext;
  readonly #status: StatusSource;
  readonly #viewers = new Set<WorkingsViewer>();
  readonly #unsubscribe: () => void;
  #batch: TimelineEntry[] = [];
  #batchTimer: Timer | undefined;
  #statusTimer: Timer | undefined;

  constructor(context: ControlContext) {
    this.#context = context;
    this.#status = new StatusSource(context);
    this.#unsubscribe = context.events.subscribe((event) => {
      if (this.#viewers.size === 0) return;
      const entry = timelineEntry(event);
      if (entry !== undefined) this.#add(entry);
    });
  }

  /** Returns the function that closes the drawer again. */
  open(viewer: WorkingsViewer): () => void {
    this.#flush();
    const past = this.#context.events
      .after(0, new Set())
      .slice(-MAX_PAST_ENTRIES * 2)
      .flatMap((event) => timelineEntry(event) ?? [])
      .slice(-MAX_PAST_ENTRIES);
    viewer.onEntries(past);
    viewer.onStatus(this.#status.read());
    this.#viewers.add(viewer);
    this.#statusTimer ??= this.#nextStatus();
    return () => {
      this.#viewers.delete(viewer);
      if (this.#viewers.size > 0) return;
      this.#statusTimer?.cancel();
      this.#statusTimer = undefined;
    };
  }

  close(): void {
    this.#unsubscribe();
    this.#status.close();
    this.#viewers.clear();
    this.#batchTimer?.cancel();
    this.#statusTimer?.cancel();
  }

  #add(entry: TimelineEntry): void {
    this.#batch.push(entry);
    this.#batchTimer ??= this.#context.discord.world.time.after(BATCH_MS, () => this.#flush());
  }

  #flush(): void {
    this.#batchTimer?.cancel();
    this.#batchTimer = undefined;
    const entries = this.#batch;
    this.#batch = [];
    if (entries.length === 0) return;
    for (const { onEntries } of this.#viewers) onEntries(entries);
  }

  #nextStatus(): Timer {
    return this.#context.discord.world.time.after(STATUS_EVERY_MS, () => {
      this.#statusTimer = this.#nextStatus();
      const status = this.#status.read();
      for (const { onStatus } of this.#viewers) onStatus(status);
    });
  }
}
