import type { Clock } from '#src/clock.ts';
import { Refusals } from '../Refusals.ts';
import { ProtocolError } from './closing.ts';
import type { VoiceAttempt } from './contract.ts';

/** Far more than a test makes. */
const REMEMBERED_ATTEMPTS = 1_000;

/** Counts who identifies and resumes, and refuses them on demand. */
export class Entrance {
  readonly #clock: Clock;
  readonly #attempts: VoiceAttempt[] = [];
  readonly #refusals = new Refusals();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get attempts(): readonly VoiceAttempt[] {
    return [...this.#attempts];
  }

  /** Refuses the next `times` attempts, for whatever reason the code stands; undefined: no more. */
  refuse(closeCode: number | undefined, times: number): void {
    this.#refusals.set(closeCode, times);
  }

  /** Lets somebody in by `enter`, which throws a ProtocolError when they may not. */
  admit<T>(kind: VoiceAttempt['kind'], enter: () => T): T {
    try {
      this.#refuse();
      const entered = enter();
      this.#remember(kind, null);
      return entered;
    } catch (error) {
      if (error instanceof ProtocolError) this.#remember(kind, error.closeCode);
      throw error;
    }
  }

  #refuse(): void {
    const closeCode = this.#refusals.take();
    if (closeCode !== null) throw new ProtocolError(closeCode);
  }

  #remember(kind: VoiceAttempt['kind'], closeCode: number | null): void {
    this.#attempts.push({ kind, atMs: this.#clock.now(), closeCode });
    if (this.#attempts.length > REMEMBERED_ATTEMPTS) this.#attempts.shift();
  }
}
