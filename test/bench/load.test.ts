import { expect, test } from 'vitest';
import { punctuality, survival } from '#bench/load/packets.ts';
import type { HeardPacket } from '#src/sandbox/voice/contract.ts';

function packet(sequence: number, arrivedAtMs: number, ssrc = 1): HeardPacket {
  return { sequence, arrivedAtMs, ssrc, timestamp: sequence * 960, bytes: 160, silence: false };
}

test('packets are counted by their numbers through a wrap, and timed by their arrival', () => {
  const even = [65_534, 65_535, 0, 1, 2].map((sequence, n) => packet(sequence, 20 * n));
  const holed = [packet(7, 0, 2), packet(8, 20, 2), packet(11, 85, 2)];
  expect(punctuality([even])).toEqual({
    leastPerSecond: 50,
    gapMs: { p50: 20, p99: 20, max: 20 },
    lost: 0,
    packets: 5,
  });
  expect(punctuality([even, holed])).toMatchObject({
    leastPerSecond: 23.5,
    gapMs: { max: 65 },
    lost: 2,
  });
});

test('stations of a process that died are those with a second connection', () => {
  const stayed = [packet(1, 0), packet(2, 20), packet(3, 40)];
  const moved = [packet(1, 0), packet(2, 20), packet(9, 320, 2), packet(10, 340, 2)];
  expect(survival([stayed, moved])).toEqual({
    moved: 1,
    unheardMs: { median: 300, max: 300 },
    othersLost: 0,
  });
});

test('a new connection begins to count anew, and a station that is not heard shows', () => {
  expect(punctuality([[packet(9, 0), packet(60_000, 20, 2)]]).lost).toBe(0);
  expect(punctuality([[packet(1, 0), packet(2, 20)], []]).leastPerSecond).toBe(0);
});
