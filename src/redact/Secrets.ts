import { createRedact, type Redact } from './createRedact.ts';

/** What no text may hold, of which more may become known while the program runs. */
export class Secrets {
  readonly #known: Set<string>;
  #redact: Redact;

  constructor(secrets: readonly string[]) {
    this.#known = new Set(secrets);
    this.#redact = createRedact(secrets);
  }

  /** Takes out all that is known by then. */
  readonly redact: Redact = (text) => this.#redact(text);

  learn(secret: string): void {
    if (this.#known.has(secret)) return;
    this.#known.add(secret);
    this.#redact = createRedact([...this.#known]);
  }

  /** It came to nothing, and is written nowhere any more. */
  forget(secret: string): void {
    if (this.#known.delete(secret)) this.#redact = createRedact([...this.#known]);
  }
}
