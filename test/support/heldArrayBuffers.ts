import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');
/** Waits until what is swept is gone, which a plain collection leaves to another thread. */
const THOROUGHLY = { type: 'major', execution: 'sync', flavor: 'last-resort' } as const;

/** Bytes in array buffers that something still holds. */
export function heldArrayBuffers(): number {
  if (typeof collectGarbage !== 'function') throw new Error('Garbage cannot be collected at will');
  collectGarbage(THOROUGHLY);
  return process.memoryUsage().arrayBuffers;
}
