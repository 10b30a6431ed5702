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

  /**
   * Several at once: each call takes as long as all that is known is large.
   *
   * @returns whether one of them was not known before
   */
  learn(...secrets: readonly string[]): boolean {
    const before = this.#known.size;
    for (const secret of secrets) this.#known.add(secret);
    if (this.#known.size === before) return false;
    this.#redact = createRedact([...this.#known]);
    return true;
  }

  /** It came to nothing, and is written nowhere any more. */
  forget(secret: string): void {
    if (this.#known.delete(secret)) this.#redact = createRedact([...this.#known]);
  }
}
