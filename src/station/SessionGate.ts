import type { Clock } from '../clock.ts';
import type { LyriaFailure } from '../lyria/failure.ts';
import { concernsKey } from '../lyria/failureTexts.ts';

export interface GateLimits {
  /** Sessions open at the same time; of several, one is kept for successors. */
  readonly maxSessions: number;
  /** Between two starts of sessions: a start within seconds of another may get no audio. */
  readonly spacingMs: number;
  /** After a failure that no retry mends, one probe this often finds out whether somebody did. */
  readonly probeMs: number;
}

/** What a single key is known to bear: four sessions that began 45 s apart, not two within 10 s. */
export const DEFAULT_LIMITS: GateLimits = {
  maxSessions: 4,
  spacingMs: 15_000,
  probeMs: 10 * 60_000,
};

/** Without it, as many stations as places would all fall to bridges when their sessions end. */
const KEPT_FOR_SUCCESSORS = 1;

/** The waits before the first probes, by kind; each one in vain makes the next twice as long. */
const FIRST_WAIT_MS = {
  /** After a failure that time mends: quotas are counted by the minute or the day. */
  later: 30_000,
  /** A key that has just worked may be refused by mistake. */
  doubted: 5_000,
  /** After a probe that failed for something else. */
  other: 2_000,
} as const;
/**
 * A key that has worked is given up after so many refusals in a row, which is four minutes; and while
 * it is not, a loop of two minutes sees two tries at least.
 */
const MOST_DOUBTED = 8;
const MOST_DOUBTED_MS = 40_000;
/** What is not about the key is over soon: the longest wait. */
const MOST_OTHER_MS = 30_000;

/** What a service asks for by Retry-After is obeyed within these bounds. */
const RETRY_AFTER_MS = { least: 1_000, most: 15 * 60_000 } as const;

/** What a session is for: a station's first sound, or music that goes on. */
export type Purpose = 'first' | 'successor';

/** The key that a session is to be opened with. */
export interface SessionKey {
  readonly apiKey: string;
  /** For the log: no part of the key. */
  readonly name: string;
  /** What is wrong with this one need not be wrong with the next. */
  readonly isOneOfSeveral: boolean;
  /** Whoever manages the server sees to it, not whoever runs the bot. */
  readonly isServers?: true;
}

/** One session's place among all; to be given back once. */
export interface Place {
  /** None where no key is needed. */
  readonly key?: SessionKey;
  release(): void;
  /** Gives it back and forgets the start: no session came of it. */
  cancel(): void;
  /** The session brought its first audio: the key is good. */
  sounded(): void;
  /** The session could not be opened or was closed by the service. To be told before it is given back. */
  failed(failure: LyriaFailure): void;
}

export type Entry =
  | { readonly ok: true; readonly place: Place }
  | { readonly ok: false; readonly reason: 'full' | 'spacing' }
  /**
   * Nobody may enter now: the key or its quota is refused, and another try would only confirm it, or
   * the service has asked to be left alone.
   */
  | { readonly ok: false; readonly reason: 'refused'; readonly failure: LyriaFailure };

/** Where stations ask for sessions: one guild's may have another key than the others'. */
export interface Gates {
  /** Between two attempts at what was refused. */
  readonly probeMs: number;
  of(guildId: string): Gate;
}

/** The gate as a station knows it: here, or asked of another process. */
export interface Gate {
  /** Between two attempts at what was refused. */
  readonly probeMs: number;
  /**
   * Asks for a place. To be asked again later where there is none.
   *
   * @param again called once, if at all: asking again at once is worth it. The same for each asker
   */
  enter(purpose: Purpose, again: () => void): Entry;
}

interface Refusal {
  failure: LyriaFailure;
  /** How many in a row have said so, probes and the first. */
  readonly times: number;
  readonly waitMs: number;
  probeAtMs: number;
  /** Who has entered since; what comes of it is not known. */
  probe: Place | undefined;
}

/**
 * Decides when all stations, in whatever process, may open sessions with one key: not too many, not too
 * close together, and, once the key or its quota has been refused, one probe at a time for all of them.
 */
export class SessionGate implements Gate {
  readonly #clock: Clock;
  readonly #limits: GateLimits;
  readonly #key: SessionKey | undefined;
  #open = 0;
  #lastStartMs = Number.NEGATIVE_INFINITY;
  /** A session has sounded since the key was last given up: a refusal may be a mistake. */
  #isProven = false;
  #refusal: Refusal | undefined;

  constructor(clock: Clock, limits: Partial<GateLimits> = {}, key?: SessionKey) {
    this.#clock = clock;
    this.#limits = { ...DEFAULT_LIMITS, ...limits };
    this.#key = key;
  }

  /** Sessions open at present. */
  get open(): number {
    return this.#open;
  }

  /** The last that was heard of the key is that it, or its quota, is refused. */
  get isRefused(): boolean {
    return this.#refusal !== undefined;
  }

  /** Between two attempts at what was refused. */
  get probeMs(): number {
    return this.#limits.probeMs;
  }

  /**
   * Asks for a place; the last of several is only for a successor. While the key is refused, whoever
   * comes when a probe is due is the probe.
   */
  enter(purpose: Purpose): Entry {
    const nowMs = this.#clock.now();
    if (this.#refusal !== undefined && nowMs < this.#refusal.probeAtMs) {
      return { ok: false, reason: 'refused', failure: this.#refusal.failure };
    }
    const { maxSessions } = this.#limits;
    const kept = purpose === 'first' && maxSessions > 1 ? KEPT_FOR_SUCCESSORS : 0;
    if (this.#open >= maxSessions - kept) return { ok: false, reason: 'full' };
    if (nowMs - this.#lastStartMs < this.#limits.spacingMs) return { ok: false, reason: 'spacing' };
    const startBeforeMs = this.#lastStartMs;
    this.#open += 1;
    this.#lastStartMs = nowMs;
    let released = false;
    const release = (): void => {
      if (released) return;
      released = true;
      this.#open -= 1;
    };
    const cancel = (): void => {
      if (!released && this.#lastStartMs === nowMs) this.#lastStartMs = startBeforeMs;
      release();
    };
    const place: Place = {
      ...(this.#key !== undefined && { key: this.#key }),
      release,
      cancel,
      sounded: () => this.succeeded(),
      failed: (failure) => this.failed(failure, place),
    };
    // Nobody else probes before this one has had its time.
    if (this.#refusal !== undefined) {
      this.#refusal.probeAtMs = nowMs + this.#refusal.waitMs;
      this.#refusal.probe = place;
    }
    return { ok: true, place };
  }

  /** A session begun after the refusal brought its first audio: the key is good. */
  succeeded(): void {
    this.#refusal = undefined;
    this.#isProven = true;
  }

  /**
   * A session could not be opened or was closed by the service.
   *
   * @param place of that session
   */
  failed(failure: LyriaFailure, place?: Place): void {
    const before = this.#refusal;
    const isOfProbe = place !== undefined && before?.probe === place;
    // What is wrong now is told, and not what was wrong before; a mistake of ours is no news of it.
    const isNews = isOfProbe && failure.retry !== 'never';
    if (concernsKey(failure) || isNews || failure.retryAfterMs !== undefined) {
      // Only a probe makes the next wait longer, not every session that ends for the same.
      const isMore = before !== undefined && isOfKind(before.failure, failure);
      const times = isMore ? before.times + (isOfProbe ? 1 : 0) : 1;
      if (failure.retry === 'never' && times >= MOST_DOUBTED) this.#isProven = false;
      const waitMs = this.#waitMs(failure, times);
      const probeAtMs = this.#clock.now() + waitMs;
      this.#refusal = { failure, times, waitMs, probeAtMs, probe: undefined };
    }
  }

  #waitMs(failure: LyriaFailure, times: number): number {
    const { probeMs } = this.#limits;
    const { least, most } = RETRY_AFTER_MS;
    const asked = failure.retryAfterMs;
    const askedMs = asked === undefined ? 0 : Math.min(most, Math.max(least, asked));
    const doubled = 2 ** (times - 1);
    if (!concernsKey(failure)) {
      return Math.max(askedMs, Math.min(MOST_OTHER_MS, FIRST_WAIT_MS.other * doubled));
    }
    if (failure.retry === 'never') {
      const ownMs = this.#isProven
        ? Math.min(MOST_DOUBTED_MS, FIRST_WAIT_MS.doubted * doubled)
        : probeMs;
      return Math.max(askedMs, Math.min(probeMs, ownMs));
    }
    // The first wait is the service's to choose; a service that keeps asking for less is not hammered.
    const firstMs = asked === undefined ? FIRST_WAIT_MS.later : askedMs;
    return Math.max(askedMs, Math.min(probeMs, firstMs * doubled));
  }
}

function isOfKind(one: LyriaFailure, other: LyriaFailure): boolean {
  return one.retry === other.retry && concernsKey(one) === concernsKey(other);
}
