import { tell } from '#src/texts/texts.ts';
import type { Action } from '../actions.ts';
import { endText } from '../effect.ts';
import { DONE } from '../outcome.ts';
import { isOver } from '../reading.ts';
import type { Turn } from '../Turn.ts';
import { leavePollUndecided } from './polls.ts';

/** After this the answer to `/lyria play` says "starting" rather than keep people waiting. */
const START_PATIENCE_MS = 8_000;
/** A station that fades out tells nothing any more; then the last word stands. */
const REPORT_PATIENCE_MS = 500;

/** The music fades out, and it is forgotten at once: it shall not come back. */
export function stop(turn: Turn): void {
  if (turn.state.life !== 'playing') return;
  turn.change({ life: 'stopping' });
  leavePollUndecided(turn);
  turn.send({ type: 'stop', guildId: turn.guildId });
}

/** @param ticket of whoever waits for the first sound */
export function begin(turn: Turn, bitrate: number, ticket: number | null): void {
  const { guildId, channelId, paused } = turn.record;
  const { volume } = turn.state.settings;
  const { ramp, controls } = turn.state;
  turn.send({
    type: 'start',
    guildId,
    channelId,
    bitrate,
    prompts: ramp.sent,
    config: controls.sent,
    volume,
    ...(ticket === null && { patient: true }),
  });
  if (paused) turn.send({ type: 'pause', guildId });
  if (ticket === null) return;
  turn.change({ start: { ticket, dueMs: turn.now.monoMs + START_PATIENCE_MS } });
}

/** The media side does not tell of the reserve by itself: it changes with every frame. */
export function report(turn: Turn, ticket: number): void {
  const dueMs = turn.now.monoMs + REPORT_PATIENCE_MS;
  turn.change({ reports: [...turn.state.reports, { ticket, dueMs }] });
  turn.send({ type: 'report', guildId: turn.guildId });
}

/** News has come: whoever waited for some is answered. */
export function answerReports(turn: Turn): void {
  for (const { ticket } of turn.state.reports) turn.answer(ticket, DONE);
  if (turn.state.reports.length > 0) turn.change({ reports: [] });
}

/** It can be heard, or is told to be on its way. */
export function answerStart(turn: Turn): void {
  if (turn.state.start === null) return;
  turn.answer(turn.state.start.ticket, DONE);
  turn.change({ start: null });
}

export function wakeWaiting(turn: Turn): void {
  const { start, reports } = turn.state;
  const { monoMs } = turn.now;
  if (start !== null && start.dueMs <= monoMs) answerStart(turn);
  if (reports.some(({ dueMs }) => dueMs <= monoMs)) answerReports(turn);
}

/** The media side has nothing of it any more. */
export function end(turn: Turn, { reason, failure }: Extract<Action, { type: 'ended' }>): void {
  const { start, wasGivenUp } = turn.state;
  const { panelMessageId: messageId, textChannelId: channelId } = turn.record;
  const why = reason === 'stopped' && wasGivenUp ? 'outage' : reason;
  const text = why === 'failed' ? failure?.memberText : endText(why);
  finish(turn, 'ended');
  if (messageId !== null) turn.effects.push({ do: 'lastPanel', channelId, messageId });
  if (start !== null) {
    const outcome = { kind: 'failed', text: text ?? tell('never-started') } as const;
    turn.answer(start.ticket, outcome);
  } else if (why !== 'stopped' && text !== undefined) {
    turn.effects.push({ do: 'announceEnd', channelId, text });
  }
}

/** The program ends: what plays is kept as it is, and the panel says that the bot is away. */
export function suspend(turn: Turn): void {
  const { panelMessageId: messageId, textChannelId: channelId } = turn.record;
  finish(turn, turn.state.life === 'playing' ? 'away' : 'ended');
  if (messageId !== null) turn.effects.push({ do: 'drawPanel', channelId, messageId });
}

/** One that was on its way when the station ended, or the program. */
export function lastPanelIs(turn: Turn, channelId: string, messageId: string): void {
  turn.effects.push({ do: 'lastPanel', channelId, messageId });
}

function finish(turn: Turn, life: 'ended' | 'away'): void {
  if (isOver(turn.state)) return;
  leavePollUndecided(turn);
  answerReports(turn);
  turn.change({ life });
}
