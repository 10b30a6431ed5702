/** What is wrong with the service at the moment. */
export interface ServiceState {
  /** Audio made per real time once the lead is used up; the real service reaches 0.97 to 0.99. */
  readonly pace: number;
  /** No audio at all, while the connection stays up. */
  readonly stalled: boolean;
}

/** A service at its best. */
const FAIR_WEATHER: ServiceState = { pace: 1, stalled: false };

/**
 * The faults of one generator, switched on and off while it runs. Every session reads them at each
 * step; those that wait are woken by a change.
 */
export class Conditions {
  #state = FAIR_WEATHER;
  readonly #listeners = new Set<() => void>();

  get state(): ServiceState {
    return this.#state;
  }

  /** Changes what is named and leaves the rest. */
  set(change: Partial<ServiceState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  /** Returns the function that unsubscribes. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
