import type { Parameter } from '../catalogue/parameters.ts';
import { DRUM_FIELDS, type DrumField } from '../voices/DrumSound.ts';
import { type Choice, LAYOUT, RHYTHM_STEPS } from './layout.ts';

const FIELDS = DRUM_FIELDS.length;

/** A style, or a blend of styles, as numbers. */
export class StyleVector {
  readonly values = new Float64Array(LAYOUT.size);

  get(parameter: Parameter): number {
    return this.values[LAYOUT.parameters[parameter]] ?? 0;
  }

  set(parameter: Parameter, value: number): void {
    this.values[LAYOUT.parameters[parameter]] = value;
  }

  /** How important a hit is, 0 to 9. @param part Index into `DRUM_PARTS`. */
  cell(part: number, step: number): number {
    return this.values[LAYOUT.rhythmStart + part * RHYTHM_STEPS + step] ?? 0;
  }

  setCell(part: number, step: number, level: number): void {
    this.values[LAYOUT.rhythmStart + part * RHYTHM_STEPS + step] = level;
  }

  /** Fills `sound` with a part's sound. */
  drum(part: number, sound: Record<DrumField, number>): void {
    const start = LAYOUT.kitStart + part * FIELDS;
    for (let n = 0; n < FIELDS; n += 1) {
      const field = DRUM_FIELDS[n];
      if (field !== undefined) sound[field] = this.values[start + n] ?? 0;
    }
  }

  drumField(part: number, field: DrumField): number {
    return this.values[drumPlace(part, field)] ?? 0;
  }

  addDrumField(part: number, field: DrumField, amount: number): void {
    const place = drumPlace(part, field);
    this.values[place] = (this.values[place] ?? 0) + amount;
  }

  /** How much an option is wanted, relative to the others. */
  score(choice: Choice, option: number): number {
    return this.values[LAYOUT.choices[choice].start + option] ?? 0;
  }

  addScore(choice: Choice, option: string, amount: number): void {
    const { start, names } = LAYOUT.choices[choice];
    const index = start + names.indexOf(option);
    this.values[index] = (this.values[index] ?? 0) + amount;
  }

  scaleScores(choice: Choice, factor: number): void {
    const { start, names } = LAYOUT.choices[choice];
    for (let i = start; i < start + names.length; i += 1) {
      this.values[i] = (this.values[i] ?? 0) * factor;
    }
  }

  /** What is unwanted is not wanted less than not at all. */
  clipScores(choice: Choice): void {
    const { start, names } = LAYOUT.choices[choice];
    for (let i = start; i < start + names.length; i += 1) {
      this.values[i] = Math.max(0, this.values[i] ?? 0);
    }
  }

  /** The option wanted most; `except` leaves one out. -1: none is wanted at all. */
  best(choice: Choice, except = -1): number {
    const { start, names } = LAYOUT.choices[choice];
    let best = -1;
    let bestScore = 1e-6;
    for (let option = 0; option < names.length; option += 1) {
      const score = this.values[start + option] ?? 0;
      if (option === except || score <= bestScore) continue;
      best = option;
      bestScore = score;
    }
    return best;
  }

  copyFrom(other: StyleVector): void {
    this.values.set(other.values);
  }

  /** Goes a share (0 to 1) of the way. */
  approach(target: StyleVector, share: number): void {
    const { values } = this;
    for (let i = 0; i < values.length; i += 1) {
      const value = values[i] ?? 0;
      values[i] = value + share * ((target.values[i] ?? 0) - value);
    }
  }
}

function drumPlace(part: number, field: DrumField): number {
  return LAYOUT.kitStart + part * FIELDS + DRUM_FIELDS.indexOf(field);
}
