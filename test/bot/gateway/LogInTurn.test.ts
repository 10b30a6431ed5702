import { expect, test } from 'vitest';
import { LogInTurn } from '#src/bot/gateway/LogInTurn.ts';
import type { ConditionName } from '#src/conditions.ts';
import { VirtualClock } from '#test/support/VirtualClock.ts';

const NOW_MS = Date.UTC(2026, 10, 27, 12);
const HOUR_MS = 3_600_000;
const PLENTY = { total: 1_000, remaining: 990, resetAfterMs: HOUR_MS };

function turnWith(starts: readonly number[] = []) {
  const clock = new VirtualClock();
  const raised = new Map<ConditionName, string>();
  const turn = new LogInTurn({
    clock,
    wallClock: () => NOW_MS + clock.now(),
    memory: { starts, others: [], note: async () => {} },
    conditions: {
      raise: (name, text) => raised.set(name, text),
      clear: (name) => raised.delete(name),
    },
  });
  let isDone = false;
  return {
    clock,
    raised,
    turn,
    done: () => isDone,
    begin: (limit: typeof PLENTY | undefined, later = PLENTY) =>
      turn
        .forStart(limit, async () => later)
        .then(() => {
          isDone = true;
        }),
  };
}

test('a first start goes on at once, where the API tells no limit too', async () => {
  const first = turnWith();
  await first.begin(PLENTY);
  const unlimited = turnWith();
  await unlimited.begin(undefined);
  expect([...first.raised, ...unlimited.raised]).toEqual([]);
});

test('an allowance that is used up is named, with until when, and waited for', async () => {
  const { clock, raised, begin, done } = turnWith();
  const started = begin({ total: 1_000, remaining: 0, resetAfterMs: HOUR_MS });
  await clock.advance(HOUR_MS);
  expect(done()).toBe(false);
  expect(raised.get('discord.allowance')).toMatch(/1000 times a day.* until 2026-11-27T13:00:01Z/);
  await clock.advance(2_000);
  await started;
  expect(raised.size).toBe(0);
  expect(clock.pending).toBe(0);
});

test('the thirteenth start within minutes waits, and says for how long and why', async () => {
  const starts = Array.from({ length: 12 }, (_, i) => NOW_MS - i * 10_000);
  const { clock, raised, begin, done } = turnWith(starts);
  const started = begin(PLENTY);
  await clock.advance(999_000);
  expect(done()).toBe(false);
  expect(raised.get('discord.waiting')).toMatch(
    /12 times in 24 hours.*before 2026-11-27T12:16:40Z/,
  );
  await clock.advance(1_000);
  await started;
  expect(raised.size).toBe(0);
});

test('a program that ends waits no longer', async () => {
  const { clock, raised, turn, begin } = turnWith();
  const started = begin({ total: 1_000, remaining: 0, resetAfterMs: HOUR_MS });
  await clock.advance(1);
  turn.close();
  await started;
  expect(clock.pending).toBe(0);
  expect(raised.size).toBe(0);
});
