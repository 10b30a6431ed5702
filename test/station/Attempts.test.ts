import { describe, expect, test } from 'vitest';
import { lyriaFailure } from '../../src/lyria/failureTexts.ts';
import { Attempts } from '../../src/station/Attempts.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

const PROBE_MS = 100_000;
const MUTE = { revision: 1, hasSounded: false };
const SOUNDED = { revision: 1, hasSounded: true };

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

  test('that fail wait twice as long each time, until one succeeds', async () => {
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
    attempts.succeeded();
    expect(attempts.trouble).toBeUndefined();
    attempts.failed(dropped, MUTE, true);
    await clock.advance(1_000);
    expect(attempts.mayStart(1)).toBe(true);
  });

  test('that end for the age of the session are no trouble, and wait for nothing', () => {
    const { attempts } = attemptsOf();
    attempts.failed(lyriaFailure('lyria.session-limit', 'a test.'), SOUNDED, true);
    expect(attempts.mayStart(1)).toBe(true);
    expect(attempts.trouble).toBeUndefined();
  });

  test('with a refused order wait for another order, or for the time of a probe', async () => {
    const { clock, attempts } = attemptsOf();
    attempts.failed(lyriaFailure('lyria.rejected', 'a test.'), MUTE, true);
    await clock.advance(1_000);
    expect(attempts.mayStart(1)).toBe(false);
    expect(attempts.mayStart(2)).toBe(true);
    await clock.advance(PROBE_MS - 1_001);
    expect(attempts.mayStart(1)).toBe(false);
    await clock.advance(1);
    expect(attempts.mayStart(1)).toBe(true);
  });

  test('with an order that was played before it was refused are made again', async () => {
    const { clock, attempts } = attemptsOf();
    attempts.failed(lyriaFailure('lyria.rejected', 'a test.'), SOUNDED, true);
    await clock.advance(1_000);
    expect(attempts.mayStart(1)).toBe(true);
  });

  test('that stayed mute wait half a minute at most, and say so', async () => {
    const { clock, attempts } = attemptsOf();
    attempts.stayedMute();
    expect(attempts.trouble).toMatchObject({ code: 'station.mute' });
    await clock.advance(29_999);
    expect(attempts.mayStart(1)).toBe(false);
    await clock.advance(1);
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
  test.each(['lyria.bad-key', 'lyria.region', 'lyria.quota'] as const)('%s is', (code) => {
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

  test('the fourth failure in a row is', () => {
    const { attempts } = attemptsOf();
    const failure = lyriaFailure('lyria.unreachable', 'a test.');
    for (let failed = 1; failed < 4; failed++) {
      attempts.failed(failure, MUTE, false);
      expect(attempts.fatal).toBeUndefined();
    }
    attempts.failed(failure, MUTE, false);
    expect(attempts.fatal).toBe(failure);
  });

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
