import type { Clock, Timer } from '../clock.ts';
import type { Conditions } from '../conditions.ts';
import { FailureError } from '../failure.ts';
import type { Log } from '../log.ts';

/** A moment's wait is enough for what another process holds for a moment, such as a copy being made. */
const FIRST_WAIT_MS = 100;
const WAIT_FACTOR = 2;
/** A disk is full for hours; room that has been made is used within this. */
const MOST_WAIT_MS = 30_000;
/** What goes wrong for less long than this many attempts take (0.7 s) is not worth a word. */
const BUSY_ATTEMPTS_UNTOLD = 4;
/** What is no fault of the disk: the database refuses this write, and takes others. */
const ODD_WRITE = 'store.failed';
/** The event loop belongs to the music: it goes on after that much writing, at the latest. */
const SLICE_MS = 3;

/** Since the program began; `held` at this moment. */
export interface KeeperCounts {
  readonly written: number;
  readonly failures: number;
  readonly held: number;
}

/**
 * Lets the program go on while the file takes no writes. Whatever is to be kept is written at once
 * when that is possible; otherwise the newest of it is held in memory, and written when it is
 * possible again, tried less and less often. Nobody has to catch anything.
 *
 * Held is what a whole write does, by a key: a later one under the same key replaces it.
 */
export class Keeper {
  readonly #clock: Clock;
  readonly #conditions: Conditions;
  readonly #log: Log;
  readonly #held = new Map<string, () => void>();
  readonly #listeners = new Set<() => void>();
  #retry: Timer | undefined;
  #attempts = 0;
  /** Something could not be written at once, and not all of that has been since. */
  #isLate = false;
  /** The file takes writes, but not one of those that are held. */
  #isOdd = false;
  #closed = false;
  #written = 0;
  #failures = 0;

  constructor(options: {
    readonly clock: Clock;
    readonly conditions: Conditions;
    readonly log: Log;
  }) {
    this.#clock = options.clock;
    this.#conditions = options.conditions;
    this.#log = options.log;
  }

  /**
   * Writes, now or later.
   *
   * @param write throws `FailureError<StoreFailure>` and has then changed nothing in the file
   */
  keep(key: string, write: () => void): void {
    this.#held.set(key, write);
    // Not before its time, when the file takes nothing: this is called for every vote.
    if (this.#retry === undefined || this.#isOdd) this.#writeHeld();
  }

  /** Whether what was last to be kept under that key is not in the file. */
  isHolding(key: string): boolean {
    return this.#held.has(key);
  }

  /** What has been written and what could not be, for the operator. */
  get counts(): KeeperCounts {
    return { written: this.#written, failures: this.#failures, held: this.#held.size };
  }

  /** Calls `listener` whenever all that was held is in the file. Returns what ends that. */
  onCaughtUp(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** One last attempt; what is not kept then is lost, and the log says so. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#retry?.cancel();
    const failure = this.#writeUntil(Number.POSITIVE_INFINITY);
    if (this.#held.size === 0) return;
    const reason = failure?.message;
    this.#log.error({ reason, lost: this.#held.size }, 'What changed last could not be kept');
  }

  #writeHeld(): void {
    this.#retry?.cancel();
    this.#retry = undefined;
    const failure = this.#writeUntil(this.#clock.now() + SLICE_MS);
    this.#isOdd = failure?.failure.code === ODD_WRITE;
    if (failure === undefined) {
      this.#attempts = 0;
      if (this.#held.size > 0) this.#again(0);
      else this.#caughtUp();
      return;
    }
    this.#isLate = true;
    const waitMs = Math.min(MOST_WAIT_MS, FIRST_WAIT_MS * WAIT_FACTOR ** this.#attempts);
    this.#attempts += 1;
    const { code, operatorText } = failure.failure;
    if (code !== 'store.busy' || this.#attempts >= BUSY_ATTEMPTS_UNTOLD) {
      const text = `${code}: ${operatorText} The music goes on; what changes is held in memory and written as soon as that is possible.`;
      this.#conditions.raise('store.failing', text);
    }
    this.#again(waitMs);
  }

  #again(waitMs: number): void {
    if (this.#closed) return;
    this.#retry = this.#clock.after(waitMs, () => this.#writeHeld());
  }

  /** Gives what went wrong, of the first write that did. */
  #writeUntil(endMs: number): FailureError | undefined {
    let failure: FailureError | undefined;
    for (const [key, write] of this.#held) {
      try {
        write();
        this.#held.delete(key);
        this.#written += 1;
      } catch (error) {
        if (!(error instanceof FailureError)) throw error;
        failure ??= error;
        this.#failures += 1;
        // Where the file takes nothing it is no use to go on; one odd write holds up no other.
        if (error.failure.code !== ODD_WRITE) break;
      }
      if (this.#clock.now() >= endMs) break;
    }
    return failure;
  }

  #caughtUp(): void {
    if (!this.#isLate) return;
    this.#isLate = false;
    this.#conditions.clear('store.failing');
    for (const listener of this.#listeners) listener();
  }
}
