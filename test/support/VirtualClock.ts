import type { Clock, Timer } from '#src/clock.ts';

interface Alarm {
  readonly atMs: number;
  readonly order: number;
  readonly callback: () => void;
}

/** A clock that a test owns: time passes only in `advance`, and alarms ring in order. */
export class VirtualClock implements Clock {
  #nowMs = 0;
  #order = 0;
  readonly #alarms = new Set<Alarm>();

  now(): number {
    return this.#nowMs;
  }

  after(delayMs: number, callback: () => void): Timer {
    const alarm = { atMs: this.#nowMs + Math.max(0, delayMs), order: this.#order++, callback };
    this.#alarms.add(alarm);
    return { cancel: () => this.#alarms.delete(alarm) };
  }

  /** How many timers are set: 0 when everything has cleaned up after itself. */
  get pending(): number {
    return this.#alarms.size;
  }

  /**
   * Lets `ms` of virtual time pass, ringing every alarm due on the way, and letting promises
   * settle after each.
   */
  async advance(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    for (let next = this.#nextDue(endMs); next !== undefined; next = this.#nextDue(endMs)) {
      this.#alarms.delete(next);
      this.#nowMs = next.atMs;
      next.callback();
      await settle();
    }
    this.#nowMs = endMs;
    await settle();
  }

  #nextDue(endMs: number): Alarm | undefined {
    let due: Alarm | undefined;
    for (const alarm of this.#alarms) {
      if (alarm.atMs > endMs) continue;
      if (
        due === undefined ||
        alarm.atMs < due.atMs ||
        (alarm.atMs === due.atMs && alarm.order < due.order)
      ) {
        due = alarm;
      }
    }
    return due;
  }
}

/** Lets every promise callback that is ready run. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
