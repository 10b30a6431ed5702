import type { Clock, Timer } from '../clock.ts';

/** A packet is 20 ms: a cough, or a key that is struck, is no speech. */
const LEAST_PACKETS = 8;
/** What comes after this is something new. */
const APART_MS = 200;
/** Between two sentences the music stays down. */
const HOLD_MS = 900;

/** Where packets of people are noticed, until the returned function is called. */
export type Notice = (people: ReadonlySet<string>, noticed: () => void) => () => void;

/**
 * Has the music go down while people speak. It knows that packets come, from whom, and when: none of
 * them is decrypted or decoded.
 */
export class Ducking {
  readonly #clock: Clock;
  readonly #notice: Notice;
  readonly #tell: (speak: boolean) => void;
  #stop: (() => void) | undefined;
  #packets = 0;
  #lastMs = Number.NEGATIVE_INFINITY;
  /** Runs while they speak. */
  #timer: Timer | undefined;

  /** @param tell somebody begins to speak, or nobody does any more */
  constructor(options: {
    readonly clock: Clock;
    readonly notice: Notice;
    readonly tell: (speak: boolean) => void;
  }) {
    this.#clock = options.clock;
    this.#notice = options.notice;
    this.#tell = options.tell;
  }

  /** For these people from now on; for none: not at all. */
  follow(people: readonly string[]): void {
    // The new one first: between the two the bot would be deafened, for all to see.
    const stop = this.#stop;
    this.#stop = people.length > 0 ? this.#notice(new Set(people), () => this.#heard()) : undefined;
    stop?.();
    if (people.length === 0) this.#quiet();
  }

  close(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #heard(): void {
    const nowMs = this.#clock.now();
    this.#packets = nowMs - this.#lastMs > APART_MS ? 1 : this.#packets + 1;
    this.#lastMs = nowMs;
    if (this.#timer !== undefined || this.#packets < LEAST_PACKETS) return;
    this.#tell(true);
    this.#wait(HOLD_MS);
  }

  #wait(forMs: number): void {
    this.#timer = this.#clock.after(forMs, () => {
      const leftMs = this.#lastMs + HOLD_MS - this.#clock.now();
      if (leftMs > 0) this.#wait(leftMs);
      else this.#quiet();
    });
  }

  #quiet(): void {
    if (this.#timer === undefined) return;
    this.#timer.cancel();
    this.#timer = undefined;
    this.#packets = 0;
    this.#tell(false);
  }
}
