import { describe, expect, test } from 'vitest';
import { lyriaFailure } from '#src/lyria/failureTexts.ts';
import { SessionGate } from '#src/station/SessionGate.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

const limits = { maxSessions: 2, spacingMs: 15_000 };

test('keeps starts apart and within the cap', async () => {
  const clock = new VirtualClock();
  const gate = new SessionGate(clock, limits);
  const first = gate.enter('successor');
  expect(first.ok).toBe(true);
  expect(gate.enter('successor')).toEqual({ ok: false, reason: 'spacing' });
  await clock.advance(15_000);
  expect(gate.enter('successor').ok).toBe(true);
  await clock.advance(15_000);
  expect(gate.enter('successor')).toEqual({ ok: false, reason: 'full' });
  if (first.ok) {
    first.place.release();
    first.place.release();
  }
  expect(gate.enter('successor').ok).toBe(true);
  await clock.advance(15_000);
  expect(gate.enter('successor')).toEqual({ ok: false, reason: 'full' });
});

test('a refused key is probed by one station at a time, and forgiven when it works', async () => {
  const clock = new VirtualClock();
  const gate = new SessionGate(clock, { maxSessions: 10, spacingMs: 0 });
  const failure = lyriaFailure('lyria.quota', 'a test.');
  gate.enter('successor');
  gate.failed(failure);
  expect(gate.enter('successor')).toMatchObject({ ok: false, reason: 'refused' });
  await clock.advance(30_000);
  expect(gate.enter('successor').ok).toBe(true);
  expect(gate.enter('successor')).toMatchObject({ ok: false, reason: 'refused' });
  gate.succeeded();
  expect(gate.enter('successor').ok).toBe(true);
});

test('a start of which no session came does not hold up the next', () => {
  const gate = new SessionGate(new VirtualClock(), { maxSessions: 1, spacingMs: 15_000 });
  const first = gate.enter('successor');
  if (first.ok) first.place.cancel();
  expect(gate.enter('successor').ok).toBe(true);
});

test('what is wrong with one session says nothing about the key', () => {
  const gate = new SessionGate(new VirtualClock(), { maxSessions: 10, spacingMs: 0 });
  for (const code of ['lyria.invalid', 'lyria.rejected', 'lyria.aborted'] as const) {
    gate.failed(lyriaFailure(code, 'a test.'));
    expect(gate.enter('successor').ok).toBe(true);
  }
});

test('the wait doubles with each probe in vain, not with each session that ends for the same', async () => {
  const clock = new VirtualClock();
  const gate = new SessionGate(clock, { maxSessions: 10, spacingMs: 0, probeMs: 100_000 });
  const failure = lyriaFailure('lyria.quota', 'a test.');
  // Three stations lose their sessions at once.
  for (let i = 0; i < 3; i++) gate.failed(failure);
  for (const waitMs of [30_000, 60_000, 100_000, 100_000]) {
    await clock.advance(waitMs - 1);
    expect(gate.enter('successor')).toMatchObject({ ok: false, reason: 'refused' });
    await clock.advance(1);
    gate.failed(failure, entered(gate).place);
  }
});

test('a key that a person has to mend is probed at the same pace', async () => {
  const clock = new VirtualClock();
  const gate = new SessionGate(clock, { maxSessions: 10, spacingMs: 0 });
  const failure = lyriaFailure('lyria.bad-key', 'a test.');
  gate.failed(failure);
  for (let i = 0; i < 3; i++) {
    await clock.advance(10 * 60_000 - 1);
    expect(gate.enter('successor')).toMatchObject({ ok: false, reason: 'refused' });
    await clock.advance(1);
    gate.failed(failure, entered(gate).place);
  }
});

test('the last place is kept for music that goes on', () => {
  const gate = new SessionGate(new VirtualClock(), { maxSessions: 3, spacingMs: 0 });
  expect(gate.enter('first').ok).toBe(true);
  expect(gate.enter('first').ok).toBe(true);
  expect(gate.enter('first')).toEqual({ ok: false, reason: 'full' });
  expect(gate.enter('successor').ok).toBe(true);
  expect(gate.enter('successor')).toEqual({ ok: false, reason: 'full' });
});

test('an only place is for whoever comes first', () => {
  const gate = new SessionGate(new VirtualClock(), { maxSessions: 1, spacingMs: 0 });
  expect(gate.enter('first').ok).toBe(true);
  expect(gate.enter('successor')).toEqual({ ok: false, reason: 'full' });
});

describe('a key that has worked', () => {
  async function worked(limits = {}) {
    const clock = new VirtualClock();
    const gate = new SessionGate(clock, { maxSessions: 10, spacingMs: 0, ...limits });
    gate.succeeded();
    return { clock, gate };
  }

  test('is not given up for one refusal: it is tried again for four minutes', async () => {
    const { clock, gate } = await worked();
    const failure = lyriaFailure('lyria.bad-key', 'a test.');
    gate.failed(failure);
    for (const waitMs of [5_000, 10_000, 20_000, ...Array<number>(4).fill(40_000)]) {
      await clock.advance(waitMs - 1);
      expect(gate.enter('successor')).toMatchObject({ reason: 'refused', failure });
      await clock.advance(1);
      const { place } = entered(gate);
      gate.failed(failure, place);
    }
    // Now it is believed, and a person has to act.
    await clock.advance(10 * 60_000 - 1);
    expect(gate.enter('successor')).toMatchObject({ reason: 'refused', failure });
    await clock.advance(1);
    gate.failed(failure, entered(gate).place);
    await clock.advance(10 * 60_000 - 1);
    expect(gate.enter('successor')).toMatchObject({ reason: 'refused' });
  });

  test('never waits longer than a probe does', async () => {
    const { clock, gate } = await worked({ probeMs: 2_000 });
    gate.failed(lyriaFailure('lyria.bad-key', 'a test.'));
    await clock.advance(2_000);
    expect(gate.enter('successor').ok).toBe(true);
  });
});

describe('what is told', () => {
  const badKey = lyriaFailure('lyria.bad-key', 'a test.');
  const quota = lyriaFailure('lyria.quota', 'a test.');
  const outage = lyriaFailure('lyria.outage', 'a test.');

  test.each([
    [badKey, quota],
    [quota, badKey],
    [badKey, lyriaFailure('lyria.billing', 'a test.')],
    [badKey, outage],
    [quota, lyriaFailure('lyria.unreachable', 'a test.')],
    [quota, lyriaFailure('lyria.rejected', 'a test.')],
  ])('after $0.code is what the probe met: $1.code', async (first, second) => {
    const clock = new VirtualClock();
    const gate = new SessionGate(clock, { maxSessions: 10, spacingMs: 0 });
    gate.failed(first);
    await clock.advance(10 * 60_000);
    gate.failed(second, entered(gate).place);
    expect(gate.enter('successor')).toMatchObject({ reason: 'refused', failure: second });
  });

  test('and not what a session met that was begun before', async () => {
    const gate = new SessionGate(new VirtualClock(), { maxSessions: 10, spacingMs: 0 });
    const { place } = entered(gate);
    gate.failed(badKey);
    gate.failed(outage, place);
    expect(gate.enter('successor')).toMatchObject({ failure: badKey });
  });

  test('the probe that met an outage is soon followed by another, still one at a time', async () => {
    const clock = new VirtualClock();
    const gate = new SessionGate(clock, { maxSessions: 10, spacingMs: 0 });
    gate.failed(badKey);
    await clock.advance(10 * 60_000);
    gate.failed(outage, entered(gate).place);
    for (const waitMs of [2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      await clock.advance(waitMs - 1);
      expect(gate.enter('successor')).toMatchObject({ reason: 'refused' });
      await clock.advance(1);
      const { place } = entered(gate);
      expect(gate.enter('successor')).toMatchObject({ reason: 'refused' });
      gate.failed(outage, place);
    }
    gate.succeeded();
    expect(gate.enter('successor').ok).toBe(true);
  });
});

describe('Retry-After', () => {
  test.each([
    ['lyria.outage', 20_000, 20_000],
    ['lyria.outage', 10, 2_000],
    ['lyria.outage', 24 * 3_600_000, 15 * 60_000],
    ['lyria.quota', 5_000, 5_000],
    ['lyria.quota', 120_000, 120_000],
    ['lyria.quota', 24 * 3_600_000, 15 * 60_000],
    ['lyria.billing', 90_000, 90_000],
    ['lyria.bad-key', 20_000, 10 * 60_000],
  ] as const)('%s asks for %i ms: nobody starts for %i ms', async (code, retryAfterMs, waitMs) => {
    const clock = new VirtualClock();
    const gate = new SessionGate(clock, { maxSessions: 10, spacingMs: 0 });
    gate.failed({ ...lyriaFailure(code, 'a test.'), retryAfterMs });
    await clock.advance(waitMs - 1);
    expect(gate.enter('first')).toMatchObject({ reason: 'refused', failure: { code } });
    await clock.advance(1);
    expect(gate.enter('first').ok).toBe(true);
  });
});

function entered(gate: SessionGate) {
  const entry = gate.enter('successor');
  if (!entry.ok) throw new Error(`not let in: ${entry.reason}`);
  return entry;
}
