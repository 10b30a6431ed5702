/** A source of numbers from 0 (inclusive) to 1, the same for the same seed on every machine. */
export type Random = () => number;

/**
 * Mulberry32: 32 bits of state, which is plenty for deciding when a simulated service misbehaves.
 * Own lines because a run has to be repeatable to the byte for as long as the project lives.
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A number between `low` and `high`, all alike likely. */
export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random();
}

/** The time to the next of events that happen by chance once every `meanMs` on average. */
export function waitingTimeMs(random: Random, meanMs: number): number {
  return -Math.log(1 - random()) * meanMs;
}

/** One of the items; there must be at least one. */
export function oneOf<T>(random: Random, items: readonly [T, ...T[]]): T {
  return items[Math.floor(random() * items.length)] ?? items[0];
}
