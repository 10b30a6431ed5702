import type { Timer } from '../../clock.ts';
import type { WorldTime } from '../world/WorldTime.ts';

/** What goes wrong with some requests. */
export interface RestFault {
  /** All methods unless given. */
  readonly method: string | null;
  /** A part of the route's pattern, such as `/callback`; all routes unless given. */
  readonly route: string | null;
  /** A server's error: 500 to 599; the request is acted upon unless given. */
  readonly status: number | null;
  /** How long the answer is held back, ms. */
  readonly delayMs: number;
  /** How many requests meet it; all until it is lifted unless given. */
  readonly times: number | null;
}

interface Standing extends RestFault {
  left: number;
}

/** Errors and slow answers of the REST API, on demand. */
export class RestFaults {
  readonly #time: WorldTime;
  readonly #waiting = new Map<Timer, () => void>();
  #faults: Standing[] = [];

  constructor(time: WorldTime) {
    this.#time = time;
  }

  /** With how many requests each has left to meet; null where it goes on. */
  get standing(): readonly (RestFault & { readonly left: number | null })[] {
    return this.#faults.map((fault) => ({
      ...fault,
      left: Number.isFinite(fault.left) ? fault.left : null,
    }));
  }

  add(fault: RestFault): void {
    this.#faults.push({ ...fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  lift(): void {
    this.#faults = [];
  }

  /** Waits as long as the request has to, and says with which error it ends, or null. */
  async meet(method: string, route: string): Promise<number | null> {
    const fault = this.#faults.find(
      (each) =>
        (each.method === null || each.method === method) &&
        (each.route === null || route.includes(each.route)),
    );
    if (fault === undefined) return null;
    fault.left -= 1;
    this.#faults = this.#faults.filter(({ left }) => left > 0);
    if (fault.delayMs > 0) await this.#wait(fault.delayMs);
    return fault.status;
  }

  /** Whoever still waits goes on at once. */
  close(): void {
    this.lift();
    for (const [timer, goOn] of this.#waiting) {
      timer.cancel();
      goOn();
    }
  }

  async #wait(delayMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = this.#time.after(delayMs, resolve);
    this.#waiting.set(timer, resolve);
    await promise;
    this.#waiting.delete(timer);
  }
}
