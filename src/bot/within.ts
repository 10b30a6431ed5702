import type { Clock } from '../clock.ts';

/** Waits for something, but not for ever: a program that ends has a bound for all of it. */
export async function within(ms: number, work: Promise<void>, clock: Clock): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const impatient = clock.after(ms, resolve);
  await Promise.race([work, promise]);
  impatient.cancel();
}
