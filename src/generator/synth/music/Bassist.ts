import { BASS_LINES, type BassLine } from '../catalogue/bassLines.ts';
import { chance } from '../dsp/random.ts';
import { LAYOUT } from '../style/layout.ts';
import { lengthAt, levelAt } from '../style/levelAt.ts';
import type { Band } from '../voices/Band.ts';
import type { StereoBuffer } from '../voices/Voice.ts';
import type { Chord } from './Chord.ts';
import { emphasis, type Moment, threshold } from './Moment.ts';
import { lateness, Musician } from './Musician.ts';
import { liftedAbove, midiOfStep } from './scale.ts';

/** Roots lie from A at 55 Hz up: below that, small loudspeakers are silent. */
const LOWEST = 33;
const STEPS = 32;
const TURN = ['5', '8', '5', 'n'] as const;

const LINES: readonly (BassLine | undefined)[] = LAYOUT.choices.bassLine.names.map(
  (name) => (BASS_LINES as Readonly<Record<string, BassLine>>)[name],
);

export class Bassist {
  readonly #musician: Musician;
  #lastHertz = 0;

  constructor(band: Band, bus: StereoBuffer) {
    this.#musician = new Musician(band, bus, 'bass');
  }

  play(moment: Moment): void {
    const { style, section, seed, place } = moment;
    const line = LINES[style.best('bassLine')];
    if (line === undefined || style.get('bass') < 0.02 || section.bass < 0.02) return;
    const step = (moment.pieceBar * 16 + moment.step) % STEPS;
    const level = levelAt(line.hits, step) / 9;
    const jitter = (chance(seed, place, 0xba5) - 0.5) * 0.25 * moment.daring.variation;
    if (level === 0 || level + (level < 1 ? jitter : 0) < threshold(moment.density)) return;
    const tone = turnOf(moment) ?? line.tones[step % line.tones.length] ?? '1';
    const length = lengthAt(line.hits, step);
    const human = style.get('human');
    const { note } = this.#musician;
    note.velocity =
      moment.strength *
      (0.25 + 0.75 * emphasis(level, moment.density) - 0.12 * human * chance(seed, place, 0xba6));
    note.gain = section.bass;
    note.gateSamples = (length * 0.94 - 0.12 * human) * moment.samplesPerStep;
    note.waitSamples = moment.waitSamples + lateness('bass', human, seed, place, 0xba7);
    note.pan = 0;
    note.glideFromHertz =
      chance(seed, place, 0xba8) < 0.6 * style.get('slide') ? this.#lastHertz : 0;
    this.#musician.play(style, midiOfStep(pitchOf(tone, moment), moment.tonic));
    this.#lastHertz = note.hertz;
  }
}

/** At the end of a phrase the bass may turn towards what comes. */
function turnOf({ seed, bar, step, pieceBar, daring }: Moment): string | undefined {
  if (bar % 4 !== 3 || step < 12) return undefined;
  if (chance(seed, pieceBar, 0xba9) > 0.8 * daring.variation) return undefined;
  return TURN[step % TURN.length];
}

function pitchOf(tone: string, moment: Moment): number {
  const { chord, tonic } = moment;
  const root = liftedAbove(chord.root, LOWEST, tonic);
  if (tone === 'n') return approach(root, moment.nextChord, tonic);
  const number = Number(tone);
  return Number.isInteger(number) && number > 0 ? root + number - 1 : root;
}

/** A step away from the next root, on the side where the line comes from. */
function approach(from: number, next: Chord, tonic: number): number {
  const to = liftedAbove(next.root, LOWEST, tonic);
  return to > from ? to - 1 : to + 1;
}
