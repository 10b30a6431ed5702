import { ARPS, type Arp } from '../catalogue/arps.ts';
import { chance, pick } from '../dsp/random.ts';
import { LAYOUT } from '../style/layout.ts';
import { levelAt } from '../style/levelAt.ts';
import type { Band } from '../voices/Band.ts';
import type { StereoBuffer } from '../voices/Voice.ts';
import { emphasis, type Moment, threshold } from './Moment.ts';
import { lateness, Musician } from './Musician.ts';

const LOWEST = 64;
/**
 * A figure swells over its two bars from this share of its strength, and the next two bars answer
 * in the inversion so many semitones below. Over a chord that stays for long, the overtones of the
 * same few notes would otherwise whistle through a whole section.
 */
const SWELLS_FROM = 0.65;
const ANSWER_SEMITONES = -10;
const PAIR_BARS = 2;
const STEPS = 32;
/** Softer than this it is not worth playing. */
const MIN_LEVEL = 0.03;
/** What any figure is filled up with when it is to be dense, by sixteenth of the beat. */
const FILLING = [3, 1.5, 2.5, 1.5] as const;

const FIGURES: readonly (Arp | undefined)[] = LAYOUT.choices.arpFigure.names.map(
  (name) => (ARPS as Readonly<Record<string, Arp>>)[name],
);

/** Runs through the chords. */
export class Arpeggiator {
  readonly #musician: Musician;

  constructor(band: Band, bus: StereoBuffer) {
    this.#musician = new Musician(band, bus, 'arp');
  }

  play(moment: Moment): void {
    const { style, section, seed, place, chord, density } = moment;
    const figure = FIGURES[style.best('arpFigure')];
    if (figure === undefined || moment.arpLevel * section.arp < MIN_LEVEL) return;
    const step = (moment.pieceBar * 16 + moment.step) % STEPS;
    const written = levelAt(figure.hits, step);
    const importance = Math.max(written, FILLING[step % 4] ?? 0) / 9;
    const jitter = (chance(seed, place, 0xa41) - 0.5) * 0.35 * moment.daring.variation;
    if (importance + jitter < threshold(density)) return;
    const { note } = this.#musician;
    const index =
      written > 0
        ? Math.max(0, (Number(figure.tones[step % figure.tones.length]) || 1) - 1)
        : pick(2 * chord.size, seed, place, 0xa43);
    const octave = Math.floor(index / chord.size);
    const swell = SWELLS_FROM + ((1 - SWELLS_FROM) * step) / (STEPS - 1);
    note.velocity = moment.strength * swell * (0.1 + 0.8 * emphasis(importance, density));
    note.gain = section.arp;
    note.gateSamples = 0.85 * moment.samplesPerStep;
    note.glideFromHertz = 0;
    note.waitSamples = moment.waitSamples + lateness('arp', style.get('human'), seed, place, 0xa42);
    note.pan = 0.7 * Math.sin(place * 1.3);
    const isAnswer = Math.floor(moment.pieceBar / PAIR_BARS) % 2 === 1;
    const notes = chord.voicing(LOWEST + (isAnswer ? ANSWER_SEMITONES : 0));
    const midi = (notes[index - octave * chord.size] ?? 64) + 12 * Math.min(1, octave);
    this.#musician.play(style, midi);
  }
}
