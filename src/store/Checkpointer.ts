import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { Clock, Timer } from '../clock.ts';
import type { Conditions } from '../conditions.ts';

/**
 * What is in the log is in the database file this long after it was written: a plain copy of that
 * file alone, as backups make one, lacks no more than the last seconds.
 */
const SOON_MS = 5_000;
/**
 * How many transactions the log gathers at most before that: about 2 MB of log at two to three
 * pages a vote.
 */
const TRANSACTIONS_A_CHECKPOINT = 200;
/**
 * Where not all could be moved, because somebody was reading or the disk is full; sooner when
 * something could be written.
 */
const AGAIN_MS = 120_000;

const report = z.union([z.object({ isWhole: z.boolean() }), z.object({ problem: z.string() })]);

/**
 * Moves the write-ahead log into the database file from a thread of its own: that waits for the
 * disk, which can take far longer than the 5 ms that the event loop may stand still.
 */
export class Checkpointer {
  readonly #clock: Clock;
  readonly #conditions: Conditions;
  readonly #worker: Worker;
  #gathered = 0;
  #timer: Timer | undefined;
  #dueMs = 0;
  #closing = false;

  constructor(path: string, options: { readonly clock: Clock; readonly conditions: Conditions }) {
    this.#clock = options.clock;
    this.#conditions = options.conditions;
    this.#worker = new Worker(new URL('./checkpointWorker.ts', import.meta.url), {
      workerData: path,
      // Nothing of the environment is needed, and it may hold secrets.
      env: {},
    });
    this.#worker.unref();
    // Without checkpoints the log grows, but no vote is lost: SQLite reads both as one.
    this.#worker.on('error', (error) => this.#failed(error.message));
    this.#worker.on('message', (message) => this.#take(report.parse(message)));
  }

  transactionDone(): void {
    this.#gathered += 1;
    if (this.#gathered >= TRANSACTIONS_A_CHECKPOINT) this.#begin();
    else this.#beginWithin(SOON_MS);
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#timer?.cancel();
    await this.#worker.terminate();
  }

  #begin(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#gathered = 0;
    this.#worker.postMessage('checkpoint');
  }

  #take(told: z.infer<typeof report>): void {
    if (this.#closing) return;
    if ('problem' in told) {
      this.#failed(told.problem);
      return;
    }
    this.#conditions.clear('store.checkpoint');
    if (!told.isWhole) this.#beginWithin(AGAIN_MS);
  }

  #failed(reason: string): void {
    if (this.#closing) return;
    const text = `The log of the database cannot be moved into its file (${reason}). Nothing is lost; a copy of the database file alone lacks what changed since.`;
    this.#conditions.raise('store.checkpoint', text);
    this.#beginWithin(AGAIN_MS);
  }

  #beginWithin(waitMs: number): void {
    const dueMs = this.#clock.now() + waitMs;
    if (this.#timer !== undefined && this.#dueMs <= dueMs) return;
    this.#timer?.cancel();
    this.#dueMs = dueMs;
    this.#timer = this.#clock.after(waitMs, () => this.#begin());
  }
}
