import { type Told, tell } from '#src/texts/texts.ts';
import type { Slow } from '../crowd/votes/cooldowns.ts';
import type { Poll, PollQuestion, PollResult } from '../crowd/votes/poll.ts';
import type { Refusal } from '../crowd/votes/refusal.ts';
import type { Candidate } from '../crowd/votes/voteState.ts';
import type { ControlName, MusicGenerationConfig } from '../music/controls.ts';

/** Why an action was refused: the rules of the vote's own, and those of the station. */
export type Reason =
  | Refusal
  /** Not in the station's channel. */
  | 'elsewhere'
  /** In no voice channel. */
  | 'nowhere'
  | 'not-managing'
  /** Above what the server allows. */
  | 'too-loud'
  | 'paused-already'
  | 'playing-already'
  /** As far as one listener can wish for. */
  | 'furthest'
  /** Such controls leave nothing to hear. */
  | 'nothing-left'
  | 'poll-running'
  | 'poll-over'
  /** Somebody has steered it since. */
  | 'steered-since'
  | 'nothing-to-undo'
  /** Nothing is to stop it later. */
  | 'no-timer'
  /** This member, or the whole server, has done it too often. */
  | 'slow-member'
  /** Somebody who manages the server has stopped their proposals. */
  | 'timed-out'
  /** It holds a word that hurts. */
  | 'unkind'
  | 'slow-server'
  | 'too-soon'
  | 'over';

/** A poll as it is shown; `undecided`: it ended with the station. */
export interface PollView {
  readonly key: string;
  readonly poll: Poll;
  readonly result: PollResult | 'undecided';
}

/** What there is to tell of something that was done. */
export type Done =
  | { readonly kind: 'added'; readonly candidate: Candidate; readonly gaveWay: Candidate | null }
  | { readonly kind: 'seconded'; readonly candidate: Candidate }
  | { readonly kind: 'dropped'; readonly candidate: Candidate }
  | {
      readonly kind: 'tuned';
      readonly config: MusicGenerationConfig;
      readonly names: readonly ControlName[];
      readonly isHard: boolean;
    }
  | { readonly kind: 'polled'; readonly view: PollView };

/** It was not done; `done` was all the same. */
export interface Declined {
  readonly kind: 'refused';
  readonly reason: Reason;
  readonly done?: Done;
  /** After this it is possible. */
  readonly waitMs?: number;
}

/** What came of an action. */
export type Outcome =
  | { readonly kind: 'done'; readonly done?: Done }
  /** The electorate is asked; `done` was done at once. */
  | {
      readonly kind: 'asked';
      readonly question: PollQuestion;
      /** Where the panel stands. */
      readonly channelId: string;
      /** The panel there shows the poll; false: it cannot, and is to be shown by the answer itself. */
      readonly isShown: boolean;
      readonly done?: Done;
    }
  | Declined
  /** The station is not what it was meant to be; in words of the failure's own. */
  | { readonly kind: 'failed'; readonly text: Told };

export const DONE: Outcome = { kind: 'done' };

/** There is a station, or there was one a moment ago. */
export const BUSY: Outcome = {
  kind: 'failed',
  text: tell('busy'),
};

export function refuse(reason: Reason): Declined {
  return { kind: 'refused', reason };
}

/** A cooldown is on. */
export function slowDown({ who, waitMs }: Slow): Declined {
  return { kind: 'refused', reason: who === 'member' ? 'slow-member' : 'slow-server', waitMs };
}
