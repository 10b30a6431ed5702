import type { Clock, Timer } from '#src/clock.ts';
import { FailureError } from '#src/failure.ts';
import type { LyriaFailure } from '#src/lyria/failure.ts';
import type { LyriaEvent, LyriaSession, OpenLyriaSession } from '#src/lyria/session.ts';
import { Delivered } from './Delivered.ts';
import { type LyriaCounts, noCounts } from './lyriaCounts.ts';
import { failure, MISTAKES } from './lyriaFailure.ts';
import type { LyriaProfile } from './lyriaProfile.ts';
import type { Material } from './material.ts';
import { between, type Random, waitingTimeMs } from './random.ts';
import { SessionModel } from './SessionModel.ts';

type Spell = { readonly untilMs: number; readonly failure: LyriaFailure };

/**
 * Lyria RealTime as measured, with all its faults, under a virtual clock: one key's view of the
 * service. The same seed and calls give the same behaviour.
 */
export class ModelLyria {
  readonly counts: LyriaCounts = noCounts();
  readonly delivered = new Delivered();
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #profile: LyriaProfile;
  readonly #material: Material;
  readonly #sessions = new Set<SessionModel>();
  readonly #timers = new Set<Timer>();
  #newest: SessionModel | undefined;
  #opening = 0;
  #spell: Spell | undefined;
  #lastOpenMs = Number.NEGATIVE_INFINITY;
  /** Total time of outages and refusals for quota so far, ms. */
  #deadMs = 0;
  #refusedUntilMs = Number.NEGATIVE_INFINITY;

  constructor(options: {
    readonly clock: Clock;
    readonly random: Random;
    readonly profile: LyriaProfile;
    readonly material: Material;
  }) {
    this.#clock = options.clock;
    this.#random = options.random;
    this.#profile = options.profile;
    this.#material = options.material;
    this.#scheduleSpells();
  }

  readonly open: OpenLyriaSession = ({ onEvent, signal }) => {
    this.#opening += 1;
    this.#noteSessions();
    return new Promise<LyriaSession>((resolve, reject) => {
      const settle = (): void => {
        this.#opening -= 1;
        signal.removeEventListener('abort', onAbort);
      };
      const onAbort = (): void => {
        timer.cancel();
        settle();
        reject(new FailureError(failure('lyria.aborted', 'never')));
      };
      const timer = this.#clock.after(between(this.#random, ...this.#profile.openMs), () => {
        settle();
        const spell = this.spell;
        if (spell !== undefined) {
          if (spell.failure.code === 'lyria.quota') this.counts.quotaRefusals += 1;
          if (MISTAKES.includes(spell.failure)) this.counts.mistakes += 1;
          reject(new FailureError(spell.failure));
          return;
        }
        resolve(this.#openSession(onEvent));
      });
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort, { once: true });
    });
  };

  /** The outage or quota refusal in force now. */
  get spell(): Spell | undefined {
    if (this.#spell !== undefined && this.#clock.now() >= this.#spell.untilMs) {
      this.#spell = undefined;
    }
    return this.#spell;
  }

  /** The session opened last. */
  get newest(): SessionModel | undefined {
    return this.#newest;
  }

  /** Milliseconds in which nothing could be opened, so far. */
  get deadMs(): number {
    return this.#deadMs;
  }

  /** When the last spell in which nothing could be opened ends, or ended. */
  get refusedUntilMs(): number {
    return this.#refusedUntilMs;
  }

  get openSessions(): number {
    return this.#sessions.size;
  }

  /** Ends everything it has going; for the end of a run. */
  close(): void {
    for (const timer of this.#timers) timer.cancel();
    for (const session of [...this.#sessions]) session.close();
  }

  #openSession(onEvent: (event: LyriaEvent) => void): LyriaSession {
    const nowMs = this.#clock.now();
    const crowded = nowMs - this.#lastOpenMs < this.#profile.crowdedStartMs;
    this.#lastOpenMs = nowMs;
    const refused = crowded && this.#random() < this.#profile.crowdedStartChance;
    if (refused) this.counts.refusedStarts += 1;
    this.counts.opened += 1;
    const session: SessionModel = new SessionModel({
      clock: this.#clock,
      random: this.#random,
      profile: this.#profile,
      material: this.#material,
      counts: this.counts,
      refused,
      onEvent: (event) => {
        if (event.type === 'closed') this.#sessions.delete(session);
        if (event.type === 'audio') this.delivered.push(session, event.chunk.pcm);
        onEvent(event);
      },
    });
    this.#sessions.add(session);
    this.#newest = session;
    this.#noteSessions();
    return session;
  }

  #noteSessions(): void {
    const count = this.#sessions.size + this.#opening;
    this.counts.mostSessions = Math.max(this.counts.mostSessions, count);
  }

  /** Sets the alarms for outages and quota refusals, each followed by the next. */
  #scheduleSpells(): void {
    const { outageEveryMs, outageMs, quotaEveryMs, quotaMs } = this.#profile;
    this.#everySoOften(outageEveryMs, () => {
      this.counts.outages += 1;
      this.#begin(failure('lyria.outage', 'soon'), between(this.#random, ...outageMs));
      for (const session of [...this.#sessions]) session.fail(failure('lyria.outage', 'soon'));
    });
    const { mistakeEveryMs, mistakeMs } = this.#profile;
    this.#everySoOften(mistakeEveryMs, () => {
      const mistake = MISTAKES[Math.floor(this.#random() * MISTAKES.length)] ?? MISTAKES[0];
      if (mistake === undefined) return;
      this.#begin(mistake, between(this.#random, ...mistakeMs));
      // Whatever runs is closed along with it; or nothing is, and the next change of sessions meets it.
      if (this.#random() < 0.5) return;
      this.counts.mistakes += this.#sessions.size;
      for (const session of [...this.#sessions]) session.fail(mistake);
    });
    this.#everySoOften(quotaEveryMs, () =>
      this.#begin(failure('lyria.quota', 'later'), between(this.#random, ...quotaMs)),
    );
  }

  #begin(cause: LyriaFailure, durationMs: number): void {
    this.#spell = { untilMs: this.#clock.now() + durationMs, failure: cause };
    this.#deadMs += durationMs;
    this.#refusedUntilMs = this.#clock.now() + durationMs;
  }

  #everySoOften(meanMs: number, happen: () => void): void {
    const timer = this.#clock.after(waitingTimeMs(this.#random, meanMs), () => {
      this.#timers.delete(timer);
      happen();
      this.#everySoOften(meanMs, happen);
    });
    this.#timers.add(timer);
  }
}
