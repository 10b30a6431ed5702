import type { Clock } from '../clock.ts';
import type { LyriaFailure, LyriaFailureCode } from '../lyria/failure.ts';

export interface GateLimits {
  /** Sessions open at the same time in this process; of several, one is kept for successors. */
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

/** After a failure that time mends: the first probe, unless probes are closer anyway. */
const FIRST_LATER_PROBE_MS = 30_000;

/** What says something about the key, and so about every station, rather than about one session. */
const ABOUT_THE_KEY: ReadonlySet<LyriaFailureCode> = new Set([
  'lyria.quota',
  'lyria.bad-key',
  'lyria.region',
  'lyria.denied',
]);

/** What a session is for: a station's first sound, or music that goes on. */
export type Purpose = 'first' | 'successor';

/** One session's place among those of the process; to be given back once. */
export interface Place {
  release(): void;
  /** Gives it back and forgets the start: no session came of it. */
  cancel(): void;
}

export type Entry =
  | { readonly ok: true; readonly place: Place }
  | { readonly ok: false; readonly reason: 'full' | 'spacing' }
  /** The key or its quota is known to be refused; another try would only confirm it. */
  | { readonly ok: false; readonly reason: 'refused'; readonly failure: LyriaFailure };

/**
 * Decides when the stations of this process may open sessions with their one key: not too many,
 * not too close together, and, once the key or its quota has been refused, one probe at a time
 * for all of them.
 */
export class SessionGate {
  readonly #clock: Clock;
  readonly #limits: GateLimits;
  #open = 0;
  #lastStartMs = Number.NEGATIVE_INFINITY;
  /** `probing`: somebody has entered since, and what comes of it is not known. */
  #refusal:
    | { failure: LyriaFailure; probeAtMs: number; waitMs: number; probing: boolean }
    | undefined;

  constructor(clock: Clock, limits: Partial<GateLimits> = {}) {
    this.#clock = clock;
    this.#limits = { ...DEFAULT_LIMITS, ...limits };
  }

  get openSessions(): number {
    return this.#open;
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
    // Nobody else probes before this one has had its time.
    if (this.#refusal !== undefined) {
      this.#refusal.probeAtMs = nowMs + this.#refusal.waitMs;
      this.#refusal.probing = true;
    }
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
    return { ok: true, place: { release, cancel } };
  }

  /** A session begun after the refusal brought its first audio: the key is good. */
  succeeded(): void {
    this.#refusal = undefined;
  }

  /** A session could not be opened or was closed by the service. */
  failed(failure: LyriaFailure): void {
    if (!ABOUT_THE_KEY.has(failure.code)) return;
    if (failure.retry === 'never') {
      this.#refuse(failure, this.#limits.probeMs);
    } else if (failure.retry === 'later') {
      const waitMs = Math.min(this.#limits.probeMs, this.#nextLaterProbeMs());
      this.#refuse(failure, waitMs);
    }
  }

  /** Only a probe in vain makes the next wait longer, not every session that ends for the same. */
  #nextLaterProbeMs(): number {
    if (this.#refusal === undefined) return FIRST_LATER_PROBE_MS;
    return this.#refusal.probing ? 2 * this.#refusal.waitMs : this.#refusal.waitMs;
  }

  #refuse(failure: LyriaFailure, waitMs: number): void {
    const probeAtMs = this.#clock.now() + waitMs;
    this.#refusal = { failure, waitMs, probeAtMs, probing: false };
  }
}
