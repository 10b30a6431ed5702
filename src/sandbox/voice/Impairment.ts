import type { Clock } from '#src/clock.ts';
import type { NetworkConditions } from './contract.ts';
import { randomNumbers } from './randomNumbers.ts';

/** How much later a reordered datagram comes: two or three voice packets overtake it. */
const REORDERED_BY_MS = 50;

export type Fate = 'passed' | 'delayed' | 'reordered' | 'lost';

/** One direction of a bad network: loses, delays and reorders what goes through it. */
export class Impairment {
  readonly #clock: Clock;
  readonly #conditions: NetworkConditions;
  readonly #random: () => number;
  /** On their way, in the order in which they arrive. */
  readonly #inOrder: (() => void)[] = [];
  #lastDueMs = 0;

  /** `stream` tells apart the directions that share a seed. */
  constructor(clock: Clock, conditions: NetworkConditions, stream: number) {
    this.#clock = clock;
    this.#conditions = conditions;
    this.#random = randomNumbers(conditions.seed + stream);
  }

  /** Calls `deliver` once, at once or later, or never. */
  pass(deliver: () => void): Fate {
    const { loss, delayMs, jitterMs, reordering } = this.#conditions;
    // Always as many numbers a datagram, so that a seed's losses do not depend on the rest.
    const [lost, reordered, jitter] = [this.#random(), this.#random(), this.#random()];
    if (lost < loss) return 'lost';
    const latenessMs = delayMs + jitter * jitterMs;
    if (reordered < reordering) {
      this.#clock.after(latenessMs + REORDERED_BY_MS, deliver);
      return 'reordered';
    }
    if (latenessMs === 0) {
      deliver();
      return 'passed';
    }
    const nowMs = this.#clock.now();
    this.#lastDueMs = Math.max(this.#lastDueMs, nowMs + latenessMs);
    this.#inOrder.push(deliver);
    // Timers of nearly the same time may fire in any order: each lets the eldest go.
    this.#clock.after(this.#lastDueMs - nowMs, () => this.#inOrder.shift()?.());
    return 'delayed';
  }
}
