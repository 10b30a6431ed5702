/** Slowest and fastest tempo looked for, in hops of 5 ms a beat: 60 and 200 bpm. */
const SLOWEST_HOPS = 200;
const FASTEST_HOPS = 60;
/** Lags of up to four of the fastest beats, or one and a half of the slowest, are followed. */
const MAX_LAG = 400;
const LAGS = MAX_LAG + 1;
/** A power of two above the longest lag. */
const RING = 512;
/** What was heard 8 s ago counts a third. */
const KEEP = 1 - 1 / 1600;
/** Where music usually is; an octave away counts half (of a beat twice as long and one twice as short). */
const USUAL_HOPS = 100;
const OCTAVE_SPREAD = 0.85;

export interface TempoEstimate {
  readonly beatHops: number;
  /** How much of the onsets' energy comes back after a beat, 0 to 1. */
  readonly confidence: number;
}

/**
 * Estimates the tempo from the strength of onsets: how much they resemble themselves one beat
 * and two beats later. The autocorrelation is kept up to date with every hop.
 */
export class TempoMeter {
  readonly #recent = new Float64Array(RING);
  readonly #correlation = new Float64Array(LAGS);
  #hops = 0;
  #mean = 0;

  /** Costs less than half a microsecond. */
  push(onset: number): void {
    this.#mean += (onset - this.#mean) * (1 - KEEP) * 4;
    const value = onset - this.#mean;
    const now = this.#hops % RING;
    this.#recent[now] = value;
    this.#correlation[0] = KEEP * (this.#correlation[0] ?? 0) + value * value;
    for (let lag = FASTEST_HOPS - 1; lag < LAGS; lag += 1) {
      const earlier = this.#recent[(now - lag + RING) % RING] ?? 0;
      this.#correlation[lag] = KEEP * (this.#correlation[lag] ?? 0) + value * earlier;
    }
    this.#hops += 1;
  }

  reset(): void {
    this.#recent.fill(0);
    this.#correlation.fill(0);
    this.#hops = 0;
    this.#mean = 0;
  }

  /** Undefined while there is no rhythm at all. */
  estimate(): TempoEstimate | undefined {
    const energy = this.#correlation[0] ?? 0;
    let best = 0;
    let bestScore = 0;
    for (let lag = FASTEST_HOPS; lag <= SLOWEST_HOPS; lag += 1) {
      const octaves = Math.log2(lag / USUAL_HOPS) / OCTAVE_SPREAD;
      const score = this.#around(lag) * Math.exp(-0.5 * octaves * octaves);
      if (score > bestScore) {
        best = lag;
        bestScore = score;
      }
    }
    if (best === 0 || energy <= 0) return undefined;
    return {
      beatHops: this.#exact(best),
      confidence: Math.max(0, Math.min(1, this.#peak(best) / energy)),
    };
  }

  /** One beat later and two, where that is followed. */
  #around(lag: number): number {
    return 2 * lag <= MAX_LAG - 1 ? this.#peak(lag) + this.#peak(2 * lag) : 2 * this.#peak(lag);
  }

  /** Onsets fall between hops, so a lag's neighbours belong to it. */
  #peak(lag: number): number {
    const at = (offset: number): number => this.#correlation[lag + offset] ?? 0;
    return at(0) + 0.5 * (at(-1) + at(1));
  }

  /** Twice the beat tells it twice as exactly. */
  #exact(lag: number): number {
    const multiple = 2 * lag <= MAX_LAG - 3 ? 2 : 1;
    const centre = multiple * lag;
    let weights = 0;
    let sum = 0;
    for (let offset = -2; offset <= 2; offset += 1) {
      const weight = Math.max(0, this.#correlation[centre + offset] ?? 0);
      weights += weight;
      sum += weight * (centre + offset);
    }
    return weights > 0 ? sum / weights / multiple : lag;
  }
}
