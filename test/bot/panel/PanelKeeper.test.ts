import { expect, test } from 'vitest';
import { EDIT_SPACING_MS, PanelKeeper } from '../../../src/bot/panel/PanelKeeper.ts';
import { silentLog } from '../../../src/log.ts';
import { VirtualClock } from '../../support/VirtualClock.ts';

function keep(edit: () => Promise<void> = async () => {}) {
  const clock = new VirtualClock();
  const edits: number[] = [];
  const keeper = new PanelKeeper(
    () => {
      edits.push(clock.now());
      return edit();
    },
    clock,
    silentLog,
  );
  return { clock, edits, keeper };
}

test('a first change is drawn at once', async () => {
  const { clock, edits, keeper } = keep();
  keeper.changed();
  await clock.advance(0);
  expect(edits).toEqual([0]);
});

test('a storm of changes becomes evenly spaced edits, and the last change is drawn', async () => {
  const { clock, edits, keeper } = keep();
  for (let i = 0; i < 600; i++) {
    keeper.changed();
    await clock.advance(50);
  }
  const lastChangeMs = clock.now();
  await clock.advance(10_000);
  for (const [i, atMs] of edits.entries()) {
    if (i > 0) expect(atMs - (edits[i - 1] ?? 0)).toBeGreaterThanOrEqual(EDIT_SPACING_MS);
  }
  expect(edits.length).toBeLessThanOrEqual(30_000 / EDIT_SPACING_MS + 2);
  expect(edits.at(-1)).toBeGreaterThanOrEqual(lastChangeMs - 50);
  expect(clock.pending).toBe(0);
});

test('edits never overlap, and a change during one is drawn after it', async () => {
  const slow = Promise.withResolvers<void>();
  const { clock, edits, keeper } = keep(() => slow.promise);
  keeper.changed();
  await clock.advance(0);
  keeper.changed();
  await clock.advance(60_000);
  expect(edits).toHaveLength(1);
  slow.resolve();
  await clock.advance(0);
  await clock.advance(0);
  expect(edits).toHaveLength(2);
});

test('a press that takes its turn pushes the next edit back; later presses do not get one', async () => {
  const { clock, edits, keeper } = keep();
  expect(keeper.takeTurn()).toBe(true);
  expect(keeper.takeTurn()).toBe(false);
  keeper.changed();
  await clock.advance(EDIT_SPACING_MS - 1);
  expect(edits).toEqual([]);
  await clock.advance(1);
  expect(edits).toEqual([EDIT_SPACING_MS]);
});

test('a failed edit does not stop the next', async () => {
  let failing = true;
  const { clock, edits, keeper } = keep(async () => {
    if (failing) throw new Error('gone');
  });
  keeper.changed();
  await clock.advance(0);
  failing = false;
  keeper.changed();
  await clock.advance(EDIT_SPACING_MS);
  expect(edits).toHaveLength(2);
});

test('nothing is left after closing', async () => {
  const { clock, edits, keeper } = keep();
  keeper.takeTurn();
  keeper.changed();
  keeper.close();
  keeper.changed();
  await clock.advance(60_000);
  expect(edits).toEqual([]);
  expect(clock.pending).toBe(0);
});

test('a failed edit is tried again by itself, less and less often, until one succeeds', async () => {
  let works = false;
  const { clock, edits, keeper } = keep(async () => {
    if (!works) throw new Error('refused');
  });
  keeper.changed();
  await clock.advance(600_000);
  expect(edits.slice(0, 5)).toEqual([0, 2_500, 12_500, 52_500, 172_500]);
  works = true;
  await clock.advance(120_000);
  const tried = edits.length;
  await clock.advance(600_000);
  expect(edits).toHaveLength(tried);
  keeper.changed();
  await clock.advance(0);
  expect(edits).toHaveLength(tried + 1);
});

test('while edits are refused a press still draws the panel', async () => {
  const { clock, keeper } = keep(async () => {
    throw new Error('refused');
  });
  keeper.changed();
  await clock.advance(2 * EDIT_SPACING_MS);
  expect(keeper.takeTurn()).toBe(true);
  keeper.close();
  expect(clock.pending).toBe(0);
});
