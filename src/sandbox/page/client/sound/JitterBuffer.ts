import { JitterTarget } from './JitterTarget.ts';

/** Discord's sound, as it comes: 48 kHz, two samples a pair. */
export const SAMPLE_RATE_HZ = 48_000;

const MS_PER_S = 1_000;
const CAPACITY_PAIRS = 2 * SAMPLE_RATE_HZ;

/** More waits than this only after a page was held up: the surplus is skipped. */
const MOST_OVER_TARGET_MS = 100;
/** Clocks of machine and loudspeaker differ; beyond this the speed is bent, unheard. */
const DRIFT_BEGIN_MS = 30;
const DRIFT_END_MS = 10;
const DRIFT_RATE = 0.004;
/** After a hold-up or lost packets: back to where it should be within seconds. */
const FAR_MS = 45;
const FAR_RATE = 0.02;
const SMOOTHING_PAIRS = SAMPLE_RATE_HZ;
/** So that neither begin nor end of the sound clicks. */
const EDGE_PAIRS = 240;

const pairsOf = (ms: number): number => Math.round((ms * SAMPLE_RATE_HZ) / MS_PER_S);

/**
 * Holds one speaker's sound for a moment, so that packets which come late are still in time. Knows
 * no clock: it is filled when packets come and emptied as the loudspeaker asks.
 */
export class JitterBuffer {
  /** How often the sound ran out while packets were coming, or had to be skipped. */
  dropouts = 0;
  /** Pairs played since the beginning. */
  playedPairs = 0;
  readonly #left = new Float32Array(CAPACITY_PAIRS);
  readonly #right = new Float32Array(CAPACITY_PAIRS);
  /** Both count for ever; the place in the ring is what remains. */
  #written = 0;
  #read = 0;
  /** Where between two pairs the reader is, 0 up to 1; only while the speed is bent. */
  #fraction = 0;
  #playing = false;
  #beginning = false;
  #paused = true;
  readonly #target = new JitterTarget();
  #smoothed = 0;
  #rate = 1;
  #edge = 0;
  /** When which pair came: oldest first. */
  readonly #arrivals: { readonly pair: number; readonly epochMs: number }[] = [];

  get bufferedMs(): number {
    return (this.#available * MS_PER_S) / SAMPLE_RATE_HZ;
  }

  /** Whether sound comes out. */
  get isPlaying(): boolean {
    return this.#playing;
  }

  /** When the sound that is played now came; undefined before the first. */
  get playedArrivalEpochMs(): number | undefined {
    return this.#arrivals[0]?.epochMs;
  }

  get #available(): number {
    return this.#written - this.#read;
  }

  /**
   * @param samples interleaved
   * @param paused nothing need follow: an empty buffer is no fault then
   */
  push(samples: Int16Array, arrivedEpochMs: number, paused: boolean): void {
    const pairs = samples.length / 2;
    this.#paused = paused;
    // The silence that says a pause is no sound to wait for.
    if (paused && !this.#playing) return;
    if (this.#available + pairs > CAPACITY_PAIRS) this.#skip(pairsOf(this.#target.ms));
    this.#arrivals.push({ pair: this.#written, epochMs: arrivedEpochMs });
    for (let pair = 0; pair < pairs; pair += 1) {
      const at = (this.#written + pair) % CAPACITY_PAIRS;
      this.#left[at] = (samples[2 * pair] ?? 0) / 32_768;
      this.#right[at] = (samples[2 * pair + 1] ?? 0) / 32_768;
    }
    this.#written += pairs;
    if (!this.#playing && this.#available >= pairsOf(this.#target.ms)) {
      this.#playing = true;
      this.#edge = 0;
      this.#rate = 1;
      this.#beginning = true;
    }
  }

  /** Forgets what waits: the speaker or the listener has left. */
  clear(): void {
    this.#read = this.#written;
    this.#fraction = 0;
    this.#arrivals.length = 0;
    this.#playing = false;
    this.#paused = true;
  }

  /** Adds the next pairs to both channels; silence when there is nothing. */
  pull(left: Float32Array, right: Float32Array): void {
    if (!this.#playing) return;
    this.#keepPace(left.length);
    for (let n = 0; n < left.length; n += 1) {
      if (this.#available < 2) {
        this.#runOut();
        return;
      }
      if (this.#edge < EDGE_PAIRS) this.#edge += 1;
      const gain = this.#edge / EDGE_PAIRS;
      left[n] = (left[n] ?? 0) + gain * this.#at(this.#left);
      right[n] = (right[n] ?? 0) + gain * this.#at(this.#right);
      this.#step();
    }
    this.playedPairs += left.length;
    this.#target.played((left.length * MS_PER_S) / SAMPLE_RATE_HZ);
    while ((this.#arrivals[1]?.pair ?? Number.POSITIVE_INFINITY) <= this.#read) {
      this.#arrivals.shift();
    }
  }

  #at(channel: Float32Array): number {
    const at = this.#read % CAPACITY_PAIRS;
    const here = channel[at] ?? 0;
    if (this.#fraction === 0) return here;
    const next = channel[(at + 1) % CAPACITY_PAIRS] ?? 0;
    return here + this.#fraction * (next - here);
  }

  #step(): void {
    if (this.#rate === 1) {
      this.#read += 1;
      return;
    }
    this.#fraction += this.#rate;
    const whole = Math.floor(this.#fraction);
    this.#read += whole;
    this.#fraction -= whole;
  }

  #keepPace(pairs: number): void {
    const target = pairsOf(this.#target.ms);
    if (this.#beginning) {
      // What came all at once after a gap: nothing of it has been heard, so nothing is missed.
      this.#beginning = false;
      this.#read = this.#written - Math.min(this.#available, target);
      this.#smoothed = this.#available;
    }
    if (this.#available > target + pairsOf(MOST_OVER_TARGET_MS)) this.#skip(target);
    this.#smoothed += ((this.#available - this.#smoothed) * pairs) / SMOOTHING_PAIRS;
    const over = this.#smoothed - target;
    const distance = Math.abs(over);
    if (distance > pairsOf(FAR_MS)) this.#rate = 1 + Math.sign(over) * FAR_RATE;
    else if (distance > pairsOf(DRIFT_BEGIN_MS)) this.#rate = 1 + Math.sign(over) * DRIFT_RATE;
    else if (distance < pairsOf(DRIFT_END_MS) && this.#rate !== 1) {
      this.#rate = 1;
      this.#fraction = 0;
    }
  }

  #skip(keepPairs: number): void {
    this.dropouts += 1;
    this.#read = this.#written - Math.min(keepPairs, this.#available);
    this.#fraction = 0;
    this.#smoothed = this.#available;
    this.#edge = 0;
  }

  #runOut(): void {
    this.#playing = false;
    this.#read = this.#written;
    this.#arrivals.length = 0;
    if (this.#paused) return;
    this.dropouts += 1;
    this.#target.missed();
  }
}
