import { expect, test } from 'vitest';
import { Heartbeat, MAX_UNANSWERED_PINGS, PING_INTERVAL_MS } from '#src/lyria/Heartbeat.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

function start(onPing: (heart: Heartbeat) => void = () => {}) {
  const clock = new VirtualClock();
  const seen = { pings: 0, deaths: 0 };
  const heart: Heartbeat = new Heartbeat({
    clock,
    ping: () => {
      seen.pings += 1;
      onPing(heart);
    },
    onDead: () => {
      seen.deaths += 1;
    },
  });
  return { clock, heart, seen };
}

test('a peer that never answers is dead after its last chance, once, and no timer is left', async () => {
  const { clock, seen } = start();
  await clock.advance(PING_INTERVAL_MS * MAX_UNANSWERED_PINGS);
  expect(seen).toEqual({ pings: MAX_UNANSWERED_PINGS, deaths: 0 });
  await clock.advance(PING_INTERVAL_MS);
  expect(seen.deaths).toBe(1);
  expect(clock.pending).toBe(0);
});

test('a peer that answers lives', async () => {
  const { clock, heart, seen } = start((one) => one.alive());
  await clock.advance(3_600_000);
  expect(seen.deaths).toBe(0);
  heart.stop();
  expect(clock.pending).toBe(0);
});

test('a stall of 17 s is no death', async () => {
  const { clock, heart, seen } = start();
  await clock.advance(17_000);
  heart.alive();
  await clock.advance(17_000);
  expect(seen.deaths).toBe(0);
});
