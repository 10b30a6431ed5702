import type { Clock } from '../clock.ts';
import type { LyriaFailure } from '../lyria/failure.ts';
import type { Entry, Gate, Gates, Place, Purpose, SessionKey } from '../station/SessionGate.ts';
import type { FromNode, HeldPlaces, PermitAnswer } from './Wire.ts';

/** An answer is there within milliseconds: one that is not has been lost with the wire or the control side. */
const LOST_AFTER_MS = 2_000;
/** A place that nobody takes any more goes back after this. */
const KEPT_MS = 1_000;

interface Asked {
  readonly id: number;
  readonly guildId: string;
  readonly purpose: Purpose;
}

interface Answer extends Asked {
  readonly answer: PermitAnswer;
}

/**
 * The gates of all processes, as a media node asks them: caps and spacing belong to the key. The first
 * asking only sends for an answer; it is there when the caller is told to ask again.
 */
export class RemoteGates implements Gates {
  readonly probeMs: number;
  readonly #clock: Clock;
  readonly #send: (message: FromNode) => void;
  readonly #asked = new Map<
    number,
    Asked & { readonly again: () => void; readonly atMs: number }
  >();
  readonly #answers = new Set<Answer>();
  /** Of sessions that are open, or about to be. */
  readonly #taken = new Set<number>();
  #lastId = 0;

  constructor(options: {
    readonly probeMs: number;
    readonly clock: Clock;
    readonly send: (message: FromNode) => void;
  }) {
    this.probeMs = options.probeMs;
    this.#clock = options.clock;
    this.#send = options.send;
  }

  of(guildId: string): Gate {
    const { probeMs } = this;
    return { probeMs, enter: (purpose, again) => this.#enter(guildId, purpose, again) };
  }

  /** Places that are used or waited for: any other, up to the newest asked for, is nobody's. */
  get places(): HeldPlaces {
    const answered = Array.from(this.#answers, ({ id }) => id);
    return { newest: this.#lastId, held: [...this.#asked.keys(), ...answered, ...this.#taken] };
  }

  /** What the gate says to a request of this one. */
  take(id: number, answer: PermitAnswer): void {
    const asked = this.#asked.get(id);
    if (asked === undefined) {
      // Given up as lost: the place it may have is nobody's.
      if (answer.ok) this.#send({ kind: 'release', id, isUnused: true });
      return;
    }
    this.#asked.delete(id);
    const { guildId, purpose } = asked;
    const kept = { id, guildId, purpose, answer };
    this.#answers.add(kept);
    asked.again();
    if (!this.#answers.has(kept)) return;
    this.#clock.after(KEPT_MS, () => {
      if (this.#answers.delete(kept) && answer.ok) {
        this.#send({ kind: 'release', id, isUnused: true });
      }
    });
  }

  #enter(guildId: string, purpose: Purpose, again: () => void): Entry {
    for (const kept of this.#answers) {
      if (kept.guildId !== guildId || kept.purpose !== purpose) continue;
      this.#answers.delete(kept);
      const { answer } = kept;
      return answer.ok ? { ok: true, place: this.#placeOf(kept.id, answer.key) } : answer;
    }
    // Whoever looks again before the answer is there has asked already.
    const nowMs = this.#clock.now();
    for (const asked of [...this.#asked.values()]) {
      if (asked.again !== again || asked.purpose !== purpose) continue;
      if (nowMs - asked.atMs < LOST_AFTER_MS) return { ok: false, reason: 'spacing' };
      this.#asked.delete(asked.id);
    }
    this.#lastId += 1;
    const id = this.#lastId;
    this.#asked.set(id, { id, guildId, purpose, again, atMs: nowMs });
    this.#send({ kind: 'ask', id, guildId, purpose });
    return { ok: false, reason: 'spacing' };
  }

  #placeOf(id: number, key: SessionKey | undefined): Place {
    this.#taken.add(id);
    const give = (isUnused: boolean): void => {
      if (this.#taken.delete(id)) this.#send({ kind: 'release', id, isUnused });
    };
    return {
      ...(key !== undefined && { key }),
      release: () => give(false),
      cancel: () => give(true),
      sounded: () => this.#send({ kind: 'sounded', id }),
      failed: (failure: LyriaFailure) => this.#send({ kind: 'failed', failure, id }),
    };
  }
}
