import type { Clock, Timer } from '../../clock.ts';
import type { Log } from '../../log.ts';

/**
 * Shortest time between two edits of one panel. Discord lets a message older than an hour be
 * edited about 3 times in 6 s and channel; younger ones 5 times in 5 s. One pace for both leaves
 * room for a press's own update.
 */
export const EDIT_SPACING_MS = 2_500;

/**
 * Keeps one message up to date with as few edits as it takes: however often `changed` is called,
 * edits are at least `EDIT_SPACING_MS` apart, never overlap, and the last one shows the last
 * state.
 */
export class PanelKeeper {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #edit: () => Promise<void>;
  #timer: Timer | undefined;
  #running = false;
  #stale = false;
  #closed = false;
  #lastMs = Number.NEGATIVE_INFINITY;

  /**
   * @param edit draws the panel as it is when called; a failure is logged and the next change
   * tries again
   */
  constructor(edit: () => Promise<void>, clock: Clock, log: Log) {
    this.#edit = edit;
    this.#clock = clock;
    this.#log = log;
  }

  /** What the panel shows has changed. */
  changed(): void {
    if (this.#closed) return;
    this.#stale = true;
    this.#schedule();
  }

  /**
   * Whether a press may be answered with the new panel itself (which is an edit, too) rather than
   * with a bare acknowledgement; counts as that edit when it may.
   */
  takeTurn(): boolean {
    if (this.#closed || this.#running || this.#wait() > 0) return false;
    this.#lastMs = this.#clock.now();
    return true;
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
  }

  #wait(): number {
    return Math.max(0, this.#lastMs + EDIT_SPACING_MS - this.#clock.now());
  }

  #schedule(): void {
    if (this.#running || this.#timer !== undefined) return;
    this.#timer = this.#clock.after(this.#wait(), () => {
      this.#timer = undefined;
      void this.#run();
    });
  }

  async #run(): Promise<void> {
    // A press may have taken the turn while this one waited for it.
    if (this.#wait() > 0) return this.#schedule();
    this.#running = true;
    this.#stale = false;
    this.#lastMs = this.#clock.now();
    try {
      await this.#edit();
    } catch (error) {
      this.#log.warn({ error }, 'a panel could not be edited');
    }
    this.#running = false;
    if (this.#stale && !this.#closed) this.#schedule();
  }
}
