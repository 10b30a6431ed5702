import { expect, test } from 'vitest';
import type { PanelView } from '#src/control/PanelView.ts';
import { EDIT_SPACING_MS } from '#src/control/parts/panel.ts';
import { StationOnPaper } from '../support/bot/StationOnPaper.ts';

const HOUR_MS = 3_600_000;

/** A station whose panel was drawn long ago, and what is edited from now on, by the ms. */
async function rig(edit: (view: PanelView) => Promise<void> = async () => {}) {
  const paper = await StationOnPaper.playing(['ada'], { record: { panelMessageId: 'panel' } });
  await paper.clock.advance(HOUR_MS);
  const { clock, messages, actor } = paper;
  const beganMs = clock.now();
  const edits: number[] = [];
  messages.drawPanel = (_channelId, _messageId, view) => {
    edits.push(clock.now() - beganMs);
    return edit(view);
  };
  const changed = (): void => actor.tell({ type: 'caughtUp' });
  return { clock, edits, actor, changed, paper };
}

test('a first change is drawn at once', async () => {
  const { clock, edits, changed } = await rig();
  changed();
  await clock.advance(0);
  expect(edits).toEqual([0]);
});

test('a storm of changes becomes evenly spaced edits, and the last change is drawn', async () => {
  const { clock, edits, changed } = await rig();
  const beganMs = clock.now();
  for (let i = 0; i < 600; i++) {
    changed();
    await clock.advance(50);
  }
  const lastChangeMs = clock.now() - beganMs;
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
  const { clock, edits, changed } = await rig(() => slow.promise);
  changed();
  await clock.advance(0);
  changed();
  await clock.advance(60_000);
  expect(edits).toHaveLength(1);
  slow.resolve();
  await clock.advance(0);
  await clock.advance(0);
  expect(edits).toHaveLength(2);
});

test('a press that takes its turn pushes the next edit back; later presses do not get one', async () => {
  const { clock, edits, changed, actor } = await rig();
  expect(await actor.takesTurn()).toBe(true);
  expect(await actor.takesTurn()).toBe(false);
  changed();
  await clock.advance(EDIT_SPACING_MS - 1);
  expect(edits).toEqual([]);
  await clock.advance(1);
  expect(edits).toEqual([EDIT_SPACING_MS]);
});

test('a failed edit is tried again by itself, less and less often, until one succeeds', async () => {
  let works = false;
  const { clock, edits, changed } = await rig(async () => {
    if (!works) throw new Error('refused');
  });
  changed();
  await clock.advance(600_000);
  expect(edits.slice(0, 5)).toEqual([0, 2_500, 12_500, 52_500, 172_500]);
  works = true;
  await clock.advance(120_000);
  const tried = edits.length;
  await clock.advance(600_000);
  expect(edits).toHaveLength(tried);
  changed();
  await clock.advance(0);
  expect(edits).toHaveLength(tried + 1);
});

test('while edits are refused a press still draws the panel, and the gateway coming back ends the wait', async () => {
  let works = false;
  const { clock, edits, changed, actor } = await rig(async () => {
    if (!works) throw new Error('refused');
  });
  changed();
  await clock.advance(60_000);
  expect(await actor.takesTurn()).toBe(true);
  works = true;
  const tried = edits.length;
  actor.tell({ type: 'gateway', state: 'back' });
  await clock.advance(EDIT_SPACING_MS);
  expect(edits).toHaveLength(tried + 1);
});

test('nothing is drawn or left after the end', async () => {
  const { clock, edits, changed, paper } = await rig();
  await paper.actor.takesTurn();
  changed();
  await paper.ends();
  changed();
  await clock.advance(60_000);
  expect(edits).toEqual([]);
  expect(paper.told).toMatchObject([{ do: 'lastPanel', messageId: 'panel' }]);
  expect(clock.pending).toBe(0);
});

test('the program ends: the panel says that the bot is away', async () => {
  const drawn: PanelView['state'][] = [];
  const { actor, clock } = await rig(async ({ state }) => void drawn.push(state));
  actor.tell({ type: 'suspended' });
  await actor.drawn();
  expect(drawn).toEqual(['away']);
  expect(clock.pending).toBe(0);
});
