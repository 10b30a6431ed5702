import type { Clock, Timer } from '../clock.ts';
import type { Conditions } from '../conditions.ts';
import { FailureError } from '../failure.ts';
import { ReconnectDelays } from './gateway/waits.ts';

/**
 * Whether a start waits for a Discord that cannot be reached. It does where music is to come back,
 * as after a kill in the middle of an outage: nobody else may start the bot once more. Whoever starts
 * one that has nothing to bring back is told at once instead.
 */
export class StartPatience {
  readonly #isPatient: boolean;
  readonly #clock: Clock;
  readonly #conditions: Conditions;
  readonly #delays: ReconnectDelays;
  #wait: Timer | undefined;
  #closed = false;

  constructor(options: {
    readonly isPatient: boolean;
    readonly clock: Clock;
    readonly conditions: Conditions;
    /** 0 up to 1 */
    readonly random: () => number;
  }) {
    this.#isPatient = options.isPatient;
    this.#clock = options.clock;
    this.#conditions = options.conditions;
    this.#delays = new ReconnectDelays(options.random);
  }

  /**
   * Asks, and again for as long as Discord cannot be reached. Never resolves after `close`.
   *
   * @throws whatever else keeps it from an answer; that, too, where the start is not patient
   */
  async outlast<T>(ask: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof FailureError) || !this.bears(error)) throw error;
        await this.#pause();
      }
    }
  }

  /** Tells the operator, where it is borne; over when the gateway has been reached. */
  bears({ failure }: FailureError): boolean {
    if (!this.#isPatient || failure.code !== 'discord.unreachable') return false;
    this.#conditions.raise(
      'discord.lost',
      `${failure.operatorText} What played is kept, and the bot goes on trying.`,
    );
    return true;
  }

  close(): void {
    this.#closed = true;
    this.#wait?.cancel();
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      if (!this.#closed) this.#wait = this.#clock.after(this.#delays.next(), resolve);
    });
  }
}
