import { approachPerSlice, SAMPLE_RATE, SLICE } from './control.ts';

/** Times in seconds; the level held is a share of the peak. */
export interface EnvelopeShape {
  readonly attack: number;
  readonly decay: number;
  readonly sustain: number;
  readonly release: number;
}

/** 70 dB down, a sound is over. */
const INAUDIBLE = 3e-4;
/** A sound that has to go fades this fast: too short to notice, too long to click. */
const KILL_SECONDS = 0.004;
/** No sound sets in faster: a corner of a millisecond is not heard as a click. */
const MIN_ATTACK_SECONDS = 0.0012;

/** Attack in a line, decay and release as exponentials. Never allocates. */
export class Envelope {
  #attackSamples = 1;
  #decayRate = 0;
  #releaseRate = 0;
  #sustain = 0;
  #gateSamples = 0;
  #age = 0;
  #attackPeak = 0;
  /** Level at the end of the last stretch, 0 to 1. */
  value = 0;
  done = true;

  /** @param gateSamples How long the note is held. */
  start(shape: EnvelopeShape, gateSamples: number): void {
    this.#attackSamples = Math.max(shape.attack, MIN_ATTACK_SECONDS) * SAMPLE_RATE;
    this.#decayRate = approachPerSlice(shape.decay);
    this.#releaseRate = approachPerSlice(shape.release);
    this.#sustain = shape.sustain;
    this.#gateSamples = gateSamples;
    this.#age = 0;
    this.#attackPeak = 0;
    this.value = 0;
    this.done = false;
  }

  /** Lets go at once, and quickly. */
  kill(): void {
    this.#gateSamples = 0;
    this.#releaseRate = approachPerSlice(KILL_SECONDS);
  }

  /** Moves on by up to a slice and returns the level there. */
  advance(samples: number): number {
    const share = samples / SLICE;
    this.#age += samples;
    if (this.#age > this.#gateSamples && this.#age > samples) {
      this.value -= this.value * this.#releaseRate * share;
      if (this.value < INAUDIBLE) {
        this.value = 0;
        this.done = true;
      }
    } else if (this.#attackPeak < 1) {
      this.#attackPeak = Math.min(1, this.#attackPeak + samples / this.#attackSamples);
      this.value = this.#attackPeak;
    } else {
      this.value += (this.#sustain - this.value) * this.#decayRate * share;
      // A plucked sound that has died away needs no release.
      if (this.value < INAUDIBLE && this.#sustain === 0) {
        this.value = 0;
        this.done = true;
      }
    }
    return this.value;
  }
}
