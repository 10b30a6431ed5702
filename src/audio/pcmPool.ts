/**
 * Buffers of chunks that have been played, for chunks that come. A station gets 384 kB every 2 s: made anew
 * and thrown away each time, they are most of what has V8 look through the whole heap, several times a
 * second with many stations, in pauses that no packet leaves in.
 */

/** All of one size: chunks of other services, and their last, are made anew as before. */
const SAMPLES = 192_000;
/** As many as come between two collections; more are left to the collector. */
const MOST_FREE = 64;

const free: ArrayBuffer[] = [];
/** Those in use that came from here, so that nothing is taken back twice, or from anybody else. */
const lent = new WeakSet<ArrayBufferLike>();

/** So many samples, of any content. */
export function takePcm(samples: number): Int16Array<ArrayBuffer> {
  if (samples !== SAMPLES) return new Int16Array(samples);
  const buffer = free.pop() ?? new ArrayBuffer(SAMPLES * Int16Array.BYTES_PER_ELEMENT);
  lent.add(buffer);
  return new Int16Array(buffer);
}

/** Nobody looks at these samples any more. Only whoever holds the last view of them may say so. */
export function givePcm({ buffer }: Int16Array): void {
  if (!lent.delete(buffer) || !(buffer instanceof ArrayBuffer)) return;
  if (free.length < MOST_FREE) free.push(buffer);
}
