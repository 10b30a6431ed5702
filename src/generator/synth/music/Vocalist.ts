import { PATCHES } from '../catalogue/patches.ts';
import { hertzOfMidi } from '../dsp/control.ts';
import { chance } from '../dsp/random.ts';
import { lengthAt, levelAt } from '../style/levelAt.ts';
import type { Band } from '../voices/Band.ts';
import { freshNote, type StereoBuffer } from '../voices/Voice.ts';
import { type Moment, threshold } from './Moment.ts';
import { MOTIF_STEPS, Motif } from './Motif.ts';
import { midiOfStep, stepNear } from './scale.ts';

/** Phrases of two bars with room to breathe. */
const PHRASES = [
  '9-------7-----5-8-----------....',
  '8---6---9-------7---5---8-----..',
  '..7-6---9-----------6-7-8-----..',
] as const;
const CENTRE_MIDI = 67;
/** The second voice sings a third below, more softly. */
const SECOND_VOICE = 0.55;
const CALM = { temperature: 0.6, topK: 5, variation: 0.3 };

/** Sings without words. */
export class Vocalist {
  readonly #band: Band;
  readonly #bus: StereoBuffer;
  readonly #note = freshNote();
  readonly #motif = new Motif();
  #phrase: string = PHRASES[0];
  #lastHertz = 0;
  /** Number of the vowel now sung. */
  vowel = 0;

  constructor(band: Band, bus: StereoBuffer) {
    this.#band = band;
    this.#bus = bus;
  }

  /** @param level 0 to 1; 0: silent. */
  play(moment: Moment, level: number): void {
    const { seed, place, chord, tonic } = moment;
    if (level < 0.03) return;
    const step = (moment.bar * 16 + moment.step) % MOTIF_STEPS;
    const pair = Math.floor(moment.bar / 2) % 4;
    if (step === 0) {
      const at = moment.theme * 4 + (pair % 2);
      this.#phrase = PHRASES[Math.floor(chance(seed, at, 0x701) * PHRASES.length)] ?? PHRASES[0];
      const motifSeed = Math.floor(chance(seed, at, 0x702) * 2 ** 31);
      this.#motif.compose(this.#phrase, 0.2, CALM, motifSeed);
    }
    const importance = levelAt(this.#phrase, step) / 9;
    if (importance === 0 || importance < threshold(Math.max(0.4, moment.density))) return;
    const note = this.#note;
    const length = lengthAt(this.#phrase, step);
    note.velocity = moment.strength * (0.6 + 0.3 * importance);
    note.gain = level;
    note.gateSamples = (length * 0.95 - 0.2) * moment.samplesPerStep;
    note.waitSamples = moment.waitSamples;
    note.pan = -0.08;
    const centre = stepNear(CENTRE_MIDI, tonic);
    const home = moment.home + 7 * Math.round((centre - moment.home) / 7);
    const pitch = chord.nearest(home + (this.#motif.steps[step] ?? 0));
    note.hertz = hertzOfMidi(midiOfStep(pitch, tonic));
    note.glideFromHertz = chance(seed, place, 0x703) < 0.5 ? this.#lastHertz : 0;
    this.#lastHertz = note.hertz;
    this.vowel = Math.floor(chance(seed, place, 0x704) * 3);
    this.#band.play(PATCHES.singer, note, this.#bus);
    note.hertz = hertzOfMidi(midiOfStep(chord.nearest(pitch - 2), tonic));
    note.gain = level * SECOND_VOICE;
    note.pan = 0.5;
    note.glideFromHertz = 0;
    this.#band.play(PATCHES.singer, note, this.#bus);
  }
}
