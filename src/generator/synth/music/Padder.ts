import type { Band } from '../voices/Band.ts';
import type { StereoBuffer } from '../voices/Voice.ts';
import type { Moment } from './Moment.ts';
import { Musician } from './Musician.ts';

const LOWEST = 54;
const STEPS_PER_HALF = 8;
/** A chord that stays is played anew after two bars, so that it goes on breathing. */
const MAX_HALVES = 4;
const MAX_NOTES = 4;
/** Into the next chord, in steps. */
const OVERLAP = 0.6;

/** Lays long chords underneath. */
export class Padder {
  readonly #musician: Musician;
  #nextPlace = 0;

  constructor(band: Band, bus: StereoBuffer) {
    this.#musician = new Musician(band, bus, 'pad');
  }

  restart(): void {
    this.#nextPlace = 0;
  }

  /** @param halvesHeld For how many half bars the chord stays. */
  play(moment: Moment, halvesHeld: number): void {
    const { style, chord, section } = moment;
    if (moment.step % STEPS_PER_HALF !== 0 || moment.place < this.#nextPlace) return;
    const steps = Math.min(MAX_HALVES, halvesHeld) * STEPS_PER_HALF;
    this.#nextPlace = moment.place + steps;
    if (style.get('pad') < 0.02) return;
    const { note } = this.#musician;
    const notes = chord.voicing(LOWEST);
    const count = Math.min(chord.size, MAX_NOTES);
    note.velocity = 0.7 * moment.strength;
    note.gain = section.pad * Math.sqrt(1.4 / count);
    note.gateSamples = (steps + OVERLAP) * moment.samplesPerStep;
    note.waitSamples = moment.waitSamples;
    note.glideFromHertz = 0;
    for (let n = 0; n < count; n += 1) {
      note.pan = 0.75 * ((2 * (n + 0.5)) / count - 1) * (n % 2 === 0 ? 1 : -1);
      // Every other note an octave up makes it wide.
      this.#musician.play(style, (notes[n] ?? 60) + (n % 2 === 1 ? 12 : 0));
    }
  }
}
