import type { Clock } from '../../clock.ts';

/** Whoever presses again after "This interaction failed" does so soon. */
const FORGOTTEN_AFTER_MS = 60_000;

/**
 * Presses that did what they were meant to although the member was told that they had failed, since
 * the acknowledgement came too late. Whoever presses again means the same press, not its opposite.
 */
export class UnheardPresses {
  readonly #clock: Clock;
  readonly #presses = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  note(userId: string, customId: string): void {
    const nowMs = this.#clock.now();
    for (const [press, atMs] of this.#presses) {
      if (nowMs - atMs >= FORGOTTEN_AFTER_MS) this.#presses.delete(press);
    }
    this.#presses.set(keyOf(userId, customId), nowMs);
  }

  /** Whether this press repeats one of those; once each. */
  take(userId: string, customId: string): boolean {
    const press = keyOf(userId, customId);
    const atMs = this.#presses.get(press);
    this.#presses.delete(press);
    return atMs !== undefined && this.#clock.now() - atMs < FORGOTTEN_AFTER_MS;
  }
}

function keyOf(userId: string, customId: string): string {
  return `${userId} ${customId}`;
}
