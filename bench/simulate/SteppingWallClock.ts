import { oneOf, type Random, waitingTimeMs } from './random.ts';
import type { SimulatedClock } from './SimulatedClock.ts';

const BEGIN_EPOCH_MS = Date.UTC(2026, 0, 1);
const EVERY_MS = 30 * 60_000;
/** Set by hand, by a time service after a sleep, or by daylight saving done wrong. */
const STEPS_MS = [60_000, -60_000, -3_600_000, 3_600_000] as const;

/**
 * What the machine says is the time of day, set now and then while the virtual clock runs evenly: in
 * a simulated run whatever asks `Date.now` is told this.
 */
export class SteppingWallClock implements Disposable {
  steps = 0;
  readonly #clock: SimulatedClock;
  readonly #random: Random;
  readonly #real = Date.now;
  #offsetMs = BEGIN_EPOCH_MS;
  #stopped = false;

  constructor(random: Random, clock: SimulatedClock) {
    this.#random = random;
    this.#clock = clock;
    this.#schedule();
    Date.now = () => Math.round(this.#clock.now() + this.#offsetMs);
  }

  [Symbol.dispose](): void {
    this.#stopped = true;
    Date.now = this.#real;
  }

  #schedule(): void {
    this.#clock.after(waitingTimeMs(this.#random, EVERY_MS), () => {
      if (this.#stopped) return;
      this.steps += 1;
      this.#offsetMs += oneOf(this.#random, STEPS_MS);
      this.#schedule();
    });
  }
}
