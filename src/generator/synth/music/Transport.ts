import { FRAME_PAIRS, SAMPLE_RATE } from '../dsp/control.ts';

const STEPS_PER_BEAT = 4;
export const STEPS_PER_BAR = 16;
/** How far full swing moves a note: a third of its own length, which makes triplets. */
const FULL_SWING = 1 / 3;

/** Counts sixteenths, exactly in tempo however long it goes. */
export class Transport {
  #samplesPerStep = 6000;
  /** Sample of the piece at which the next frame begins. */
  #position = 0;
  #nextStep = 0;
  #nextAt = 0;

  get samplesPerStep(): number {
    return this.#samplesPerStep;
  }

  start(bpm: number): void {
    this.#samplesPerStep = (SAMPLE_RATE * 60) / bpm / STEPS_PER_BEAT;
    this.#position = 0;
    this.#nextStep = 0;
    this.#nextAt = 0;
  }

  /**
   * The next step if it begins within the frame, else -1. To be asked until it says -1; then
   * `wait` tells how far into the frame the step is, and `endFrame` moves on.
   */
  takeStep(): number {
    return this.#nextAt < this.#position + FRAME_PAIRS ? this.#nextStep : -1;
  }

  /** Samples from the beginning of the frame to the step just taken. */
  get wait(): number {
    return Math.max(0, Math.floor(this.#nextAt - this.#position));
  }

  /** Moves on to the step after, which may come late by swing (0 to 1). */
  finishStep(swing8: number, swing16: number): void {
    this.#nextStep += 1;
    this.#nextAt =
      this.#nextStep * this.#samplesPerStep +
      this.#samplesPerStep * lateness(this.#nextStep % STEPS_PER_BEAT, swing8, swing16);
  }

  endFrame(): void {
    this.#position += FRAME_PAIRS;
  }
}

/** How much later than straight a sixteenth comes, in sixteenths. */
function lateness(place: number, swing8: number, swing16: number): number {
  const early = 1 + FULL_SWING * swing8;
  const late = 2 - early;
  if (place === 0) return 0;
  if (place === 1) return early - 1 + FULL_SWING * swing16 * early;
  if (place === 2) return 2 * early - 2;
  return 2 * early + late - 3 + FULL_SWING * swing16 * late;
}
