import type { Clock } from '../../clock.ts';

/** Sooner, somebody presses twice; later, they press again because they have heard nothing. */
const MISSED_AFTER_MS = 1_000;
/** Whoever presses again after "This interaction failed" does so soon. */
const FORGOTTEN_AFTER_MS = 60_000;

/**
 * Presses that are carried out and whose member does not know it: the acknowledgement is on its way,
 * or came too late, and Discord said that the press had failed. Whoever presses again means the same
 * press, not its opposite.
 */
export class UnheardPresses {
  readonly #clock: Clock;
  readonly #presses = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  carriedOut(userId: string, customId: string): void {
    const nowMs = this.#clock.now();
    for (const [press, atMs] of this.#presses) {
      if (nowMs - atMs >= FORGOTTEN_AFTER_MS) this.#presses.delete(press);
    }
    this.#presses.set(keyOf(userId, customId), nowMs);
  }

  acknowledged(userId: string, customId: string): void {
    this.#presses.delete(keyOf(userId, customId));
  }

  /** Whether this press repeats one of those. */
  isRepeated(userId: string, customId: string): boolean {
    const atMs = this.#presses.get(keyOf(userId, customId));
    if (atMs === undefined) return false;
    const ageMs = this.#clock.now() - atMs;
    return ageMs >= MISSED_AFTER_MS && ageMs < FORGOTTEN_AFTER_MS;
  }
}

function keyOf(userId: string, customId: string): string {
  return `${userId} ${customId}`;
}
