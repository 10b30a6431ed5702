import type { LiveClientMessage } from './clientMessages.ts';
import { HEARD_RATE } from './session.ts';

/** Longer than any set-up or tool takes; it also bounds what a session holds: 430 kB in base64. */
const MOST_UNSENT_SAMPLES = 10 * HEARD_RATE;
/** What is longer is not said again; no turn of a press is. */
const MOST_KEPT_SAMPLES = 20 * HEARD_RATE;

interface Item {
  readonly message: LiveClientMessage;
  readonly samples: number;
}

/**
 * What a member says in one turn: what is still to be sent, and, until the service answers, all of it,
 * so that it can be said again to another session.
 */
export class OpenTurn {
  /** All of the turn, for another session; undefined once it has been answered, or is too long. */
  #kept: Item[] | undefined;
  #keptSamples = 0;
  #unsent: Item[] = [];
  #unsentSamples = 0;
  #isOpen = false;
  #isUnanswered = false;

  /** Between its beginning and its end. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Said to the end, and no answer yet. */
  get isWaitingForAnswer(): boolean {
    return !this.#isOpen && this.#isUnanswered;
  }

  get canBeSaidAgain(): boolean {
    return this.#kept !== undefined;
  }

  begin(message: LiveClientMessage): void {
    this.#kept = [];
    this.#keptSamples = 0;
    this.#isOpen = true;
    this.#isUnanswered = true;
    this.#push({ message, samples: 0 });
  }

  /** Lost outside of a turn, and where too much waits already. */
  add(message: LiveClientMessage, samples: number): void {
    if (!this.#isOpen || this.#unsentSamples + samples > MOST_UNSENT_SAMPLES) return;
    this.#push({ message, samples });
  }

  /** Exactly one end for each beginning: two in a row have left sessions without an answer. */
  end(message: LiveClientMessage): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#push({ message, samples: 0 });
  }

  answered(): void {
    if (this.#isOpen) return;
    this.#isUnanswered = false;
    this.#kept = undefined;
  }

  takeUnsent(): readonly LiveClientMessage[] {
    const messages = this.#unsent.map(({ message }) => message);
    this.#unsent = [];
    this.#unsentSamples = 0;
    return messages;
  }

  /** To another session: from its beginning. */
  sayAgain(): void {
    this.#unsent = [...(this.#kept ?? [])];
    this.#unsentSamples = this.#unsent.reduce((sum, { samples }) => sum + samples, 0);
  }

  #push(item: Item): void {
    this.#keptSamples += item.samples;
    if (this.#keptSamples > MOST_KEPT_SAMPLES) this.#kept = undefined;
    this.#kept?.push(item);
    this.#unsent.push(item);
    this.#unsentSamples += item.samples;
  }
}
