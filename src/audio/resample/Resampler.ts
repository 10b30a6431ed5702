import { SAMPLE_RATE } from '../frame.ts';
import { toSample } from '../toSample.ts';
import { SincKernel } from './SincKernel.ts';

/** Rates whose ratio has no smaller terms than this are placed on the nearest of so many phases. */
const MOST_EXACT_PHASES = 1_024;
const ROUNDED_PHASES = 4_096;

/** Mono or stereo, 16 bit, at any rate. */
export interface PcmFormat {
  readonly rate: number;
  readonly channels: 1 | 2;
}

/**
 * Turns sound of one rate, mono or stereo, into stereo of another: 48 kHz unless told otherwise. A stream: how the input is cut into
 * pieces cannot be heard. Work is done in `pull`, so the caller decides how much of it at a time.
 */
export class Resampler {
  readonly format: PcmFormat;
  /** Both rates in lowest terms: each output sample is `down / up` input samples on. */
  readonly #up: number;
  readonly #down: number;
  readonly #phases: number;
  readonly #kernel: SincKernel;
  /** Input not yet done with, interleaved. */
  #input = new Float32Array(0);
  #length = 0;
  /** The input sample that the next output sample stands on or behind, and by which part of `up`. */
  #at = 0;
  #phase = 0;
  #isBegun = false;

  constructor(format: PcmFormat, toRate = SAMPLE_RATE) {
    this.format = format;
    const divisor = greatestCommonDivisor(toRate, format.rate);
    this.#up = toRate / divisor;
    this.#down = format.rate / divisor;
    this.#phases = this.#up <= MOST_EXACT_PHASES ? this.#up : ROUNDED_PHASES;
    this.#kernel = new SincKernel(toRate / format.rate, this.#phases);
  }

  /** @param pcm interleaved, whole samples of all channels */
  push(pcm: Int16Array): void {
    const { channels } = this.format;
    if (pcm.length === 0) return;
    if (!this.#isBegun) {
      this.#isBegun = true;
      // As if the first sample had been there all along: a beginning out of nothing would click.
      const before = this.#kernel.taps / 2 - 1;
      this.#append(held(pcm.subarray(0, channels), before));
      this.#at = before;
    }
    this.#append(pcm);
  }

  /** No more follows: what is held back for the filter's sake comes, too. */
  end(): void {
    if (!this.#isBegun) return;
    const { channels } = this.format;
    const from = (this.#length - 1) * channels;
    const last = Int16Array.from(this.#input.subarray(from, from + channels));
    this.#append(held(last, this.#kernel.taps / 2));
  }

  /** Stereo samples that can be pulled now. */
  get availablePairs(): number {
    const last = this.#length - this.#kernel.taps / 2 - 1;
    if (!this.#isBegun || last < this.#at) return 0;
    return Math.floor(((last - this.#at + 1) * this.#up - this.#phase - 1) / this.#down) + 1;
  }

  /** Writes the next `pairs` stereo samples, at most `availablePairs`, from `outPair` on. */
  pull(out: Int16Array, outPair: number, pairs: number): void {
    const { taps } = this.#kernel;
    const input = this.#input;
    const stereo = this.format.channels === 2;
    for (let pair = outPair; pair < outPair + pairs; pair += 1) {
      const row = this.#kernel.row(this.#rowOf(this.#phase));
      let left = 0;
      let right = 0;
      let from = this.#at - (taps / 2 - 1);
      if (stereo) {
        from *= 2;
        for (let tap = 0; tap < taps; tap += 1) {
          const weight = row[tap] ?? 0;
          left += weight * (input[from] ?? 0);
          right += weight * (input[from + 1] ?? 0);
          from += 2;
        }
      } else {
        for (let tap = 0; tap < taps; tap += 1) left += (row[tap] ?? 0) * (input[from + tap] ?? 0);
        right = left;
      }
      out[2 * pair] = toSample(left);
      out[2 * pair + 1] = toSample(right);
      this.#phase += this.#down;
      this.#at += Math.floor(this.#phase / this.#up);
      this.#phase %= this.#up;
    }
  }

  #rowOf(phase: number): number {
    return this.#phases === this.#up ? phase : Math.floor((phase * this.#phases) / this.#up);
  }

  /** Adds samples behind what is still needed of the earlier ones. */
  #append(samples: ArrayLike<number>): void {
    const { channels } = this.format;
    const done = Math.max(0, this.#at - this.#kernel.taps / 2);
    const kept = this.#input.subarray(done * channels, this.#length * channels);
    const next = new Float32Array(kept.length + samples.length);
    next.set(kept);
    next.set(samples, kept.length);
    this.#input = next;
    this.#length = next.length / channels;
    this.#at -= done;
  }
}

/** One sample of each channel, `times` times. */
function held(sample: Int16Array, times: number): Int16Array {
  return Int16Array.from(
    { length: sample.length * times },
    (_none, at) => sample[at % sample.length] ?? 0,
  );
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other);
}
