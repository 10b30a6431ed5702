import {
  openPoll,
  type PollQuestion,
  type PollResult,
  pollListenerJoined,
  pollListenerLeft,
  pollResult,
} from '#src/crowd/votes/poll.ts';
import type { Caller } from '../actions.ts';
import { type Done, type Outcome, type PollView, refuse } from '../outcome.ts';
import { configWanted, electorateOf } from '../reading.ts';
import { stationKey } from '../StationRecord.ts';
import type { Now, OpenPoll, StationState } from '../StationState.ts';
import type { Turn } from '../Turn.ts';
import { slowed } from './conduct.ts';
import { drawAtOnce, postPanel } from './panel.ts';

/** So long a decision stands on the panel. */
const CLOSED_SHOWN_MS = 30_000;

/**
 * Opens a poll, one at a time, on the panel, so that everybody who hears the music sees it; refused
 * where it cannot be asked now.
 *
 * @param askIn where a panel may be posted if the one that stands cannot be edited
 */
export function ask(
  turn: Turn,
  question: PollQuestion,
  caller: Caller,
  askIn: string,
  done?: Done,
): Outcome {
  const why = turn.state.poll === null ? slowed(turn, caller, 'poll') : refuse('poll-running');
  if (why !== undefined) return { ...why, ...(done && { done }) };
  const { wallMs, monoMs: openedMs } = turn.now;
  // The time tells it from the polls before a restart, too, whose buttons may still be there.
  const key = `${stationKey(turn.record.startedAtMs)}-${Math.trunc(wallMs).toString(36)}`;
  const poll = openPoll(question, caller.userId, electorateOf(turn.state), wallMs);
  const whenAsked = configWanted(turn.state, turn.now);
  const { textChannelId: channelId } = turn.record;
  const places = [...new Set([channelId, askIn])];
  turn.change({ poll: { key, poll, openedMs, places, whenAsked }, closedPoll: null });
  const isShown = drawAtOnce(turn);
  return { kind: 'asked', question, channelId, isShown, ...(done && { done }) };
}

/** The panel that the open poll stands on is gone, or cannot be edited: another one is posted. */
export function pollLostPanel(turn: Turn): void {
  const open = turn.state.poll;
  const [next, ...places] = open?.places ?? [];
  if (open === null || next === undefined) return;
  turn.change({ poll: { ...open, places } });
  postPanel(turn, next);
}

/** How the open poll stands, or what has just been decided; undefined: nothing to tell of either. */
export function pollShown(
  { poll: open, closedPoll }: StationState,
  now: Now,
): PollView | undefined {
  return open === null ? closedPoll?.view : viewOf(open, now);
}

/** How the open poll stands. */
export function viewOf(open: OpenPoll, now: Now): PollView {
  const { key, poll } = open;
  return { key, poll, result: pollResult(poll, pollTimeMs(open, now)) };
}

/** A poll's own time: from when it was opened on it goes by no clock that somebody can set. */
export function pollTimeMs({ poll, openedMs }: OpenPoll, { monoMs }: Now): number {
  return poll.openedAtMs + monoMs - openedMs;
}

/** When the open poll ends, if nothing decides it before. */
export function pollDueMs({ poll }: StationState): number | null {
  return poll && poll.openedMs + poll.poll.endsAtMs - poll.poll.openedAtMs;
}

/** Everybody who may decide now: who came has a say, nobody waits for who left. */
export function electorateChanged(turn: Turn): void {
  const open = turn.state.poll;
  if (open === null) return;
  const nowMs = pollTimeMs(open, turn.now);
  const present = new Set(electorateOf(turn.state));
  let { poll } = open;
  for (const userId of present) poll = pollListenerJoined(poll, userId, nowMs);
  for (const userId of poll.electorate) {
    if (!present.has(userId)) poll = pollListenerLeft(poll, userId, nowMs);
  }
  if (poll === open.poll) return;
  turn.change({ poll: { ...open, poll } });
  turn.redraw();
}

/** Closes the open poll if it is decided; gives it when it has passed. */
export function settledPoll(turn: Turn): OpenPoll | undefined {
  const open = turn.state.poll;
  if (open === null) return undefined;
  const result = pollResult(open.poll, pollTimeMs(open, turn.now));
  if (result.status === 'open') return undefined;
  close(turn, open, result);
  return result.status === 'passed' ? open : undefined;
}

/** The station ends: a poll that runs decides nothing any more, and says so. */
export function leavePollUndecided(turn: Turn): void {
  if (turn.state.poll !== null) close(turn, turn.state.poll, 'undecided');
}

function close(turn: Turn, { key, poll }: OpenPoll, result: PollResult | 'undecided'): void {
  const untilMs = turn.now.monoMs + CLOSED_SHOWN_MS;
  turn.change({ poll: null, closedPoll: { view: { key, poll, result }, untilMs } });
  turn.redraw();
}

/** A decision has been shown for long enough. */
export function wakeClosedPoll(turn: Turn): void {
  const { closedPoll } = turn.state;
  if (closedPoll === null || closedPoll.untilMs > turn.now.monoMs) return;
  turn.change({ closedPoll: null });
  turn.redraw();
}
