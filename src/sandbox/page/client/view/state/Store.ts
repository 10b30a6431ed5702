import { FIRST_STATE, type PageState } from './PageState.ts';

/** The page's state, and who wants to know of its changes. */
export class Store {
  #state: PageState = FIRST_STATE;
  readonly #changed: () => void;

  /** @param changed called after every change */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get state(): PageState {
    return this.#state;
  }

  set(change: Partial<PageState>): void {
    this.#state = { ...this.#state, ...change };
    this.#changed();
  }

  replace(state: PageState): void {
    this.#state = state;
    this.#changed();
  }
}
