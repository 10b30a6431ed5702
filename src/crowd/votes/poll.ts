import type { ControlChanges } from '#src/music/controlChanges.ts';
import type { MusicGenerationConfig, WeightedPrompt } from '#src/music/controls.ts';
import { type Refused, refused } from './refusal.ts';
import { withUser } from './voteState.ts';

/** A change too drastic for a vote that takes effect at once. */
export type PollQuestion =
  /** What plays, with some controls changed: one at least. */
  | { readonly kind: 'controls'; readonly changes: ControlChanges }
  | {
      readonly kind: 'new-start';
      readonly prompts: readonly WeightedPrompt[];
      /** The whole configuration that comes with it; absent: it stays. */
      readonly config?: MusicGenerationConfig;
      /** What plays, changed, rather than something else. */
      readonly isChange?: boolean;
    }
  | { readonly kind: 'pause' }
  /** At once, or so long after it has passed. */
  | { readonly kind: 'stop'; readonly inMs?: number }
  /** Back to that, if nothing else has been put in the place of what plays meanwhile. */
  | {
      readonly kind: 'undo';
      readonly prompts: readonly WeightedPrompt[];
      readonly config: MusicGenerationConfig;
      readonly replacedAtMs: number;
    }
  /** For everybody; 0 to 2. */
  | { readonly kind: 'volume'; readonly volume: number };

/** Long enough to read and press, short enough that the wish still fits the music. */
export const POLL_DURATION_MS = 30_000;

/**
 * Of everybody who listens, this part must have voted: half of a channel often only listens,
 * but a few must not turn the music for a crowd.
 */
const QUORUM = 1 / 3;

export type PollChoice = 'yes' | 'no';

export interface PollVote {
  readonly userId: string;
  readonly choice: PollChoice;
}

/** A short vote on one drastic change. Plain values, never changed in place. */
export interface Poll {
  readonly question: PollQuestion;
  readonly askedBy: string;
  readonly openedAtMs: number;
  readonly endsAtMs: number;
  /** Who may vote, in order: listens now, or has voted while they did. */
  readonly electorate: readonly string[];
  /** In order of user id. */
  readonly votes: readonly PollVote[];
}

export interface PollCount {
  readonly yes: number;
  readonly no: number;
  /** Who has not voted yet. */
  readonly missing: number;
  /** How many must vote for the poll to count. */
  readonly quorum: number;
}

export type PollResult = PollCount &
  (
    | { readonly status: 'open'; readonly remainingMs: number }
    | { readonly status: 'passed' }
    | { readonly status: 'rejected'; readonly why: 'majority' | 'tie' | 'quorum' | 'alone' }
  );

/**
 * Opens a poll among `listeners`. Whoever asks has said yes if they are one of them; if not, as
 * where only the votes of DJs count, it is for the others alone to decide.
 */
export function openPoll(
  question: PollQuestion,
  askedBy: string,
  listeners: readonly string[],
  nowMs: number,
  durationMs: number = POLL_DURATION_MS,
): Poll {
  return {
    question,
    askedBy,
    openedAtMs: nowMs,
    endsAtMs: nowMs + durationMs,
    electorate: [...new Set(listeners)].sort(),
    votes: listeners.includes(askedBy) ? [{ userId: askedBy, choice: 'yes' }] : [],
  };
}

export type PollVoted = { readonly ok: true; readonly poll: Poll };

/** Gives or changes a vote. Refused for somebody who does not listen; no change once decided. */
export function voteInPoll(poll: Poll, vote: PollVote, nowMs: number): PollVoted | Refused {
  if (!poll.electorate.includes(vote.userId)) return refused('not-listening');
  if (!isOpen(poll, nowMs)) return { ok: true, poll };
  return { ok: true, poll: { ...poll, votes: withUser(poll.votes, vote) } };
}

/** They came while the poll runs: they hear the music, so they have a say. */
export function pollListenerJoined(poll: Poll, userId: string, nowMs: number): Poll {
  if (!isOpen(poll, nowMs) || poll.electorate.includes(userId)) return poll;
  return { ...poll, electorate: [...poll.electorate, userId].sort() };
}

/**
 * They left: nobody waits for them. A vote that was given stands, but whoever asks takes theirs along:
 * they do not hear what they asked for.
 */
export function pollListenerLeft(poll: Poll, userId: string, nowMs: number): Poll {
  const hasVoted = poll.votes.some((vote) => vote.userId === userId);
  const asks = userId === poll.askedBy;
  if (!isOpen(poll, nowMs) || (hasVoted && !asks)) return poll;
  const electorate = poll.electorate.filter((voter) => voter !== userId);
  return { ...poll, electorate, votes: poll.votes.filter((vote) => vote.userId !== userId) };
}

/**
 * How the poll stands. More than half of all who may vote decide at once, whoever asks counted. At the
 * end of its time it passes with more yes than no, if at least a third voted and somebody besides
 * whoever asks said yes: the silence of all others is a no. A tie changes nothing. It ends before its
 * time, too, when nobody who has not voted could turn it any more, and stays as it ended.
 */
export function pollResult(poll: Poll, nowMs: number): PollResult {
  const saidYes = poll.votes.filter(({ choice }) => choice === 'yes');
  const yes = saidYes.length;
  const no = poll.votes.length - yes;
  const missing = poll.electorate.length - poll.votes.length;
  const quorum = Math.ceil(poll.electorate.length * QUORUM);
  const count: PollCount = { yes, no, missing, quorum };

  if (yes > no + missing) return { ...count, status: 'passed' };
  const isOver = nowMs >= poll.endsAtMs || yes + missing <= no || missing === 0;
  if (!isOver) return { ...count, status: 'open', remainingMs: poll.endsAtMs - nowMs };
  if (no > yes) return { ...count, status: 'rejected', why: 'majority' };
  if (no === yes && no > 0) return { ...count, status: 'rejected', why: 'tie' };
  const isAlone = saidYes.every(({ userId }) => userId === poll.askedBy);
  if (isAlone) return { ...count, status: 'rejected', why: 'alone' };
  if (yes + no < quorum) return { ...count, status: 'rejected', why: 'quorum' };
  return { ...count, status: 'passed' };
}

function isOpen(poll: Poll, nowMs: number): boolean {
  return pollResult(poll, nowMs).status === 'open';
}
