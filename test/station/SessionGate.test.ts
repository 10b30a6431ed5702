import { expect, test } from 'vitest';
import { lyriaFailure } from '../../src/lyria/failureTexts.ts';
import { SessionGate } from '../../src/station/SessionGate.ts';
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
  expect(gate.openSessions).toBe(1);
  expect(gate.enter('successor').ok).toBe(true);
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
  const gate = new SessionGate(new VirtualClock(), limits);
  const first = gate.enter('successor');
  if (first.ok) first.place.cancel();
  expect(gate.openSessions).toBe(0);
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
    expect(gate.enter('successor').ok).toBe(true);
    gate.failed(failure);
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
    expect(gate.enter('successor').ok).toBe(true);
    gate.failed(failure);
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
