import { expect, test } from 'vitest';
import { givePcm, takePcm } from '#src/audio/pcmPool.ts';
import { DeckQueue } from '#src/station/DeckQueue.ts';

/** Two seconds of stereo: what the service sends. */
const CHUNK = 192_000;
const TAG = 1;

test('what has been played is filled anew, and lent to one at a time', () => {
  const first = takePcm(CHUNK);
  const second = takePcm(CHUNK);
  expect(second.buffer).not.toBe(first.buffer);
  givePcm(first.subarray(0, CHUNK - 2));
  // Twice is once.
  givePcm(first);
  const third = takePcm(CHUNK);
  expect(third.buffer).toBe(first.buffer);
  expect(takePcm(CHUNK).buffer).not.toBe(first.buffer);
});

test('what is not its own, or of another size, is left alone', () => {
  givePcm(new Int16Array(CHUNK));
  const odd = takePcm(960);
  expect(odd).toHaveLength(960);
  givePcm(odd);
  expect(takePcm(960).buffer).not.toBe(odd.buffer);
});

test('a queue gives back what nobody can look at any more, and all at its end', () => {
  const queue = new DeckQueue<number>();
  const chunks = [takePcm(CHUNK), takePcm(CHUNK)];
  for (const chunk of chunks) queue.push(chunk, TAG);
  queue.take(CHUNK / 2 + 100);
  queue.forgetBefore(CHUNK / 2 - 1);
  expect(takePcm(CHUNK).buffer).not.toBe(chunks[0]?.buffer);
  queue.forgetBefore(CHUNK / 2);
  expect(takePcm(CHUNK).buffer).toBe(chunks[0]?.buffer);
  queue.clear();
  queue.clear();
  expect(takePcm(CHUNK).buffer).toBe(chunks[1]?.buffer);
  expect(takePcm(CHUNK).buffer).not.toBe(chunks[1]?.buffer);
});
