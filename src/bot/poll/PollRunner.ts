import type { Clock, Timer } from '../../clock.ts';
import {
  openPoll,
  type Poll,
  type PollChoice,
  type PollResult,
  pollListenerJoined,
  pollListenerLeft,
  pollResult,
  voteInPoll,
} from '../../crowd/poll.ts';
import type { PollQuestion } from '../../crowd/pollQuestion.ts';
import type { Refused } from '../../crowd/refusal.ts';

export type DecidedPoll = Exclude<PollResult, { status: 'open' }>;

/** One poll while it runs: takes votes, watches the time, and tells the result once. */
export class PollRunner {
  readonly #wallClock: () => number;
  readonly #onDecided: (result: DecidedPoll) => void;
  readonly #timer: Timer;
  #poll: Poll;
  #decided = false;

  constructor(options: {
    readonly question: PollQuestion;
    readonly askedBy: string;
    readonly listeners: readonly string[];
    readonly clock: Clock;
    readonly wallClock: () => number;
    /** Called once, never inside the constructor; not after `close`. */
    readonly onDecided: (result: DecidedPoll) => void;
  }) {
    this.#wallClock = options.wallClock;
    this.#onDecided = options.onDecided;
    const nowMs = this.#wallClock();
    this.#poll = openPoll(options.question, options.askedBy, options.listeners, nowMs);
    this.#timer = options.clock.after(this.#poll.endsAtMs - nowMs, () => this.#settle());
  }

  get poll(): Poll {
    return this.#poll;
  }

  get result(): PollResult {
    return pollResult(this.#poll, this.#wallClock());
  }

  vote(userId: string, choice: PollChoice): { readonly ok: true } | Refused {
    const voted = voteInPoll(this.#poll, { userId, choice }, this.#wallClock());
    if (!voted.ok) return voted;
    this.#poll = voted.poll;
    this.#settle();
    return { ok: true };
  }

  /** Everybody who listens now: who came has a say, nobody waits for who left. */
  listenersAre(userIds: Iterable<string>): void {
    const nowMs = this.#wallClock();
    const present = new Set(userIds);
    for (const userId of present) this.#poll = pollListenerJoined(this.#poll, userId, nowMs);
    for (const userId of this.#poll.electorate) {
      if (!present.has(userId)) this.#poll = pollListenerLeft(this.#poll, userId, nowMs);
    }
    this.#settle();
  }

  /** Ends it without a result, as when the station ends. */
  close(): void {
    this.#decided = true;
    this.#timer.cancel();
  }

  #settle(): void {
    const { result } = this;
    if (this.#decided || result.status === 'open') return;
    this.close();
    this.#onDecided(result);
  }
}
