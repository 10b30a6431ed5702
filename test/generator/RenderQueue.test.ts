import { expect, test } from 'vitest';
import { RenderQueue } from '../../src/generator/RenderQueue.ts';

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
  const gaps: number[] = [];
  let lastMs = performance.now();
  const tick = (): void => {
    const nowMs = performance.now();
    gaps.push(nowMs - lastMs);
    lastMs = nowMs;
    if (!finished) setImmediate(tick);
  };
  setImmediate(tick);
  await done.promise;
  finished = true;
  expect(order.filter((name) => name === 'a')).toHaveLength(100);
  expect(order.slice(0, 4)).toEqual(['a', 'b', 'a', 'b']);
  // The median: what else runs on the machine must not fail it.
  const median = gaps.sort((x, y) => x - y)[Math.floor(gaps.length / 2)];
  expect(median).toBeLessThan(5);
  expect(gaps.length).toBeGreaterThan(15);
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
