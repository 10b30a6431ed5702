/** What a service is taken for before it has shown its pace: one that is played as it comes. */
const USUAL_RATE = 1;
/** Before the first chunk it is as if so many of such a service had come. */
const IMAGINED = { chunks: 3, chunkMs: 2_000 } as const;
/** Until so many have come, the next may be as late as from a slow one. */
const PROVEN_CHUNKS = 5;
const SLOW_RATE = 0.9;
/** The pace is that of so long a time, so that chunks that are early or late hardly show in it. */
const SPAN_MS = 32_000;
/** Where the last seconds are off that by more than jitter explains, the pace has changed. */
const CHANGE = { spanMs: 10_000, rate: 0.05 } as const;
/**
 * What chunks that come a little early or late explain is no other pace than the one known: so much over
 * the whole span is less than what is paid back (`PAY_BACK`), and over the first seconds it keeps what
 * comes at real time bit-exact.
 */
const EXPLAINED_MS = 120;
/**
 * A chunk that is late by more than this and by more than this share of the usual interval is a stall
 * and says nothing of the pace; unless several are, one after the other.
 */
const STALL = { lateMs: 700, share: 0.45, inARow: 3 } as const;
/** What a stall held back may come at once; so much of it is still expected after each usual chunk. */
const STALL_MEMORY = 0.7;
/** No chunk counts more than so much for the jitter. */
const MOST_OFF_MS = 2_000;
/** What the newest chunk counts for the jitter; at first, what a quiet network has. */
const JITTER_SHARE = 0.1;
const USUAL_JITTER_MS = 100;
/** Estimates beyond these come of bursts, not of a pace. */
const RATE_LIMITS = { min: 0.5, max: 1.25 } as const;

/** When so much audio had come, both counted from the first. */
interface Arrival {
  readonly atMs: number;
  readonly audioMs: number;
}

/** How fast and how evenly a session brings audio. */
export class DeliveryPace {
  /** Of the last half minute, oldest first; never fewer than two. */
  #arrivals: Arrival[];
  #rate: number;
  /** Taken for granted until another shows. */
  readonly #knownRate: number;
  readonly #unproven: number;
  #jitterMs = USUAL_JITTER_MS;
  #chunks = 0;
  /** How long after the first chunk a second came that was sent ahead. */
  #sentAheadMs = 0;
  /** What a stall has held back and may still come at once. */
  #heldBackMs = 0;
  #stallsInARow = 0;

  /** @param known what the sessions before it were like, where that is known */
  constructor(known?: number) {
    const rate = known ?? USUAL_RATE;
    this.#rate = rate;
    this.#knownRate = rate;
    this.#unproven = known === undefined ? PROVEN_CHUNKS : 0;
    this.#arrivals = Array.from({ length: IMAGINED.chunks }, (_, i) => ({
      atMs: (i * IMAGINED.chunkMs) / rate,
      audioMs: i * IMAGINED.chunkMs,
    }));
  }

  /** Audio per time, stalls left out; 1 is real time. */
  get rate(): number {
    return this.#rate;
  }

  /** The pace as far as it is known; undefined until some chunks have shown it. */
  get provenRate(): number | undefined {
    return this.#chunks < this.#unproven ? undefined : this.#rate;
  }

  /** The pace to count on. */
  get sureRate(): number {
    return this.provenRate ?? Math.min(SLOW_RATE, this.#rate);
  }

  /** By how much chunks are early or late, on average. */
  get jitterMs(): number {
    return this.#jitterMs;
  }

  /** A chunk of `chunkMs` came so long after the one before it. */
  note(chunkMs: number, sinceLastMs: number): void {
    const expectedMs = chunkMs / this.#rate;
    this.#chunks += 1;
    // What a session sends ahead when it begins says nothing of its pace: that counts from the first.
    if (this.#chunks === 1 && sinceLastMs < expectedMs / 2) {
      this.#sentAheadMs = sinceLastMs;
      return;
    }
    const elapsedMs = sinceLastMs + this.#sentAheadMs;
    this.#sentAheadMs = 0;
    const lateMs = elapsedMs - expectedMs;
    const offMs = Math.min(MOST_OFF_MS, Math.abs(lateMs));
    this.#jitterMs += JITTER_SHARE * (offMs - this.#jitterMs);
    this.#push(chunkMs, this.#withoutStalls(elapsedMs, lateMs));
    const lately = this.#within(CHANGE.spanMs);
    const changed = Math.abs(slope(lately) - slope(this.#arrivals)) > CHANGE.rate;
    if (changed && lately.length > 3) this.#arrivals = lately;
    this.#rate = this.#shownRate();
  }

  #shownRate(): number {
    const rate = Math.max(RATE_LIMITS.min, Math.min(RATE_LIMITS.max, slope(this.#arrivals)));
    const spanMs = (this.#arrivals.at(-1)?.atMs ?? 0) - (this.#arrivals[0]?.atMs ?? 0);
    const offMs = Math.abs(rate - this.#knownRate) * spanMs;
    return offMs <= EXPLAINED_MS ? this.#knownRate : rate;
  }

  #push(audioMs: number, afterMs: number): void {
    const last = this.#arrivals.at(-1) ?? { atMs: 0, audioMs: 0 };
    this.#arrivals.push({ atMs: last.atMs + afterMs, audioMs: last.audioMs + audioMs });
    this.#arrivals = this.#within(SPAN_MS);
  }

  /** What came in so much time before the last, and at least that and one more. */
  #within(spanMs: number): Arrival[] {
    const last = this.#arrivals.at(-1)?.atMs ?? 0;
    const first = this.#arrivals.findIndex(({ atMs }) => atMs >= last - spanMs);
    return this.#arrivals.slice(Math.min(first, this.#arrivals.length - 2));
  }

  #withoutStalls(elapsedMs: number, lateMs: number): number {
    const isStall = lateMs > Math.max(STALL.lateMs, STALL.share * (elapsedMs - lateMs));
    this.#stallsInARow = isStall ? this.#stallsInARow + 1 : 0;
    if (isStall && this.#stallsInARow < STALL.inARow) {
      this.#heldBackMs += lateMs;
      return elapsedMs - lateMs;
    }
    const caughtUpMs = Math.min(this.#heldBackMs, Math.max(0, -lateMs));
    if (caughtUpMs === 0) this.#heldBackMs *= STALL_MEMORY;
    else this.#heldBackMs -= caughtUpMs;
    return elapsedMs + caughtUpMs;
  }
}

/**
 * Audio per time: the median over all pairs of arrivals (Theil and Sen), on which one chunk that is
 * early, late or short has no say.
 */
function slope(arrivals: readonly Arrival[]): number {
  const slopes: number[] = [];
  for (const [i, one] of arrivals.entries()) {
    for (const other of arrivals.slice(i + 1)) {
      if (other.atMs > one.atMs) {
        slopes.push((other.audioMs - one.audioMs) / (other.atMs - one.atMs));
      }
    }
  }
  slopes.sort((a, b) => a - b);
  return slopes[slopes.length >> 1] ?? RATE_LIMITS.max;
}
