import type { Voice } from './Voice.ts';

/** More than this share of voices sounding: the oldest makes room. */
const CROWDED = 0.75;

/** A fixed number of voices of one kind. The oldest fades when it gets crowded. */
export class VoicePool<V extends Voice> {
  readonly voices: readonly V[];
  /** When each was last taken, in takes. */
  readonly #takenAt: Float64Array;
  #takes = 0;

  constructor(size: number, create: () => V) {
    this.voices = Array.from({ length: size }, create);
    this.#takenAt = new Float64Array(size);
  }

  /** A voice that is free; undefined when all are still fading. */
  take(): V | undefined {
    let free = -1;
    let oldest = -1;
    let active = 0;
    for (let i = 0; i < this.voices.length; i += 1) {
      if (this.voices[i]?.active !== true) {
        free = i;
        continue;
      }
      active += 1;
      if (oldest < 0 || (this.#takenAt[i] ?? 0) < (this.#takenAt[oldest] ?? 0)) oldest = i;
    }
    if (active >= CROWDED * this.voices.length) {
      this.voices[oldest]?.kill();
      // Next time it is another's turn, though this one may still be fading.
      this.#takenAt[oldest] = this.#takes;
    }
    if (free < 0) return undefined;
    this.#takes += 1;
    this.#takenAt[free] = this.#takes;
    return this.voices[free];
  }

  render(): void {
    for (const voice of this.voices) if (voice.active) voice.render();
  }

  kill(): void {
    for (const voice of this.voices) if (voice.active) voice.kill();
  }
}
