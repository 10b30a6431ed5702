import { expect, test } from 'vitest';
import { Headroom } from '#src/voice/Headroom.ts';

const FRAME_MS = 20;
const PER_SECOND = 50;

interface Load {
  /** Share of the time in which the process is busy. */
  readonly busy: number;
  /** Of each second's fifty frames so many leave late, 10 ms unless told. */
  readonly late?: number;
  readonly lateMs?: number;
}

/** A process whose load is as told, by the second. */
function rig() {
  let nowMs = 0;
  let activeMs = 0;
  const headroom = new Headroom(() => activeMs);
  return {
    headroom,
    now: () => nowMs,
    pass(seconds: number, { busy, late = 0, lateMs = 10 }: Load): void {
      for (let frame = 0; frame < seconds * PER_SECOND; frame += 1) {
        nowMs += FRAME_MS;
        activeMs += busy * FRAME_MS;
        headroom.note(nowMs, frame % PER_SECOND < late ? lateMs : 0);
      }
    },
    /** Nothing plays. */
    rest(seconds: number): void {
      nowMs += seconds * 1_000;
    },
  };
}

test('a process that has time encodes as well as it can', () => {
  const { headroom, pass, now } = rig();
  pass(60, { busy: 0.4 });
  expect(headroom.figures(now())).toEqual({ complexity: 10, busy: 0.4, late: 0, isFull: false });
});

test.each<[string, Load]>([
  ['frames leave late', { busy: 0.4, late: 5 }],
  ['it is nearly always busy', { busy: 0.75 }],
])('when %s quality goes, step by step and not below 5', (_what, load) => {
  const { headroom, pass } = rig();
  pass(4, load);
  expect(headroom.complexity).toBeLessThan(9);
  expect(headroom.complexity).toBeGreaterThan(5);
  pass(30, load);
  expect(headroom.complexity).toBe(5);
});

test.each<[string, Load]>([
  ['a frame or two that a collection made late', { busy: 0.4, late: 2 }],
  ['lateness of a process that does little itself', { busy: 0.3, late: 20 }],
])('%s costs no quality', (_what, load) => {
  const { headroom, pass } = rig();
  pass(60, load);
  expect(headroom.complexity).toBe(10);
});

test('quality comes back where there is time again, slowly, and not where there is just enough', () => {
  const { headroom, pass } = rig();
  pass(20, { busy: 0.75 });
  pass(60, { busy: 0.6 });
  expect(headroom.complexity).toBe(5);
  pass(12, { busy: 0.3 });
  expect(headroom.complexity).toBe(6);
  pass(180, { busy: 0.3 });
  expect(headroom.complexity).toBe(10);
});

test('where each step up makes frames late again, it is tried less and less often', () => {
  const { headroom, pass } = rig();
  pass(20, { busy: 0.75 });
  let raised = 0;
  for (let second = 0; second < 1_000; second += 1) {
    const before = headroom.complexity;
    // The cheapest is just cheap enough.
    pass(1, { busy: 0.45, late: before > 5 ? 10 : 0 });
    if (headroom.complexity > before) raised += 1;
  }
  expect(raised).toBeGreaterThan(3);
  expect(raised).toBeLessThan(9);
});

test.each<[string, Load]>([
  ['busy nearly all the time, and late', { busy: 0.95, late: 3 }],
  ['a frame late too often', { busy: 0.65, late: 5, lateMs: 25 }],
])('there is no room where the cheapest encoder is not cheap enough: %s', (_what, load) => {
  const { headroom, pass, now } = rig();
  pass(12, load);
  expect(headroom.isFull(now())).toBe(false);
  pass(12, load);
  expect(headroom.isFull(now())).toBe(true);
  pass(6, { busy: 0.3 });
  expect(headroom.isFull(now())).toBe(true);
  pass(6, { busy: 0.3 });
  expect(headroom.isFull(now())).toBe(false);
});

test.each<[string, Load]>([
  ['late by some milliseconds', { busy: 0.8, late: 40 }],
  ['busy, and on time', { busy: 0.98 }],
])('whoever is %s has room, if only for the cheapest encoder', (_what, load) => {
  const { headroom, pass, now } = rig();
  pass(60, load);
  expect(headroom.complexity).toBe(5);
  expect(headroom.isFull(now())).toBe(false);
});

test('a machine that others keep busy has room all the same', () => {
  const { headroom, pass, now } = rig();
  pass(60, { busy: 0.5, late: 25, lateMs: 40 });
  expect(headroom.complexity).toBe(5);
  expect(headroom.isFull(now())).toBe(false);
});

test('what was measured long ago counts no more', () => {
  const { headroom, pass, now, rest } = rig();
  pass(20, { busy: 0.75, late: 10, lateMs: 40 });
  expect(headroom.isFull(now())).toBe(true);
  rest(5);
  expect(headroom.figures(now())).toMatchObject({ busy: 0, late: 0, isFull: false });
  pass(2, { busy: 0.9 });
  expect(headroom.figures(now())).toMatchObject({ busy: 0.9 });
});
