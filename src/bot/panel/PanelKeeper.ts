import type { Clock, Timer } from '../../clock.ts';
import type { Log } from '../../log.ts';

/**
 * Shortest time between two edits of one panel. Discord lets a message older than an hour be
 * edited about 3 times in 6 s and channel; younger ones 5 times in 5 s. One pace for both leaves
 * room for a press's own update.
 */
export const EDIT_SPACING_MS = 2_500;
/**
 * From the second failure in a row on the wait grows by this factor, up to this: whoever keeps sending what is refused
 * is shut out by Discord (10,000 times in ten minutes, all servers together).
 */
const FAILURE_FACTOR = 4;
const MOST_WAIT_MS = 120_000;

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
  /** Edits in a row that have failed. */
  #failures = 0;
  #lastMs = Number.NEGATIVE_INFINITY;

  /**
   * @param edit draws the panel as it is when called; a failure is logged, and it is tried again
   * less and less often
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

  /** Discord may be reached again: what could not be shown is shown soon. */
  retry(): void {
    this.#failures = 0;
    if (this.#timer === undefined) return;
    this.#timer.cancel();
    this.#timer = undefined;
    this.#schedule();
  }

  /**
   * Whether a press may be answered with the new panel itself (which is an edit, too) rather than
   * with a bare acknowledgement; counts as that edit when it may.
   */
  takeTurn(): boolean {
    // A press needs no permission in the channel: it is drawn where an edit is refused.
    if (this.#closed || this.#running || this.#wait(EDIT_SPACING_MS) > 0) return false;
    this.#lastMs = this.#clock.now();
    return true;
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
  }

  #wait(spacingMs = this.#spacingMs()): number {
    return Math.max(0, this.#lastMs + spacingMs - this.#clock.now());
  }

  #spacingMs(): number {
    const growth = FAILURE_FACTOR ** Math.max(0, this.#failures - 1);
    return Math.min(MOST_WAIT_MS, EDIT_SPACING_MS * growth);
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
      this.#failures = 0;
    } catch (error) {
      // Once for all that follow: an outage, or a permission that is missing, lasts.
      const level = this.#failures === 0 ? 'warn' : 'debug';
      this.#log[level]({ error }, 'a panel could not be edited');
      this.#failures += 1;
      this.#stale = true;
    }
    this.#running = false;
    if (this.#stale && !this.#closed) this.#schedule();
  }
}
