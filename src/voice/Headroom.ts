/** What the encoder may spend on finding a good packet, as libopus counts it: 10 is the most. */
export const COMPLEXITY = { least: 5, most: 10 } as const;

/** What came in so long is looked at together. */
const WINDOW_MS = 1_000;
/** A frame that leaves later than this is heard by whoever has a small jitter buffer: p99 is 20 + 5 ms. */
const LATE_MS = 5;
const MOST_LATE = 0.01;
/** A whole frame late is heard where the jitter buffer is small, and one in twenty by everybody. */
const VERY_LATE_MS = 20;
const MOST_VERY_LATE = 0.05;
/** One pause of the collector makes as many frames late as there are stations: not yet a sign of load. */
const LEAST_LATE_FRAMES = 3;
/** Shares of its time in which a process is busy. */
const BUSY = {
  /** Lateness of a process that does less than this comes from elsewhere: encoding faster would not help. */
  least: 0.35,
  /** Above, a chunk or a collection has to be waited for. */
  most: 0.7,
  /** Below, an encoder that takes a quarter more fits in, as a step can. */
  raise: 0.5,
  /** With the cheapest encoder, and late: another station would make all late. */
  full: 0.9,
  /** Very late, and by what it does itself. */
  fullLate: 0.6,
} as const;
/** Windows in a row before the encoder is made better again, or a station is refused, or let in. */
const CALM_WINDOWS = 10;
const FULL_WINDOWS = 10;
/** Raised in vain, the encoder stays as it is for twice as long each time. */
const MOST_CALM_WINDOWS = 640;
/** What is not measured any more is not known. */
const STALE_MS = 3 * WINDOW_MS;

/** How much more a process could do, for the operator. */
export interface HeadroomFigures {
  /** Of the encoder: 5 to 10. */
  readonly complexity: number;
  /** Share of the last second in which the process was busy, 0 to 1. */
  readonly busy: number;
  /** Share of the last second's frames that left more than 5 ms late, 0 to 1. */
  readonly late: number;
  /** Another station could not be played on time. */
  readonly isFull: boolean;
}

/**
 * How much more a process could do, by how late its frames leave and how busy it is. When headroom falls
 * quality goes before punctuality: the encoder is made cheaper step by step, in ten seconds none of
 * which was busy better again; and where the cheapest is not cheap enough, there is no room for more.
 */
export class Headroom {
  readonly #activeMs: () => number;
  #complexity: number = COMPLEXITY.most;
  #windowFromMs = Number.NaN;
  #activeFromMs = 0;
  #frames = 0;
  #lateFrames = 0;
  #veryLateFrames = 0;
  #busy = 0;
  #late = 0;
  #calm = 0;
  #calmNeeded = CALM_WINDOWS;
  /** Windows in a row that say there is no room, or, below 0, that there is. */
  #fullFor = 0;
  #isFull = false;
  #measuredMs = Number.NEGATIVE_INFINITY;

  /** @param activeMs for how long the process has been busy since it began */
  constructor(activeMs: () => number) {
    this.#activeMs = activeMs;
  }

  get complexity(): number {
    return this.#complexity;
  }

  /** Whether another station could not be played on time. */
  isFull(nowMs: number): boolean {
    return this.#isFull && nowMs - this.#measuredMs < STALE_MS;
  }

  figures(nowMs: number): HeadroomFigures {
    const isKnown = nowMs - this.#measuredMs < STALE_MS;
    return {
      complexity: this.#complexity,
      busy: isKnown ? rounded(this.#busy) : 0,
      late: isKnown ? rounded(this.#late) : 0,
      isFull: this.isFull(nowMs),
    };
  }

  /** Told of each frame: fifty times a second and station, so this allocates nothing. */
  note(nowMs: number, lateMs: number): void {
    this.#frames += 1;
    if (lateMs > LATE_MS) this.#lateFrames += 1;
    if (lateMs > VERY_LATE_MS) this.#veryLateFrames += 1;
    const tookMs = nowMs - this.#windowFromMs;
    // Whoever has not played for a while begins anew.
    if (!(tookMs < STALE_MS)) this.#begin(nowMs);
    else if (tookMs >= WINDOW_MS) this.#judge(nowMs, tookMs);
  }

  #begin(nowMs: number): void {
    this.#windowFromMs = nowMs;
    this.#activeFromMs = this.#activeMs();
    this.#frames = 0;
    this.#lateFrames = 0;
    this.#veryLateFrames = 0;
  }

  #judge(nowMs: number, tookMs: number): void {
    this.#busy = Math.min(1, (this.#activeMs() - this.#activeFromMs) / tookMs);
    this.#late = this.#lateFrames / this.#frames;
    this.#measuredMs = nowMs;
    const isLate = this.#late > MOST_LATE && this.#lateFrames >= LEAST_LATE_FRAMES;
    const isVeryLate = this.#veryLateFrames > MOST_VERY_LATE * this.#frames;
    this.#begin(nowMs);
    this.#steer(isLate);
    this.#admit(isLate, isVeryLate);
  }

  #steer(isLate: boolean): void {
    const busy = this.#busy;
    if ((isLate && busy > BUSY.least) || busy > BUSY.most) {
      // What was raised has not lasted.
      if (this.#calm < 0) this.#calmNeeded = Math.min(MOST_CALM_WINDOWS, 2 * this.#calmNeeded);
      this.#calm = 0;
      this.#complexity = Math.max(COMPLEXITY.least, this.#complexity - 1);
      return;
    }
    if (isLate || busy >= BUSY.raise) {
      this.#calm = Math.min(0, this.#calm);
      return;
    }
    this.#calm += 1;
    if (this.#calm === 0) this.#calmNeeded = CALM_WINDOWS;
    if (this.#calm < this.#calmNeeded || this.#complexity === COMPLEXITY.most) return;
    this.#complexity += 1;
    // Until as many have gone well, it is on trial.
    this.#calm = -this.#calmNeeded;
  }

  #admit(isLate: boolean, isVeryLate: boolean): void {
    const hasNoRoom =
      this.#complexity === COMPLEXITY.least &&
      ((isLate && this.#busy > BUSY.full) || (isVeryLate && this.#busy > BUSY.fullLate));
    if (hasNoRoom) this.#fullFor = Math.max(0, this.#fullFor) + 1;
    else this.#fullFor = Math.min(0, this.#fullFor) - 1;
    if (this.#fullFor >= FULL_WINDOWS) this.#isFull = true;
    if (this.#fullFor <= -FULL_WINDOWS) this.#isFull = false;
  }
}

function rounded(share: number): number {
  return Math.round(share * 1_000) / 1_000;
}
