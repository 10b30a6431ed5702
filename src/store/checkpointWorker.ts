/** Runs in a thread of its own: see Checkpointer.ts. Answers only when something went wrong. */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';

const db = new DatabaseSync(z.string().parse(workerData));
db.exec('PRAGMA synchronous = NORMAL');

parentPort?.on('message', () => {
  try {
    // Passive: takes what it can get without holding up whoever writes.
    db.exec('PRAGMA wal_checkpoint(PASSIVE)');
  } catch (error) {
    parentPort?.postMessage(error instanceof Error ? error.message : String(error));
  }
});
