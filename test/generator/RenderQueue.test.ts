import { expect, test } from 'vitest';
import { RenderQueue } from '#src/generator/RenderQueue.ts';

/** Keeps the processor busy. */
function work(ms: number): void {
  const endMs = performance.now() + ms;
  while (performance.now() < endMs);
}

test('shares the processor fairly and leaves the event loop to others every few milliseconds', async () => {
  const queue = new RenderQueue();
  const order: string[] = [];
  const done = Promise.withResolvers<void>();
  let running = 2;
  for (const name of ['a', 'b']) {
    let steps = 0;
    queue.add({
      step: () => {
        work(0.5);
        order.push(name);
        steps += 1;
        if (steps < 100) return true;
        running -= 1;
        if (running === 0) done.resolve();
        return false;
      },
    });
  }
  let finished = false;
  // Counted rather than timed: what else runs on the machine makes turns longer, but not fuller.
  const stepsBetween: number[] = [];
  let seen = 0;
  const tick = (): void => {
    stepsBetween.push(order.length - seen);
    seen = order.length;
    if (!finished) setImmediate(tick);
  };
  setImmediate(tick);
  await done.promise;
  finished = true;
  expect(order.filter((name) => name === 'a')).toHaveLength(100);
  expect(order.slice(0, 4)).toEqual(['a', 'b', 'a', 'b']);
  // Six steps of half a millisecond fill a slice of 3 ms; the one under way may be the seventh.
  expect(Math.max(...stepsBetween)).toBeLessThanOrEqual(7);
  expect(stepsBetween.length).toBeGreaterThan(15);
});

test('a job that was taken back, and a closed queue, do no more steps', async () => {
  const queue = new RenderQueue();
  const job = { step: () => expect.fail('was taken back') };
  queue.add(job);
  queue.remove(job);
  queue.add({ step: () => expect.fail('was closed') });
  queue.close();
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
});
