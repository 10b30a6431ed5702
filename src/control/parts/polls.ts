import {
  openPoll,
  type Poll,
  type PollQuestion,
  type PollResult,
  pollListenerJoined,
  pollListenerLeft,
  pollResult,
} from '#src/crowd/votes/poll.ts';
import type { Caller } from '../actions.ts';
import { type Declined, type Done, type PollView, refuse } from '../outcome.ts';
import { configWanted, electorateOf } from '../reading.ts';
import { stationKey } from '../StationRecord.ts';
import type { Asker, Now, OpenPoll, StationState } from '../StationState.ts';
import type { Turn } from '../Turn.ts';
import { slowed } from './conduct.ts';

/**
 * Opens a poll, one at a time, where the panel stands, so that everybody who hears the music sees it.
 * Whoever asks is answered when it stands; at once where it cannot be asked now.
 *
 * @param askIn where it stands if the panel's channel takes no message
 */
export function ask(
  turn: Turn,
  question: PollQuestion,
  caller: Caller,
  askIn: string,
  ticket: number,
  done?: Done,
): Declined | undefined {
  const why = turn.state.poll === null ? slowed(turn, caller, 'poll') : refuse('poll-running');
  if (why !== undefined) return { ...why, ...(done && { done }) };
  const { wallMs, monoMs: openedMs } = turn.now;
  // The time tells it from the polls before a restart, too, whose buttons may still be there.
  const key = `${stationKey(turn.record.startedAtMs)}-${Math.trunc(wallMs).toString(36)}`;
  const poll = openPoll(question, caller.userId, electorateOf(turn.state), wallMs);
  const whenAsked = configWanted(turn.state, turn.now);
  const asker = { ticket, ...(done && { done }) };
  const { textChannelId: channelId } = turn.record;
  const elsewhere = askIn === channelId ? null : askIn;
  post(turn, { key, poll, openedMs, channelId, elsewhere, messageId: null, asker, whenAsked });
  return undefined;
}

function post(turn: Turn, open: OpenPoll): void {
  turn.change({ poll: open });
  turn.effects.push({ do: 'postPoll', channelId: open.channelId, view: viewOf(turn, open) });
}

/** Where the open poll stands, and how. */
export function viewOf(turn: Turn, open: OpenPoll): PollView {
  const { key, poll } = open;
  return { key, poll, result: pollResult(poll, pollTimeMs(open, turn.now)) };
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
  turn.change({ poll: { ...open, poll } });
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

function close(turn: Turn, open: OpenPoll, result: PollResult | 'undecided'): void {
  const { channelId, messageId, key, poll, asker } = open;
  const view: PollView = { key, poll, result };
  turn.change({ poll: null });
  if (messageId !== null) turn.effects.push({ do: 'closePoll', channelId, messageId, view });
  else turn.change({ pollsInPost: [...turn.state.pollsInPost, { channelId, asker, view }] });
}

export function pollPosted(turn: Turn, key: string, messageId: string): void {
  const open = turn.state.poll;
  if (open?.key === key) {
    turn.change({ poll: { ...open, messageId } });
    answer(turn, open.asker, open.poll, open.channelId);
    return;
  }
  const late = takeFromPost(turn, key);
  if (late === undefined) return;
  const { channelId, asker, view } = late;
  turn.effects.push({ do: 'closePoll', channelId, messageId, view });
  answer(turn, asker, view.poll, channelId);
}

/** The bot may not write there: the next place is tried, and without one nobody can be asked. */
export function pollUnpostable(turn: Turn, key: string): void {
  const open = turn.state.poll;
  if (open?.key === key && open.elsewhere !== null) {
    post(turn, { ...open, channelId: open.elsewhere, elsewhere: null });
    return;
  }
  if (open?.key === key) turn.change({ poll: null });
  const asker = open?.key === key ? open.asker : takeFromPost(turn, key)?.asker;
  if (asker === undefined) return;
  const { ticket, done } = asker;
  turn.answer(ticket, { kind: 'refused', reason: 'poll-unpostable', ...(done && { done }) });
}

function answer(turn: Turn, { ticket, done }: Asker, { question }: Poll, channelId: string): void {
  turn.answer(ticket, { kind: 'asked', question, channelId, ...(done && { done }) });
}

function takeFromPost(turn: Turn, key: string) {
  const { pollsInPost } = turn.state;
  const found = pollsInPost.find(({ view }) => view.key === key);
  turn.change({ pollsInPost: pollsInPost.filter((one) => one !== found) });
  return found;
}
