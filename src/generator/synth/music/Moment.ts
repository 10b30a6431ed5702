import type { StyleVector } from '../style/StyleVector.ts';
import type { Chord } from './Chord.ts';
import type { Section } from './form.ts';

/** How adventurous choices are: what `temperature`, `topK` and the mode come down to. */
export interface Daring {
  temperature: number;
  topK: number;
  /** 0 to 1: how much is varied where it could be repeated. */
  variation: number;
}

/** Everything a musician needs to know about a sixteenth. One object is used for all. */
export interface Moment {
  seed: number;
  style: StyleVector;
  section: Section;
  /** How many sections came before. */
  sectionIndex: number;
  /** Bar of the section, and of the piece. */
  bar: number;
  pieceBar: number;
  /** Sixteenth of the bar, 0 to 15. */
  step: number;
  /** Of the piece: the place that chance is asked for. */
  place: number;
  chord: Chord;
  nextChord: Chord;
  /** Step of the scale that is home. */
  home: number;
  tonic: number;
  density: number;
  daring: Daring;
  samplesPerStep: number;
  /** From the beginning of the frame. */
  waitSamples: number;
}

/** How important a note must be, 0 to 1, to be played at a density. */
export function threshold(density: number): number {
  return 0.97 - 0.95 * density;
}
