import type { Clock } from '../clock.ts';
import type { Failure } from '../failure.ts';
import type { LyriaFailure } from '../lyria/failure.ts';
import { Backoff } from './Backoff.ts';

/** Somebody waits for the first sound: after so many attempts an answer is better than another. */
const MOST_FIRST_ATTEMPTS = 4;
/** After a session without audio, which can mean a start too soon after another: wait. */
const MUTE_WAIT_MS = 30_000;

const NO_PLACE: Failure = {
  code: 'station.no-place',
  memberText:
    'This bot plays on as many servers as it can at the moment. It starts as soon as a place is free.',
  operatorText: 'All Lyria sessions this process may open are in use.',
};

const MUTE: Failure = {
  code: 'station.mute',
  memberText: 'The music service has brought no music yet. I keep trying.',
  operatorText:
    'A Lyria session brought no audio; it may have been started too soon after another.',
};

/**
 * What a station's attempts to open sessions have come to: when the next one may be made, what is
 * wrong meanwhile, and whether trying is of any use.
 */
export class Attempts {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #patient: boolean;
  /** How long an order that was refused for good is left alone. */
  readonly #probeMs: number;
  readonly #backoff: Backoff;
  #waitUntilMs = Number.NEGATIVE_INFINITY;
  /** The service refuses this order, and would again: wait longer, or for another order. */
  #refused: { readonly revision: number; readonly untilMs: number } | undefined;
  #trouble: Failure | undefined;
  #fatal: LyriaFailure | undefined;
  /** Attempts that failed before the first sound. */
  #failedFirst = 0;

  constructor(options: {
    readonly clock: Clock;
    readonly random: () => number;
    /** No failure is an answer, not even before the first sound. */
    readonly patient: boolean;
    readonly probeMs: number;
  }) {
    this.#clock = options.clock;
    this.#random = options.random;
    this.#patient = options.patient;
    this.#probeMs = options.probeMs;
    this.#backoff = new Backoff(options.random);
  }

  /** What keeps the music from coming, in words. */
  get trouble(): Failure | undefined {
    return this.#trouble;
  }

  /** The music cannot begin, and no waiting helps. */
  get fatal(): LyriaFailure | undefined {
    return this.#fatal;
  }

  /** @param revision of the order that the session would be opened for */
  mayStart(revision: number): boolean {
    const now = this.#clock.now();
    if (now < this.#waitUntilMs) return false;
    const refused = this.#refused;
    return refused === undefined || revision !== refused.revision || now >= refused.untilMs;
  }

  /** A session has brought its first audio. */
  succeeded(): void {
    this.#backoff.reset();
    this.#fatal = undefined;
    this.#trouble = undefined;
  }

  /** All sessions that this process may open are in use, and the music has none. */
  foundNoPlace(): void {
    this.#trouble = NO_PLACE;
  }

  /** Nobody may try at present: the key or the quota is known to be bad. */
  wereRefused(failure: LyriaFailure, isSounding: boolean): void {
    this.#trouble = failure;
    this.#judge(failure, isSounding);
  }

  /** A session was told to play and stayed mute. */
  stayedMute(): void {
    this.#trouble = MUTE;
    this.#waitUntilMs = this.#clock.now() + MUTE_WAIT_MS * (0.5 + 0.5 * this.#random());
  }

  /** @param session what failed: the revision of its order, and whether it has brought audio */
  failed(
    failure: LyriaFailure,
    session: { readonly revision: number; readonly hasSounded: boolean },
    isSounding: boolean,
  ): void {
    const now = this.#clock.now();
    if (failure.retry !== 'now') {
      this.#trouble = failure;
      this.#failedFirst += 1;
      this.#judge(failure, isSounding);
      this.#waitUntilMs = now + this.#backoff.next();
    }
    // A session that has sounded was good; what it was closed for may not be there next time.
    if (failure.retry === 'never' && !session.hasSounded) {
      this.#refused = { revision: session.revision, untilMs: now + this.#probeMs };
    }
  }

  /** Before the first sound, what can take long is an answer; later the music waits it out. */
  #judge(failure: LyriaFailure, isSounding: boolean): void {
    if (this.#patient) return;
    const hopeless = failure.retry === 'never';
    const tooLong = failure.retry === 'later' || this.#failedFirst >= MOST_FIRST_ATTEMPTS;
    if (hopeless || (tooLong && !isSounding)) this.#fatal = failure;
  }
}
