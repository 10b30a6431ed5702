import { describe, expect, it } from 'vitest';
import { Rejoins } from '#src/voice/Rejoins.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

describe('Rejoins', () => {
  it('waits ever longer, with jitter, up to ten seconds, and never ends', () => {
    const numbers = [0, 1, 0, 1, 0, 1];
    const rejoins = new Rejoins(new VirtualClock(), () => numbers.shift() ?? 0);
    const waits = Array.from({ length: 6 }, () => rejoins.next());
    expect(waits).toEqual([500, 2_000, 2_000, 8_000, 5_000, 10_000]);
    for (let attempt = 0; attempt < 10_000; attempt += 1) expect(rejoins.next()).toBe(5_000);
    rejoins.forget();
    expect(rejoins.next()).toBe(500);
  });

  it('forgets what was only when the connection has held for half a minute', async () => {
    const clock = new VirtualClock();
    const rejoins = new Rejoins(clock, () => 1);
    rejoins.next();
    rejoins.succeeded();
    await clock.advance(29_000);
    rejoins.cancel();
    await clock.advance(29_000);
    expect(rejoins.next()).toBe(2_000);
    rejoins.succeeded();
    await clock.advance(30_000);
    expect(rejoins.count).toBe(0);
    expect(rejoins.next()).toBe(1_000);
    expect(clock.pending).toBe(0);
  });
});
