import { describe, expect, test } from 'vitest';
import { punctuality, survival } from '#bench/load/packets.ts';
import { barsOf, type Figures } from '#bench/load/report.ts';
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

test('a station that does not come back has moved, and is not heard to the end', () => {
  const stayed = Array.from({ length: 200 }, (_, n) => packet(n, 20 * n));
  const [gone, moved] = [stayed.slice(0, 50), [...stayed.slice(0, 50), packet(1, 3_980, 2)]];
  expect(survival([stayed, gone, moved])).toEqual({
    moved: 2,
    unheardMs: { median: 3_000, max: 3_000 },
    othersLost: 0,
  });
});

test('a new connection begins to count anew, and a station that is not heard shows', () => {
  expect(punctuality([[packet(9, 0), packet(60_000, 20, 2)]]).lost).toBe(0);
  expect(punctuality([[packet(1, 0), packet(2, 20)], []]).leastPerSecond).toBe(0);
});

describe('bars', () => {
  const run: Figures = {
    stations: 200,
    dave: false,
    leastPerSecond: 50,
    gapMs: { p50: 20, p99: 24, max: 55 },
    lost: 0,
    packets: 150_000,
    cores: 1.2,
    microsecondsAFrame: 120,
    complexity: 9,
    refusals: 0,
    opusMicrosecondsAFrame: 100,
    ofOpus: 1.2,
    memoryMb: 900,
    firstSoundMs: 30,
    voteToLyriaMs: 20,
    voteToEarMs: 2_000,
    survival: { moved: 100, unheardMs: { median: 800, max: 2_000 }, othersLost: 0 },
  };
  const { survival: _none, ...alone } = { ...run, stations: 1, memoryMb: 160, firstSoundMs: 20 };
  const few: Figures = { ...alone, stations: 20, microsecondsAFrame: 110 };

  test('each promise that the runs can tell of is held against what was seen', () => {
    const bars = barsOf([alone, few, run]);
    expect(bars).toHaveLength(13);
    expect(bars.every(({ ok }) => ok)).toBe(true);
    expect(barsOf([few])).toEqual([]);
  });

  test.each<[string, Partial<Figures>]>([
    ['packets a second', { leastPerSecond: 49 }],
    ['gap, p99', { gapMs: { p50: 20, p99: 26, max: 55 } }],
    ['gap, longest', { gapMs: { p50: 20, p99: 24, max: 61 } }],
    ['packets lost', { lost: 1 }],
    ['starts refused', { refusals: 1 }],
    ['of bare libopus', { ofOpus: 1.31 }],
    ['one among 20', { microsecondsAFrame: 128 }],
    ['first sound', { firstSoundMs: 41 }],
    ['vote to Lyria', { voteToLyriaMs: 41 }],
    [
      'unheard, median',
      { survival: { moved: 1, unheardMs: { median: 1_001, max: 2_000 }, othersLost: 0 } },
    ],
    [
      'the others lost',
      { survival: { moved: 1, unheardMs: { median: 1, max: 1 }, othersLost: 1 } },
    ],
    ['memory', { memoryMb: 980 }],
  ])('%s is missed by a little, and nothing else', (what, seen) => {
    const missed = barsOf([alone, few, { ...run, ...seen }]).filter(({ ok }) => !ok);
    expect(missed).toMatchObject([{ what: expect.stringContaining(what) }]);
  });
});
