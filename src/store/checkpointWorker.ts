/** Runs in a thread of its own: see Checkpointer.ts. Answers every message with how it went. */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';

/**
 * While one pass waits for the disk, more may be written, and the log only begins again when
 * all of it is in the file. Each pass has less to do than the one before.
 */
const MOST_PASSES = 5;

const path = z.string().parse(workerData);
let db: DatabaseSync | undefined;

/** Whether the whole log is in the file, as far as this could see. */
function checkpoint(): boolean {
  db ??= open();
  // Passive: takes what it can get without holding up whoever writes.
  const pass = db.prepare('PRAGMA wal_checkpoint(PASSIVE)');
  let before: unknown;
  for (let count = 0; count < MOST_PASSES; count += 1) {
    // Frames in the log as this pass found it: as many as before means nobody wrote meanwhile.
    const { log, checkpointed } = pass.get() ?? {};
    if (log === before) return log === checkpointed;
    before = log;
  }
  return false;
}

function open(): DatabaseSync {
  const opened = new DatabaseSync(path);
  opened.exec('PRAGMA synchronous = NORMAL');
  return opened;
}

parentPort?.on('message', () => {
  try {
    parentPort?.postMessage({ isWhole: checkpoint() });
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    parentPort?.postMessage({ problem });
  }
});
