import type { Timer } from '#src/clock.ts';
import type { Interaction } from '../interactions/Interaction.ts';
import type { WorldTime } from '../world/WorldTime.ts';
import { PersonError } from './PersonError.ts';

export interface Patience {
  /** How often it is done again at most. */
  readonly times: number;
  /** From "This interaction failed" to the next try, ms. */
  readonly afterMs: number;
}

/** What a person does again and again until the bot has answered. */
export interface Tries {
  readonly first: Interaction;
  /**
   * All of them, once one was answered, the last has failed, or the client offers it no longer.
   * Never rejects.
   */
  readonly done: Promise<readonly Interaction[]>;
}

/**
 * People whose client says that an interaction failed do the same again. The bot may have heard of
 * the first one all the same, only too late: it gets two interactions for one wish.
 */
export class Insistence {
  readonly #time: WorldTime;
  readonly #pauses = new Map<Timer, () => void>();
  #closed = false;

  constructor(time: WorldTime) {
    this.#time = time;
  }

  /** @throws PersonError when it cannot be done even once. */
  start(deed: () => Interaction, patience: Patience): Tries {
    const first = deed();
    return { first, done: this.#goOn(first, deed, patience) };
  }

  /** Nothing is done again from now on. */
  close(): void {
    this.#closed = true;
    for (const [timer, goOn] of this.#pauses) {
      timer.cancel();
      goOn();
    }
  }

  async #goOn(
    first: Interaction,
    deed: () => Interaction,
    { times, afterMs }: Patience,
  ): Promise<readonly Interaction[]> {
    const tries = [first];
    let last = first;
    await last.settled;
    while (last.state === 'failed' && tries.length <= times) {
      await this.#pause(afterMs);
      if (this.#closed) break;
      try {
        last = deed();
      } catch (error) {
        // The button is gone or greyed out by now: there is nothing left to press.
        if (error instanceof PersonError) break;
        throw error;
      }
      tries.push(last);
      await last.settled;
    }
    return tries;
  }

  async #pause(delayMs: number): Promise<void> {
    if (this.#closed) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = this.#time.after(delayMs, resolve);
    this.#pauses.set(timer, resolve);
    await promise;
    this.#pauses.delete(timer);
  }
}
