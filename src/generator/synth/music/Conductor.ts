import { FORMS } from '../catalogue/forms.ts';
import { PATCHES } from '../catalogue/patches.ts';
import { clamp, hertzOfMidi, SAMPLE_RATE } from '../dsp/control.ts';
import type { Mixer } from '../mix/Mixer.ts';
import type { Piece } from '../style/piece.ts';
import { StyleVector } from '../style/StyleVector.ts';
import type { Band } from '../voices/Band.ts';
import { freshNote } from '../voices/Voice.ts';
import { Arpeggiator } from './Arpeggiator.ts';
import { Bassist } from './Bassist.ts';
import { Chord } from './Chord.ts';
import { Comper } from './Comper.ts';
import { Drummer } from './Drummer.ts';
import { formOf, loudnessAt, meanLevelDb, placeAt } from './form.ts';
import { Harmonist } from './Harmonist.ts';
import { Melodist } from './Melodist.ts';
import type { Daring, Moment } from './Moment.ts';
import { Padder } from './Padder.ts';
import { midiOfStep } from './scale.ts';
import { STEPS_PER_BAR, Transport } from './Transport.ts';
import { Vocalist } from './Vocalist.ts';

/** A dotted eighth: echoes that fall between the beats. */
const DELAY_STEPS = 3;
const RISER_BARS = 2;
/** Slow tides in the music, in bars: how dense it is, how bright it is. */
const DENSITY_TIDE_BARS = 11;
const DENSITY_TIDE = 0.025;
const BRIGHTNESS_TIDE_BARS = 14;
const BRIGHTNESS_TIDE_OCTAVES = 0.3;
/** How far filters close in the softest sections: they open with what builds up. */
const SOFT_OCTAVES = 1.1;
const MAX_HALVES = 8;
/** How hard the softest sections are played, relative to the loudest. */
const SOFTEST = 0.68;
/** Only a section that is so much louder is announced. */
const ANNOUNCED_RISE = 0.15;

/** What style and controls together ask of the players at the moment. */
export interface Directions {
  seed: number;
  /** 0 to 1. */
  density: number;
  vocal: number;
  arp: number;
  daring: Daring;
}

/** Leads the players through the piece, sixteenth by sixteenth. */
export class Conductor {
  readonly #transport = new Transport();
  readonly #harmonist = new Harmonist();
  readonly #drummer: Drummer;
  readonly #bassist: Bassist;
  readonly #comper: Comper;
  readonly #melodist: Melodist;
  readonly #arpeggiator: Arpeggiator;
  readonly #padder: Padder;
  readonly #vocalist: Vocalist;
  readonly #band: Band;
  readonly #mixer: Mixer;
  readonly #moment: Moment;
  readonly #riser = freshNote();
  #sectionStart = 0;
  #isFresh = true;
  /** How much the filters open at the moment, on account of the form. */
  brightnessOctaves = 0;

  constructor(band: Band, mixer: Mixer) {
    this.#band = band;
    this.#mixer = mixer;
    this.#drummer = new Drummer(band, mixer.drums);
    this.#bassist = new Bassist(band, mixer.bass);
    this.#comper = new Comper(band, mixer.chords);
    this.#melodist = new Melodist(band, mixer.lead);
    this.#arpeggiator = new Arpeggiator(band, mixer.arp);
    this.#padder = new Padder(band, mixer.pad);
    this.#vocalist = new Vocalist(band, mixer.vocal);
    this.#moment = {
      seed: 0,
      style: new StyleVector(),
      form: FORMS.song,
      section: FORMS.song.opening,
      next: FORMS.song.opening,
      sectionIndex: 0,
      theme: 0,
      strength: 1,
      bar: 0,
      pieceBar: 0,
      step: 0,
      place: 0,
      chord: new Chord(),
      nextChord: new Chord(),
      home: 0,
      tonic: 0,
      density: 0.5,
      arpLevel: 0,
      daring: { temperature: 1, topK: 40, variation: 0.3 },
      samplesPerStep: 6000,
      waitSamples: 0,
    };
  }

  /** A new piece, from its first beat. */
  begin(piece: Piece): void {
    const moment = this.#moment;
    this.#transport.start(piece.bpm);
    moment.tonic = piece.tonic;
    moment.samplesPerStep = this.#transport.samplesPerStep;
    this.#isFresh = true;
    this.#padder.restart();
    this.#mixer.setDelayTime(DELAY_STEPS * moment.samplesPerStep);
  }

  /** Has everything played that begins within the next frame. */
  playFrame(style: StyleVector, directions: Directions): void {
    for (let step = this.#transport.takeStep(); step >= 0; step = this.#transport.takeStep()) {
      this.#play(step, style, directions);
      this.#transport.finishStep(style.get('swing8'), style.get('swing16'));
    }
    this.#transport.endFrame();
  }

  #play(place: number, style: StyleVector, directions: Directions): void {
    const moment = this.#moment;
    moment.seed = directions.seed;
    moment.style = style;
    moment.daring = directions.daring;
    moment.arpLevel = directions.arp;
    moment.place = place;
    moment.step = place % STEPS_PER_BAR;
    moment.pieceBar = Math.floor(place / STEPS_PER_BAR);
    moment.waitSamples = this.#transport.wait;
    this.#findSection();
    const loudness = this.#findLoudness();
    const { section, bar } = moment;
    const contrast = 2 * style.get('contrast');
    const tide = DENSITY_TIDE * Math.sin((2 * Math.PI * moment.pieceBar) / DENSITY_TIDE_BARS);
    const turns = place / STEPS_PER_BAR / BRIGHTNESS_TIDE_BARS;
    this.brightnessOctaves =
      contrast *
      (BRIGHTNESS_TIDE_OCTAVES * Math.sin(2 * Math.PI * turns) - (1 - loudness) * SOFT_OCTAVES);
    moment.density = clamp(directions.density + (section.density + tide) * contrast, 0, 1);
    this.#findChord();

    this.#drummer.play(moment);
    if (this.#drummer.kickWait >= 0) this.#mixer.ducker.kick(this.#drummer.kickWait);
    this.#drummer.kickWait = -1;
    this.#bassist.play(moment);
    this.#comper.play(moment);
    this.#arpeggiator.play(moment);
    this.#melodist.play(moment);
    const half = moment.step < STEPS_PER_BAR / 2 ? 0 : 1;
    this.#padder.play(moment, this.#harmonist.halvesHeld(bar, half, MAX_HALVES));
    this.#vocalist.play(moment, directions.vocal);
    this.#mixer.sing(this.#vocalist.vowel);
    this.#announce();
  }

  /** At the end of a section the form that the style then has decides what follows. */
  #findSection(): void {
    const moment = this.#moment;
    const isOver = moment.pieceBar - this.#sectionStart >= moment.section.bars;
    if (this.#isFresh || isOver) {
      moment.sectionIndex = this.#isFresh ? 0 : moment.sectionIndex + 1;
      moment.form = formOf(moment.style);
      const here = placeAt(moment.form, moment.seed, moment.sectionIndex);
      moment.section = here.section;
      moment.theme = here.theme;
      moment.next = placeAt(moment.form, moment.seed, moment.sectionIndex + 1).section;
      this.#sectionStart = moment.pieceBar;
      this.#isFresh = false;
    }
    moment.bar = moment.pieceBar - this.#sectionStart;
  }

  #findLoudness(): number {
    const moment = this.#moment;
    const loudness = loudnessAt(moment.section, moment.bar + moment.step / STEPS_PER_BAR);
    moment.strength = SOFTEST + (1 - SOFTEST) * loudness;
    const dynamics = moment.style.get('dynamics');
    this.#mixer.setIntent((loudness - 1) * dynamics - meanLevelDb(moment.form, dynamics));
    return loudness;
  }

  #findChord(): void {
    const { style, seed, bar, step, theme, daring, chord, nextChord, tonic } = this.#moment;
    const harmonist = this.#harmonist;
    if (step === 0) {
      // A progression belongs to a theme; where variety is asked for, for four bars.
      const turn = daring.variation > 0.6 ? Math.floor(bar / 4) : 0;
      harmonist.begin(style, seed, theme * 8 + turn);
    }
    const half = step < STEPS_PER_BAR / 2 ? 0 : 1;
    const size = Math.round(style.get('voices'));
    chord.set(harmonist.rootAt(bar, half), size, tonic);
    nextChord.set(harmonist.rootAt(bar + half, 1 - half), size, tonic);
    this.#moment.home = harmonist.home;
  }

  /** A sweep of noise that leads into the next section. */
  #announce(): void {
    const { style, section, next, bar, step, home } = this.#moment;
    const { tonic, samplesPerStep, waitSamples } = this.#moment;
    const level = style.get('riser');
    if (step !== 0 || bar !== section.bars - RISER_BARS || level < 0.1) return;
    if (next.loudness[0] < section.loudness[0] + ANNOUNCED_RISE) return;
    const note = this.#riser;
    note.hertz = hertzOfMidi(midiOfStep(home, tonic));
    note.velocity = 1;
    note.gain = level;
    note.gateSamples = RISER_BARS * STEPS_PER_BAR * samplesPerStep - 0.02 * SAMPLE_RATE;
    note.waitSamples = waitSamples;
    this.#band.play(PATCHES.riser, note, this.#mixer.pad);
  }
}
