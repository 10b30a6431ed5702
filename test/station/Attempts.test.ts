import { describe, expect, test } from 'vitest';
import { lyriaFailure } from '#src/lyria/failureTexts.ts';
import { Attempts } from '#src/station/Attempts.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

const PROBE_MS = 100_000;
const MUTE = { revision: 1, hasSounded: false, hasLasted: false };
const BRIEF = { revision: 1, hasSounded: true, hasLasted: false };
const LASTED = { revision: 1, hasSounded: true, hasLasted: true };

function attemptsOf({ patient = false, random = 1 } = {}) {
  const clock = new VirtualClock();
  const attempts = new Attempts({ clock, random: () => random, patient, probeMs: PROBE_MS });
  return { clock, attempts };
}

describe('attempts to open sessions', () => {
  test('may be made from the first moment on', () => {
    const { attempts } = attemptsOf();
    expect(attempts.mayStart(1)).toBe(true);
    expect(attempts).toMatchObject({ trouble: undefined, fatal: undefined });
  });

  test('that fail wait twice as long each time, until a session lasts', async () => {
    const { clock, attempts } = attemptsOf({ patient: true });
    const dropped = lyriaFailure('lyria.dropped', 'a test.');
    for (const waitMs of [1_000, 2_000, 4_000]) {
      attempts.failed(dropped, MUTE, true);
      expect(attempts.trouble).toBe(dropped);
      await clock.advance(waitMs - 1);
      expect(attempts.mayStart(1)).toBe(false);
      await clock.advance(1);
      expect(attempts.mayStart(1)).toBe(true);
    }
    // It sounds, and dies again: that is no reason to hurry.
    attempts.sounded();
    expect(attempts.trouble).toBeUndefined();
    attempts.failed(dropped, BRIEF, true);
    await clock.advance(7_999);
    expect(attempts.mayStart(1)).toBe(false);
    attempts.failed(dropped, LASTED, true);
    await clock.advance(1_000);
    expect(attempts.mayStart(1)).toBe(true);
    attempts.lasted();
    attempts.failed(dropped, MUTE, true);
    await clock.advance(1_000);
    expect(attempts.mayStart(1)).toBe(true);
  });

  test('that end for the age of the session are no trouble, and wait for nothing', () => {
    const { attempts } = attemptsOf();
    attempts.failed(lyriaFailure('lyria.session-limit', 'a test.'), LASTED, true);
    expect(attempts.mayStart(1)).toBe(true);
    expect(attempts.trouble).toBeUndefined();
  });

  test('that are refused are soon made again, six times in two minutes, and then seldom', async () => {
    const { clock, attempts } = attemptsOf({ patient: true });
    const rejected = lyriaFailure('lyria.rejected', 'a test.');
    const waitsMs: number[] = [];
    for (let refused = 0; refused < 9; refused++) {
      attempts.failed(rejected, MUTE, true);
      const fromMs = clock.now();
      while (!attempts.mayStart(1)) await clock.advance(500);
      waitsMs.push(clock.now() - fromMs);
    }
    expect(waitsMs).toEqual([
      1_000,
      2_000,
      4_000,
      8_000,
      16_000,
      32_000,
      64_000,
      PROBE_MS,
      PROBE_MS,
    ]);
  });

  test('with another order wait no longer than after an outage', async () => {
    const { clock, attempts } = attemptsOf({ patient: true });
    const rejected = lyriaFailure('lyria.rejected', 'a test.');
    for (let refused = 0; refused < 9; refused++) attempts.failed(rejected, MUTE, true);
    await clock.advance(30_000);
    expect(attempts.mayStart(1)).toBe(false);
    expect(attempts.mayStart(2)).toBe(true);
  });

  test('with a key that is refused leave the long waits to the gate', async () => {
    const { clock, attempts } = attemptsOf({ patient: true });
    const badKey = lyriaFailure('lyria.bad-key', 'a test.');
    for (let refused = 0; refused < 9; refused++) attempts.failed(badKey, MUTE, true);
    await clock.advance(30_000);
    expect(attempts.mayStart(1)).toBe(true);
  });

  test('after a session that has played are not told as an outage, until one fails', () => {
    const { attempts } = attemptsOf();
    const outage = lyriaFailure('lyria.outage', 'close code 1011 after 80 s.');
    attempts.failed(outage, LASTED, true);
    expect(attempts.trouble).toMatchObject({
      code: 'lyria.dropped',
      operatorText: expect.stringContaining('1011'),
    });
    attempts.failed(outage, MUTE, true);
    expect(attempts.trouble).toBe(outage);
  });

  test('that stayed mute wait longer each time, and say so', async () => {
    const { clock, attempts } = attemptsOf();
    for (const waitMs of [20_000, 40_000, 80_000, 160_000, 300_000, 300_000]) {
      attempts.stayedMute();
      expect(attempts.trouble).toMatchObject({ code: 'station.mute' });
      await clock.advance(waitMs - 1);
      expect(attempts.mayStart(1)).toBe(false);
      await clock.advance(1);
      expect(attempts.mayStart(1)).toBe(true);
    }
    attempts.lasted();
    attempts.stayedMute();
    await clock.advance(20_000);
    expect(attempts.mayStart(1)).toBe(true);
  });

  test('without a place are told of', () => {
    const { attempts } = attemptsOf();
    attempts.foundNoPlace();
    expect(attempts.trouble).toMatchObject({ code: 'station.no-place' });
    expect(attempts.fatal).toBeUndefined();
  });
});

describe('what is an answer to whoever waits for the first sound', () => {
  test.each([
    'lyria.bad-key',
    'lyria.region',
    'lyria.quota',
    'lyria.billing',
    'lyria.model',
    'lyria.unplayable',
  ] as const)('%s is', (code) => {
    const { attempts } = attemptsOf();
    const failure = lyriaFailure(code, 'a test.');
    attempts.failed(failure, MUTE, false);
    expect(attempts.fatal).toBe(failure);
  });

  test('a refusal that another station met is', () => {
    const { attempts } = attemptsOf();
    const failure = lyriaFailure('lyria.quota', 'a test.');
    attempts.wereRefused(failure, false);
    expect(attempts).toMatchObject({ fatal: failure, trouble: failure });
  });

  test('a service that asks for a minute is', () => {
    const { attempts } = attemptsOf();
    const failure = lyriaFailure('lyria.outage', 'a test.');
    attempts.failed({ ...failure, retryAfterMs: 5_000 }, MUTE, false);
    expect(attempts.fatal).toBeUndefined();
    attempts.failed({ ...failure, retryAfterMs: 60_000 }, MUTE, false);
    expect(attempts.fatal).toMatchObject({ code: 'lyria.outage' });
  });

  test.each(['lyria.unreachable', 'lyria.rejected'] as const)(
    'the fourth %s in a row is',
    (code) => {
      const { attempts } = attemptsOf();
      const failure = lyriaFailure(code, 'a test.');
      for (let failed = 1; failed < 4; failed++) {
        attempts.failed(failure, MUTE, false);
        expect(attempts.fatal).toBeUndefined();
      }
      attempts.failed(failure, MUTE, false);
      expect(attempts.fatal).toBe(failure);
    },
  );

  test('what time mends is not, once the music plays', () => {
    const { attempts } = attemptsOf();
    const quota = lyriaFailure('lyria.quota', 'a test.');
    for (let failed = 0; failed < 10; failed++) attempts.failed(quota, MUTE, true);
    attempts.wereRefused(quota, true);
    expect(attempts.fatal).toBeUndefined();
  });

  test('nothing is, where nobody waits', () => {
    const { attempts } = attemptsOf({ patient: true });
    const failure = lyriaFailure('lyria.bad-key', 'a test.');
    for (let failed = 0; failed < 10; failed++) attempts.failed(failure, MUTE, false);
    attempts.wereRefused(failure, false);
    expect(attempts.fatal).toBeUndefined();
  });
});
