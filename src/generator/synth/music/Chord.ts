import { liftedAbove, midiOfStep } from './scale.ts';

const MAX_NOTES = 5;

/** Thirds piled up on a step of the scale. One object is used again for every chord. */
export class Chord {
  /** Step of the scale, 0 to 6. */
  root = 0;
  /** How many notes: 2 (root and fifth) to 5 (a ninth). */
  size = 3;
  tonic = 0;
  readonly #voicing = new Int16Array(MAX_NOTES);

  set(root: number, size: number, tonic: number): void {
    this.root = root;
    this.size = size;
    this.tonic = tonic;
  }

  /** The n-th note from the root up (0 the root), as a step; past the last the octave follows. */
  step(n: number): number {
    const octave = Math.floor(n / this.size);
    const note = n - octave * this.size;
    // With two notes the third is left out.
    return this.root + 7 * octave + (this.size === 2 ? 4 * note : 2 * note);
  }

  /** Whether a step of the scale belongs to the chord. */
  has(step: number): boolean {
    for (let n = 0; n < this.size; n += 1) {
      if ((this.step(n) - step) % 7 === 0) return true;
    }
    return false;
  }

  /** The chord's step nearest to `step`. */
  nearest(step: number): number {
    for (let distance = 0; distance < 7; distance += 1) {
      if (this.has(step - distance)) return step - distance;
      if (this.has(step + distance)) return step + distance;
    }
    return step;
  }

  /**
   * The chord's notes within the octave from `lowest` up, in order: neighbouring chords then lie
   * close to each other. Valid until the next call.
   */
  voicing(lowest: number): Int16Array {
    const notes = this.#voicing;
    for (let n = 0; n < this.size; n += 1) {
      const midi = midiOfStep(liftedAbove(this.step(n), lowest, this.tonic), this.tonic);
      let place = n;
      while (place > 0 && (notes[place - 1] ?? 0) > midi) {
        notes[place] = notes[place - 1] ?? 0;
        place -= 1;
      }
      notes[place] = midi;
    }
    return notes;
  }
}
