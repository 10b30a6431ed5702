import type { Form, Section } from '../catalogue/forms.ts';
import type { StyleVector } from '../style/StyleVector.ts';
import type { Chord } from './Chord.ts';

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
  form: Form;
  section: Section;
  /** What comes after it. */
  next: Section;
  /** How many sections came before. */
  sectionIndex: number;
  /** Number of the tune and the chords that the section shares with others. */
  theme: number;
  /** How hard to play in this section, as a factor: who plays softly sounds darker as well. */
  strength: number;
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
  /** Level of the arpeggio, 0 to 1. */
  arpLevel: number;
  daring: Daring;
  samplesPerStep: number;
  /** From the beginning of the frame. */
  waitSamples: number;
}

/** Below the middle, density thins out gently at first: the backbone stays. */
const MIDDLE = 0.5;
const AT_MIDDLE = 0.53;

/** How important a note must be, 0 to 1, to be played at a density. */
export function threshold(density: number): number {
  if (density < MIDDLE) return 0.97 - 0.32 * density - 1.12 * density * density;
  return AT_MIDDLE - (density - MIDDLE) * 1.02;
}

/** How hard to play: what is important, and what the density has long since called for, harder. */
export function emphasis(level: number, density: number): number {
  const margin = (level - threshold(density) + 0.1) / 0.45;
  return 0.3 + 0.4 * level + 0.3 * Math.min(1, Math.max(0, margin));
}
