import type { Clock } from '../clock.ts';
import type { LyriaFailure } from '../lyria/failure.ts';
import type { Entry, Gate, Place, Purpose } from '../station/SessionGate.ts';
import type { FromNode, PermitAnswer } from './Wire.ts';

/** A place that nobody takes any more goes back after this. */
const KEPT_MS = 1_000;

interface Answer {
  readonly id: number;
  readonly purpose: Purpose;
  readonly answer: PermitAnswer;
}

/**
 * The gate of all processes, as a media node asks it: caps and spacing belong to the key. The first
 * asking only sends for an answer; it is there when the caller is told to ask again.
 */
export class RemoteGate implements Gate {
  readonly probeMs: number;
  readonly #clock: Clock;
  readonly #send: (message: FromNode) => void;
  readonly #asked = new Map<number, { readonly purpose: Purpose; readonly again: () => void }>();
  readonly #answers = new Set<Answer>();
  readonly #ids = new WeakMap<Place, number>();
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

  enter(purpose: Purpose, again: () => void): Entry {
    for (const kept of this.#answers) {
      if (kept.purpose !== purpose) continue;
      this.#answers.delete(kept);
      return kept.answer.ok ? { ok: true, place: this.#placeOf(kept.id) } : kept.answer;
    }
    // Whoever looks again before the answer is there has asked already.
    for (const asked of this.#asked.values()) {
      if (asked.again === again && asked.purpose === purpose)
        return { ok: false, reason: 'spacing' };
    }
    this.#lastId += 1;
    this.#asked.set(this.#lastId, { purpose, again });
    this.#send({ kind: 'ask', id: this.#lastId, purpose });
    return { ok: false, reason: 'spacing' };
  }

  /** What the gate says to a request of this one. */
  take(id: number, answer: PermitAnswer): void {
    const asked = this.#asked.get(id);
    if (asked === undefined) return;
    this.#asked.delete(id);
    const kept = { id, purpose: asked.purpose, answer };
    this.#answers.add(kept);
    asked.again();
    if (!this.#answers.has(kept)) return;
    this.#clock.after(KEPT_MS, () => {
      if (this.#answers.delete(kept) && answer.ok) {
        this.#send({ kind: 'release', id, isUnused: true });
      }
    });
  }

  succeeded(): void {
    this.#send({ kind: 'sounded' });
  }

  failed(failure: LyriaFailure, place?: Place): void {
    const id = place === undefined ? undefined : this.#ids.get(place);
    this.#send({ kind: 'failed', failure, ...(id !== undefined && { id }) });
  }

  #placeOf(id: number): Place {
    let isReleased = false;
    const give = (isUnused: boolean): void => {
      if (!isReleased) this.#send({ kind: 'release', id, isUnused });
      isReleased = true;
    };
    const place = { release: () => give(false), cancel: () => give(true) };
    this.#ids.set(place, id);
    return place;
  }
}
