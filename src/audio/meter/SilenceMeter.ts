import { PAIRS_PER_MS } from '../frame.ts';

/** Samples up to this count as silent: 60 dB under full scale, below any room's noise. */
const SILENT_LEVEL = 32;

/**
 * Measures silences in a stream of frames: stretches in which both channels stay below -60 dB.
 *
 * Music has rests, so only stretches of at least `minMs` count. What lies within a single frame
 * does not, so `minMs` should be at least that of a frame. Costs next to nothing: a frame with
 * sound at both ends is looked at only there.
 */
export class SilenceMeter {
  readonly #minPairs: number;
  #runPairs = 0;
  #longestPairs = 0;
  #totalPairs = 0;
  #silences = 0;

  constructor(minMs: number) {
    this.#minPairs = minMs * PAIRS_PER_MS;
  }

  /** How long it has been silent up to now, also if too short to count. */
  get currentMs(): number {
    return this.#runPairs / PAIRS_PER_MS;
  }

  get longestMs(): number {
    return this.#longestPairs / PAIRS_PER_MS;
  }

  /** All silences that count, together. */
  get totalMs(): number {
    return this.#totalPairs / PAIRS_PER_MS;
  }

  /** How many silences that count. */
  get silences(): number {
    return this.#silences;
  }

  push(frame: Int16Array): void {
    let first = 0;
    while (first < frame.length && isSilent(frame[first])) first += 1;
    this.#extend(Math.floor(first / 2));
    if (first === frame.length) return;
    this.#runPairs = 0;
    let last = frame.length - 1;
    while (isSilent(frame[last])) last -= 1;
    this.#extend(Math.floor((frame.length - 1 - last) / 2));
  }

  #extend(pairs: number): void {
    const before = this.#runPairs;
    this.#runPairs += pairs;
    this.#longestPairs = Math.max(this.#longestPairs, this.#runPairs);
    if (this.#runPairs < this.#minPairs || pairs === 0) return;
    const counted = before >= this.#minPairs;
    this.#totalPairs += counted ? pairs : this.#runPairs;
    if (!counted) this.#silences += 1;
  }
}

function isSilent(sample: number | undefined): boolean {
  return sample !== undefined && sample >= -SILENT_LEVEL && sample <= SILENT_LEVEL;
}
