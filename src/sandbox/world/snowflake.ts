/** The first second of 2015, where Discord's ids begin to count. */
const DISCORD_EPOCH_MS = 1_420_070_400_000;
const TIME_SHIFT = 22n;
/** Twelve bits count the ids made within one millisecond. */
const INCREMENTS_PER_MS = 4_096;
/** Discord's ids name the worker and process that made them; ours are these. */
const WORKER_AND_PROCESS = (1n << 17n) | (3n << 12n);

/** Makes ids that rise strictly and tell when they were made. */
export class SnowflakeFactory {
  readonly #epochMs: () => number;
  #lastMs = 0;
  #increment = 0;

  constructor(epochMs: () => number) {
    this.#epochMs = epochMs;
  }

  next(): string {
    const nowMs = this.#epochMs();
    if (nowMs > this.#lastMs) {
      this.#lastMs = nowMs;
      this.#increment = 0;
    } else if (++this.#increment >= INCREMENTS_PER_MS) {
      this.#lastMs++;
      this.#increment = 0;
    }
    return compose(this.#lastMs, this.#increment);
  }
}

/** The id of something made at a time in the past, such as a user's account. */
export function snowflakeAt(epochMs: number): string {
  return compose(epochMs, 0);
}

export function snowflakeTimeMs(id: string): number {
  return Number(BigInt(id) >> TIME_SHIFT) + DISCORD_EPOCH_MS;
}

function compose(epochMs: number, increment: number): string {
  const time = BigInt(epochMs - DISCORD_EPOCH_MS) << TIME_SHIFT;
  return String(time | WORKER_AND_PROCESS | BigInt(increment));
}
