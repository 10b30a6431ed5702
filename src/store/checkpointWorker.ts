/** Runs in a thread of its own: see Checkpointer.ts. Answers only when something went wrong. */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';

/**
 * While one pass waits for the disk, more may be written, and the log only begins again when
 * all of it is in the file. Each pass has less to do than the one before.
 */
const MOST_PASSES = 5;

const db = new DatabaseSync(z.string().parse(workerData));
db.exec('PRAGMA synchronous = NORMAL');
// Passive: takes what it can get without holding up whoever writes.
const checkpoint = db.prepare('PRAGMA wal_checkpoint(PASSIVE)');

parentPort?.on('message', () => {
  try {
    let before: unknown;
    for (let pass = 0; pass < MOST_PASSES; pass += 1) {
      // Frames in the log as this pass found it: as many as before means nobody wrote meanwhile.
      const frames = checkpoint.get()?.['log'];
      if (frames === before) return;
      before = frames;
    }
  } catch (error) {
    parentPort?.postMessage(error instanceof Error ? error.message : String(error));
  }
});
