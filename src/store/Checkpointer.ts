import { Worker } from 'node:worker_threads';
import type { Log } from '../log.ts';

/**
 * How many transactions the write-ahead log gathers before it is moved into the database file:
 * about 2 MB of log at two to three pages a vote.
 */
const TRANSACTIONS_A_CHECKPOINT = 200;

/**
 * Moves the write-ahead log into the database file from a thread of its own: that waits for the
 * disk, which can take far longer than the 5 ms that the event loop may stand still.
 */
export class Checkpointer {
  readonly #log: Log;
  readonly #worker: Worker;
  #gathered = 0;
  #closing = false;

  constructor(path: string, log: Log) {
    this.#log = log;
    this.#worker = new Worker(new URL('./checkpointWorker.ts', import.meta.url), {
      workerData: path,
      // Nothing of the environment is needed, and it may hold secrets.
      env: {},
    });
    this.#worker.unref();
    // Without checkpoints the log grows, but no vote is lost: SQLite reads both as one.
    this.#worker.on('error', (error) => this.#report(error));
    this.#worker.on('message', (problem) => this.#report(problem));
  }

  transactionDone(): void {
    this.#gathered += 1;
    if (this.#gathered < TRANSACTIONS_A_CHECKPOINT) return;
    this.#gathered = 0;
    this.#worker.postMessage('checkpoint');
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.#worker.terminate();
  }

  #report(problem: unknown): void {
    if (this.#closing) return;
    const reason = problem instanceof Error ? problem.message : String(problem);
    this.#log.warn({ reason }, 'the database log could not be tidied up');
  }
}
