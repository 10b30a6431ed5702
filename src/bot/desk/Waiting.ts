import type { Outcome } from '../../../commands/ports.ts';
import type { Clock } from '../../clock.ts';

/** After this the answer to `/lyria play` says "starting" rather than keep people waiting. */
const START_PATIENCE_MS = 8_000;

/** Who waits for a guild's station: for its first sound, or for the former one to have ended. */
export class Waiting {
  readonly #clock: Clock;
  readonly #starts = new Map<string, (outcome: Outcome) => void>();
  readonly #ends = new Map<string, PromiseWithResolvers<void>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves with how the start went, or as good when it takes long. */
  forStart(guildId: string): Promise<Outcome> {
    return new Promise((resolve) => {
      const timer = this.#clock.after(START_PATIENCE_MS, () => settle({ ok: true }));
      const settle = (outcome: Outcome): void => {
        timer.cancel();
        this.#starts.delete(guildId);
        resolve(outcome);
      };
      this.#starts.set(guildId, settle);
    });
  }

  /** @returns false when nobody waits for that start any more */
  started(guildId: string, outcome: Outcome): boolean {
    const settle = this.#starts.get(guildId);
    settle?.(outcome);
    return settle !== undefined;
  }

  /** Resolves when `ended` is called. */
  forEnd(guildId: string): Promise<void> {
    const ending = this.#ends.get(guildId) ?? Promise.withResolvers<void>();
    this.#ends.set(guildId, ending);
    return ending.promise;
  }

  ended(guildId: string): void {
    this.#ends.get(guildId)?.resolve();
    this.#ends.delete(guildId);
  }

  /** Nothing more comes: tells everybody who waits. */
  close(outcome: Outcome): void {
    for (const guildId of [...this.#ends.keys()]) this.ended(guildId);
    for (const guildId of [...this.#starts.keys()]) this.started(guildId, outcome);
  }
}
