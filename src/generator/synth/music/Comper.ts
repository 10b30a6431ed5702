import { COMPS, type Comp } from '../catalogue/comps.ts';
import { SAMPLE_RATE } from '../dsp/control.ts';
import { chance } from '../dsp/random.ts';
import { LAYOUT } from '../style/layout.ts';
import { lengthAt, levelAt } from '../style/levelAt.ts';
import type { Band } from '../voices/Band.ts';
import type { StereoBuffer } from '../voices/Voice.ts';
import { emphasis, type Moment, threshold } from './Moment.ts';
import { lateness, Musician } from './Musician.ts';

/** Chords lie in the octave from F below middle C up, above the bass and below the lead. */
const LOWEST = 53;
const STEPS = 32;
const SPREAD = 0.6;

const LINES: readonly (Comp | undefined)[] = LAYOUT.choices.comp.names.map(
  (name) => (COMPS as Readonly<Record<string, Comp>>)[name],
);

/** Accompanies with chords. */
export class Comper {
  readonly #musician: Musician;

  constructor(band: Band, bus: StereoBuffer) {
    this.#musician = new Musician(band, bus, 'chords');
  }

  play(moment: Moment): void {
    const { style, section, seed, place, chord } = moment;
    const line = LINES[style.best('comp')];
    if (line === undefined || style.get('chords') < 0.02 || section.chords < 0.02) return;
    const step = variedStep(moment);
    const level = levelAt(line.hits, step) / 9;
    const jitter = (chance(seed, place, 0xc01) - 0.5) * 0.3 * moment.daring.variation;
    if (level === 0 || level + (level < 1 ? jitter : 0) < threshold(moment.density)) return;
    const human = style.get('human');
    const { note } = this.#musician;
    note.velocity =
      moment.strength *
      (0.1 + 0.85 * emphasis(level, moment.density) - 0.15 * human * chance(seed, place, 0xc02));
    note.gateSamples = (lengthAt(line.hits, step) * 0.96 - 0.1) * moment.samplesPerStep;
    note.glideFromHertz = 0;
    const wait = moment.waitSamples + lateness('chords', human, seed, place, 0xc03);
    const notes = chord.voicing(LOWEST);
    const tone = line.tones[step % line.tones.length] ?? 'x';
    if (tone === 'x' || tone === 'h') {
      this.#strum(moment, notes, tone === 'h' && chord.size > 2 ? 1 : 0, wait, section.chords);
      return;
    }
    const index = Math.max(0, (Number(tone) || 1) - 1);
    const octave = Math.floor(index / chord.size);
    note.gain = section.chords * 0.95;
    note.waitSamples = wait;
    note.pan = SPREAD * ((index % 3) - 1);
    // A single note of a broken chord rings on.
    note.gateSamples = Math.max(note.gateSamples, 2.5 * moment.samplesPerStep);
    this.#musician.play(style, (notes[index - octave * chord.size] ?? 60) + 12 * octave);
  }

  #strum(moment: Moment, notes: Int16Array, from: number, wait: number, level: number): void {
    const { note } = this.#musician;
    const { chord, style } = moment;
    const gapSamples = (style.get('strum') * SAMPLE_RATE) / 1000;
    const isUpStroke = moment.step % 4 !== 0;
    const count = chord.size - from;
    note.gain = level * Math.sqrt(1.6 / Math.max(2, count));
    for (let n = 0; n < count; n += 1) {
      note.waitSamples = wait + gapSamples * (isUpStroke ? count - 1 - n : n) * 0.5;
      note.pan = SPREAD * ((2 * (n + 0.5)) / count - 1);
      this.#musician.play(style, notes[from + n] ?? 60);
    }
  }
}

/** Now and then the second half of a bar takes up the rhythm of the first. */
function variedStep({ seed, pieceBar, step, daring }: Moment): number {
  const written = (pieceBar * 16 + step) % STEPS;
  const isVaried = pieceBar % 2 === 1 && chance(seed, pieceBar, 0xc04) < 0.6 * daring.variation;
  return isVaried && step >= 8 ? written - 8 : written;
}
