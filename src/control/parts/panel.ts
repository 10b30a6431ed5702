import type { StationState } from '../StationState.ts';
import type { Turn } from '../Turn.ts';

/**
 * Shortest time between two edits of one panel. Discord lets a message older than an hour be
 * edited about 3 times in 6 s and channel; younger ones 5 times in 5 s. One pace for both leaves
 * room for a press's own update.
 */
export const EDIT_SPACING_MS = 2_500;
/**
 * From the second failure in a row on the wait grows by this factor, up to this: whoever keeps
 * sending what is refused is shut out by Discord (10,000 times in ten minutes, all servers together).
 */
const FAILURE_FACTOR = 4;
const MOST_WAIT_MS = 120_000;
/** With more messages below it a panel is out of sight on most screens, and follows. */
export const MOST_BELOW = 10;
/** So often at most it is looked how far up it is, and so often it can follow. */
const LOOK_SPACING_MS = 60_000;

/** When the panel is to be drawn; null while it shows what is so, or is being drawn. */
export function panelDueMs({ panel }: StationState): number | null {
  if (!panel.isStale || panel.isDrawing) return null;
  const growth = FAILURE_FACTOR ** Math.max(0, panel.failures - 1);
  return earliestMs(panel.lastMs, Math.min(MOST_WAIT_MS, EDIT_SPACING_MS * growth));
}

/** However much changes, edits are apart, never overlap, and the last one shows the last state. */
export function wakePanel(turn: Turn): void {
  const dueMs = panelDueMs(turn.state);
  if (dueMs === null || dueMs > turn.now.monoMs) return;
  const { panelMessageId: messageId, textChannelId: channelId } = turn.record;
  if (messageId === null) {
    turn.changePanel({ isStale: false });
    return;
  }
  turn.changePanel({ isStale: false, isDrawing: true, lastMs: turn.now.monoMs });
  turn.effects.push({ do: 'drawPanel', channelId, messageId });
}

/**
 * Whether a press may be answered with the new panel itself (which is an edit, too) rather than with
 * a bare acknowledgement. A press needs no permission in the channel: it may draw where edits fail.
 */
export function takePanelTurn(turn: Turn): boolean {
  const { isDrawing, lastMs } = turn.state.panel;
  if (isDrawing || earliestMs(lastMs, EDIT_SPACING_MS) > turn.now.monoMs) return false;
  turn.changePanel({ lastMs: turn.now.monoMs });
  return true;
}

/**
 * What the panel shows now cannot wait for its turn. @returns whether there is a panel that takes it,
 * as far as is known
 */
export function drawAtOnce(turn: Turn): boolean {
  turn.redraw();
  if (turn.record.panelMessageId === null || turn.state.panel.failures > 0) return false;
  turn.changePanel({ lastMs: null });
  return true;
}

/** Somebody does something: the panel is to be where they are. */
export function lookForPanel(turn: Turn): void {
  const { panelMessageId: messageId, textChannelId: channelId } = turn.record;
  const { lookedMs, isPosting } = turn.state.panel;
  if (messageId === null || isPosting || turn.state.life !== 'playing') return;
  if (earliestMs(lookedMs, LOOK_SPACING_MS) > turn.now.monoMs) return;
  turn.changePanel({ lookedMs: turn.now.monoMs });
  turn.effects.push({ do: 'countBelow', channelId, messageId });
}

/** Too many messages stand below it. */
export function panelSunk(turn: Turn, messageId: string): void {
  if (turn.record.panelMessageId === messageId) postPanel(turn, turn.record.textChannelId);
}

/** The server wants its panel there from now on. */
export function followPanelChannel(turn: Turn, channelId: string | null): void {
  const isNew = channelId !== turn.state.settings.panelChannelId;
  if (channelId === null || !isNew || channelId === turn.record.textChannelId) return;
  postPanel(turn, channelId);
}

export function postPanel(turn: Turn, channelId: string): void {
  if (turn.state.panel.isPosting || turn.state.life !== 'playing') return;
  turn.changePanel({ isPosting: true });
  turn.effects.push({ do: 'postPanel', channelId });
}

export function panelUnpostable(turn: Turn): void {
  turn.changePanel({ isPosting: false });
}

/** From now on that message is the panel; the former one goes. */
export function panelShown(turn: Turn, channelId: string, messageId: string): void {
  const { panelMessageId: former, textChannelId } = turn.record;
  turn.keep({ textChannelId: channelId, panelMessageId: messageId });
  turn.changePanel({ isPosting: false, failures: 0, lookedMs: turn.now.monoMs });
  if (former === null || former === messageId) return;
  turn.effects.push({
    do: 'retirePanel',
    channelId: textChannelId,
    messageId: former,
    movedTo: channelId,
  });
}

export function panelDrawn(turn: Turn): void {
  turn.changePanel({ isDrawing: false, failures: 0 });
}

export function panelFailed(turn: Turn): void {
  const failures = turn.state.panel.failures + 1;
  turn.changePanel({ isDrawing: false, isStale: true, failures });
}

/** Somebody has deleted it; it may have moved while it was being drawn. */
export function panelGone(turn: Turn, messageId: string): void {
  panelDrawn(turn);
  if (turn.record.panelMessageId === messageId) turn.keep({ panelMessageId: null });
}

/** Discord may be reached again: what could not be shown is shown soon. */
export function retryPanel(turn: Turn): void {
  turn.changePanel({ failures: 0 });
}

function earliestMs(lastMs: number | null, spacingMs: number): number {
  return lastMs === null ? Number.NEGATIVE_INFINITY : lastMs + spacingMs;
}
