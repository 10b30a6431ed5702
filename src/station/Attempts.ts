import { tell } from '#src/texts/texts.ts';
import type { Clock } from '../clock.ts';
import type { Failure } from '../failure.ts';
import type { LyriaFailure } from '../lyria/failure.ts';
import { asInterrupted, concernsKey } from '../lyria/failureTexts.ts';
import { Backoff } from './Backoff.ts';

/** Somebody waits for the first sound: after so many attempts an answer is better than another ... */
const MOST_FIRST_ATTEMPTS = 4;
/** ... and so it is when the service asks to be left alone for longer. */
const LONGEST_FIRST_WAIT_MS = 20_000;

/** What passes is tried again soon, and an outage is not hammered. */
const WAIT_MS = { first: 1_000, most: 30_000 } as const;
/**
 * After a session without audio, which can mean a start too soon after another; and, since each of
 * them may be paid for, fewer and fewer of them.
 */
const MUTE_WAIT_MS = { first: 20_000, most: 5 * 60_000 } as const;

const NO_PLACE: Failure = {
  code: 'station.no-place',
  memberText: tell('failure.station.no-place'),
  operatorText: 'All Lyria sessions this process may open are in use.',
};

const MUTE: Failure = {
  code: 'station.mute',
  memberText: tell('failure.station.mute'),
  operatorText:
    'A Lyria session brought no audio; it may have been started too soon after another.',
};

/**
 * What a station's attempts to open sessions have come to: when the next one may be made, what is
 * wrong meanwhile, and whether trying is of any use.
 */
export class Attempts {
  readonly #clock: Clock;
  readonly #patient: boolean;
  /** The longest that an order is left alone which the service goes on to refuse. */
  readonly #probeMs: number;
  readonly #backoff: Backoff;
  readonly #muteBackoff: Backoff;
  #waitUntilMs = Number.NEGATIVE_INFINITY;
  /** The service has refused this order again and again: wait longer, or for another order. */
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
    this.#patient = options.patient;
    this.#probeMs = options.probeMs;
    const { random } = options;
    this.#backoff = new Backoff({ firstMs: WAIT_MS.first, mostMs: WAIT_MS.most, random });
    this.#muteBackoff = new Backoff({
      firstMs: MUTE_WAIT_MS.first,
      mostMs: MUTE_WAIT_MS.most,
      random,
    });
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
  sounded(): void {
    this.#fatal = undefined;
    this.#trouble = undefined;
    this.#refused = undefined;
  }

  /** A session has brought so much audio that whatever was wrong is over. */
  lasted(): void {
    this.#backoff.reset();
    this.#muteBackoff.reset();
  }

  /** All sessions that this process may open are in use, and the music has none. */
  foundNoPlace(): void {
    this.#trouble = NO_PLACE;
  }

  /** Nobody may try at present. */
  wereRefused(failure: LyriaFailure, isSounding: boolean): void {
    this.#trouble = failure;
    this.#judge(failure, isSounding);
  }

  /** A session was told to play and stayed mute. */
  stayedMute(): void {
    this.#trouble = MUTE;
    this.#waitUntilMs = this.#clock.now() + this.#muteBackoff.next();
  }

  /**
   * @param session what failed: the revision of its order, whether it has brought audio, and whether
   *   so much that it was a good one
   */
  failed(
    failure: LyriaFailure,
    session: {
      readonly revision: number;
      readonly hasSounded: boolean;
      readonly hasLasted: boolean;
    },
    isSounding: boolean,
  ): void {
    // The music has just lost its session: another one is tried for at once, and again soon.
    if (session.hasLasted) this.lasted();
    if (failure.retry === 'now') return;
    // That a session has ended says little about the service; the next attempt will tell.
    this.#trouble = session.hasSounded ? asInterrupted(failure) : failure;
    this.#failedFirst += 1;
    this.#judge(failure, isSounding);
    const now = this.#clock.now();
    // When to try again with a key that is refused is the gate's to say.
    const passes = failure.retry === 'soon' || concernsKey(failure);
    const waitMs = this.#backoff.next(passes ? WAIT_MS.most : this.#probeMs);
    this.#waitUntilMs = now + Math.min(WAIT_MS.most, waitMs);
    this.#refused = { revision: session.revision, untilMs: now + waitMs };
  }

  /**
   * Before the first sound, what can take long is an answer, and so is what the service has said in
   * so many words, even to a key that has worked; later the music waits it out.
   */
  #judge(failure: LyriaFailure, isSounding: boolean): void {
    if (this.#patient || isSounding) return;
    const hopeless = failure.retry === 'never';
    const tooLong =
      failure.retry === 'later' ||
      (failure.retryAfterMs ?? 0) > LONGEST_FIRST_WAIT_MS ||
      this.#failedFirst >= MOST_FIRST_ATTEMPTS;
    if (hopeless || tooLong) this.#fatal = failure;
  }
}
