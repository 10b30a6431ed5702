import { MELODIES, type Melody } from '../catalogue/melodies.ts';
import { chance } from '../dsp/random.ts';
import { LAYOUT } from '../style/layout.ts';
import { lengthAt, levelAt } from '../style/levelAt.ts';
import type { Band } from '../voices/Band.ts';
import type { Note, StereoBuffer } from '../voices/Voice.ts';
import { emphasis, type Moment, threshold } from './Moment.ts';
import { MOTIF_STEPS, Motif } from './Motif.ts';
import { lateness, Musician } from './Musician.ts';
import { midiOfStep, stepNear } from './scale.ts';

const MELODY_LIST: readonly (Melody | undefined)[] = LAYOUT.choices.melody.names.map(
  (name) => (MELODIES as Readonly<Record<string, Melody>>)[name],
);

/** Two bars each: a statement, its repetition, something else, and the statement again. */
const PHRASES: readonly (readonly number[])[] = [
  [0, 0, 1, 0],
  [0, 1, 0, 1],
  [0, 0, 0, 1],
  [0, 1, 0, 2],
];
const CENTRE_MIDI = 71;
/** A note from here on is on the beat or as good as. */
const STRONG = 7 / 9;
const PAN = 0.12;
/** Where a tune has two voices: from what importance on, how loud, and where. */
const HARMONISED_FROM = 5 / 9;
const HARMONY_GAIN = 0.55;
const HARMONY_PAN = 0.45;
/** However thin the accompaniment, a tune needs enough notes to be one. */
const LEAST_DENSITY = 0.25;

/** Plays the tune. */
export class Melodist {
  readonly #lead: Musician;
  /** Whoever plays the chords can take the tune. */
  readonly #second: Musician;
  readonly #motif = new Motif();
  #lastHertz = 0;
  #lastEnd = 0;

  constructor(band: Band, bus: StereoBuffer) {
    this.#lead = new Musician(band, bus, 'lead');
    this.#second = new Musician(band, bus, 'chords');
  }

  play(moment: Moment): void {
    const { style, seed, place } = moment;
    const melody = MELODY_LIST[style.best('melody')];
    if (melody === undefined) return;
    const step = (moment.bar * 16 + moment.step) % MOTIF_STEPS;
    if (step === 0) this.#compose(moment, melody);
    if (style.get('lead') < 0.02 || moment.section.lead < 0.02) return;
    const level = levelAt(melody.hits, step) / 9;
    const jitter = (chance(seed, place, 0x3e1) - 0.5) * 0.3 * moment.daring.variation;
    const density = LEAST_DENSITY + (1 - LEAST_DENSITY) * moment.density;
    if (level === 0 || level + jitter < threshold(density)) return;
    this.#sing(moment, melody, step, level);
  }

  #sing(moment: Moment, melody: Melody, step: number, level: number): void {
    const { style, seed, place, tonic, chord } = moment;
    const human = style.get('human');
    const player = moment.section.tune === 'second' ? this.#second : this.#lead;
    const { note } = player;
    note.velocity =
      moment.strength *
      (0.15 + 0.8 * emphasis(level, moment.density) - 0.15 * human * chance(seed, place, 0x3e2));
    note.gain = moment.section.lead;
    note.gateSamples = (lengthAt(melody.hits, step) * 0.95 - 0.1) * moment.samplesPerStep;
    note.waitSamples = moment.waitSamples + lateness('lead', human, seed, place, 0x3e3);
    note.pan = PAN;
    const isLegato = place - this.#lastEnd <= 1;
    const slides = chance(seed, place, 0x3e4) < style.get('slide');
    note.glideFromHertz = isLegato && slides ? this.#lastHertz : 0;
    const centre = stepNear(CENTRE_MIDI + 12 * Math.round(style.get('leadOctave')), tonic);
    // The octave of home nearest to the centre of the register.
    const home = moment.home + 7 * Math.round((centre - moment.home) / 7);
    let pitch = home + (this.#motif.steps[step] ?? 0);
    const isCadence = moment.bar % 8 === 7 && moment.step >= 8;
    if (level >= STRONG || moment.step % 8 === 0 || isCadence) pitch = chord.nearest(pitch);
    player.play(style, midiOfStep(pitch, tonic));
    if (moment.section.tune === 'both') this.#harmonise(moment, note, pitch, level);
    this.#lastHertz = note.hertz;
    this.#lastEnd = place + lengthAt(melody.hits, step);
  }

  /** A second voice below the tune, on its strong notes. */
  #harmonise(moment: Moment, tune: Note, pitch: number, level: number): void {
    if (level < HARMONISED_FROM) return;
    const { note } = this.#second;
    Object.assign(note, tune);
    note.gain = HARMONY_GAIN * tune.gain;
    note.pan = -HARMONY_PAN;
    note.glideFromHertz = 0;
    this.#second.play(moment.style, midiOfStep(moment.chord.nearest(pitch - 2), moment.tonic));
  }

  #compose(moment: Moment, melody: Melody): void {
    const { seed, sectionIndex, theme, daring } = moment;
    const pair = Math.floor(moment.bar / 2);
    const eightBars = Math.floor(moment.bar / 8);
    const verse = daring.variation > 0.6 ? sectionIndex : theme;
    const form = PHRASES[Math.floor(chance(seed, verse, 0x3e5) * PHRASES.length)];
    const idea = (form?.[pair % 4] ?? 0) + 4 * eightBars * (daring.variation > 0.6 ? 1 : 0);
    const motifSeed = Math.floor(chance(seed, verse * 64 + idea, 0x3e6) * 2 ** 31);
    this.#motif.compose(melody.hits, melody.leap, daring, motifSeed);
    // A repetition ends differently, the more so the more daring.
    const ending = chance(seed, sectionIndex * 64 + pair, 0x3e7);
    if (pair % 4 === 0 || ending > 0.25 + 0.6 * daring.variation) return;
    const varied = Math.floor(ending * 2 ** 31);
    const from = daring.variation > 0.6 ? 8 : 20;
    this.#motif.compose(melody.hits, melody.leap, daring, varied, from);
  }
}
