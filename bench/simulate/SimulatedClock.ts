import type { Clock, Timer } from '#src/clock.ts';

interface Alarm {
  readonly atMs: number;
  readonly callback: () => void;
}

/** A virtual clock made for speed: alarms in order, none looked at before it is due. */
export class SimulatedClock implements Clock {
  #nowMs = 0;
  /** The next alarm last. */
  readonly #alarms: Alarm[] = [];

  now(): number {
    return this.#nowMs;
  }

  after(delayMs: number, callback: () => void): Timer {
    const alarm = { atMs: this.#nowMs + Math.max(0, delayMs), callback };
    // Later alarms first; of those due at the same time the one set first is nearer to the end.
    let index = this.#alarms.length;
    while (index > 0 && (this.#alarms[index - 1]?.atMs ?? 0) <= alarm.atMs) index -= 1;
    this.#alarms.splice(index, 0, alarm);
    return {
      cancel: () => {
        const at = this.#alarms.indexOf(alarm);
        if (at >= 0) this.#alarms.splice(at, 1);
      },
    };
  }

  /** Lets time pass until the next alarm or `untilMs`. Returns whether an alarm rang. */
  advance(untilMs: number): boolean {
    const next = this.#alarms.at(-1);
    if (next === undefined || next.atMs > untilMs) {
      this.#nowMs = untilMs;
      return false;
    }
    this.#alarms.pop();
    this.#nowMs = next.atMs;
    next.callback();
    return true;
  }
}
