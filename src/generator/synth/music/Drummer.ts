import { chance } from '../dsp/random.ts';
import { RHYTHM_STEPS } from '../style/layout.ts';
import { levelAt } from '../style/levelAt.ts';
import type { Band } from '../voices/Band.ts';
import {
  DRUM_FIELDS,
  DRUM_PARTS,
  type DrumField,
  type DrumPart,
  type DrumSound,
} from '../voices/DrumSound.ts';
import { freshNote, type StereoBuffer } from '../voices/Voice.ts';
import { Kits } from './Kits.ts';
import { emphasis, type Moment, threshold } from './Moment.ts';
import { lateness } from './Musician.ts';
import { tunedHertz } from './scale.ts';

const KICK = DRUM_PARTS.indexOf('kick');
const SNARE = DRUM_PARTS.indexOf('snare');
const CLAP = DRUM_PARTS.indexOf('clap');
const HAT = DRUM_PARTS.indexOf('hat');
const LOW_DRUM = DRUM_PARTS.indexOf('lowDrum');
const HIGH_DRUM = DRUM_PARTS.indexOf('highDrum');
const CRASH = DRUM_PARTS.indexOf('crash');

/** Levels this small are leftovers of a blend. */
const LEAST_LEVEL = 0.6;
/** A drum that falls by two octaves sounds so much above the note it comes to rest on. */
const SWEEP_SHARPENS = 0.018;
/** What any rhythm is filled up with when it is to be dense, as rhythms are written. */
const FILLING: Readonly<Partial<Record<DrumPart, string>>> = {
  hat: '.3.2.3.2.3.2.3.2',
  shaker: '1.2.1.2.1.2.1.2.',
  snare: '.......2.1.....2',
  kick: '......2....1..2.',
};
const FILLING_LEVELS = DRUM_PARTS.map((part) =>
  Uint8Array.from({ length: 16 }, (_, step) => levelAt(FILLING[part], step)),
);
const FILL_PARTS: Readonly<Record<string, number>> = { s: SNARE, t: HIGH_DRUM, l: LOW_DRUM };
/** A style with fewer drums than this has no crash and no fills. */
const LEAST_FOR_FILLS = 0.3;
/** From such a difference in loudness on a section has an ending. */
const ENDING_FROM = 0.25;
/** Softer sections than this begin without a crash. */
const LEAST_FOR_CRASH = 0.6;

function fillingLevel(part: number, step: number): number {
  return FILLING_LEVELS[part]?.[step] ?? 0;
}

function feelOf(part: number): 'kick' | 'backbeat' | 'drums' {
  if (part === KICK) return 'kick';
  return part === SNARE || part === CLAP ? 'backbeat' : 'drums';
}

/** The last half bar of a section belongs to what leads into the next. */
function isEnding({ bar, step, section, next }: Moment): boolean {
  const isLast = bar === section.bars - 1 && step >= 8;
  return isLast && Math.abs(next.loudness[0] - section.loudness[1]) > ENDING_FROM;
}

/** Keeps the beat. */
export class Drummer {
  readonly #band: Band;
  readonly #bus: StereoBuffer;
  readonly #note = freshNote();
  readonly #kits = new Kits();
  readonly #sound = Object.fromEntries(DRUM_FIELDS.map((field) => [field, 0])) as DrumSound;
  /** Samples from the beginning of the frame to a kick just planned; -1: none. */
  kickWait = -1;

  constructor(band: Band, bus: StereoBuffer) {
    this.#band = band;
    this.#bus = bus;
  }

  play(moment: Moment): void {
    const { style } = moment;
    if (style.get('drums') < 0.02 || moment.section.drums < 0.02) return;
    const isFill = this.#fill(moment);
    const step = (moment.pieceBar * 16 + moment.step) % RHYTHM_STEPS;
    for (let part = 0; part < DRUM_PARTS.length; part += 1) {
      const level = Math.max(style.cell(part, step), fillingLevel(part, moment.step));
      if (level < LEAST_LEVEL) continue;
      if (part === KICK && moment.section.breather && moment.step !== 0) continue;
      if (part === KICK && isEnding(moment)) continue;
      // A fill takes the place of the snare and the drums.
      if (isFill && (part === SNARE || part === LOW_DRUM || part === HIGH_DRUM)) continue;
      this.#consider(moment, part, Math.min(1, level / 9));
    }
    this.#crash(moment);
  }

  #consider(moment: Moment, part: number, level: number): void {
    const { seed, place, style, daring } = moment;
    const random = chance(seed, place, part);
    const jitter = level > 0.95 ? 0 : (random - 0.5) * (0.12 + 0.3 * daring.variation);
    if (level + jitter < threshold(moment.density)) return;
    const human = style.get('human');
    const accent = moment.step % 4 === 0 ? 1 : 0.88;
    const velocity =
      emphasis(level, moment.density) * accent * (1 - 0.3 * human * chance(seed, place, part + 50));
    const late = lateness(feelOf(part), human, seed, place, part + 100);
    this.#hit(moment, part, velocity, late);
    this.#roll(moment, part, velocity, late);
  }

  /** Stutters: the hit comes twice, three or four times as fast. */
  #roll(moment: Moment, part: number, velocity: number, late: number): void {
    const { seed, place, style } = moment;
    if (part !== HAT && part !== SNARE) return;
    const likelihood = style.get('glitch') * (part === HAT ? 0.3 : 0.14);
    if (chance(seed, place, part + 200) > likelihood) return;
    const times = 2 + Math.floor(chance(seed, place, part + 250) * 3);
    for (let n = 1; n < times; n += 1) {
      const wait = late + (n * moment.samplesPerStep) / times;
      this.#hit(moment, part, velocity * (0.6 + 0.1 * n), wait);
    }
  }

  #fill(moment: Moment): boolean {
    const { seed, pieceBar, style, section, form } = moment;
    if (style.get('drums') < LEAST_FOR_FILLS || moment.density < 0.15) return false;
    const isLast = moment.bar === section.bars - 1;
    const isPhraseEnd = moment.bar % 4 === 3;
    const likelihood = isLast ? 0.9 : isPhraseEnd ? 0.3 + 0.4 * moment.daring.variation : 0;
    if (moment.step < 8 || chance(seed, pieceBar, 0xf11) > likelihood) return false;
    const fill = form.fills[Math.floor(chance(seed, pieceBar, 0xf12) * form.fills.length)];
    if (fill === undefined) return false;
    const part = FILL_PARTS[fill[moment.step - 8] ?? '.'];
    // It swells towards a louder section, and dies away towards a softer one.
    const swell = isLast && moment.next.loudness[0] < section.loudness[1] ? -0.02 : 0.04;
    if (part !== undefined) this.#hit(moment, part, 0.3 + swell * (moment.step - 8), 0);
    return true;
  }

  #crash(moment: Moment): void {
    const { style, section } = moment;
    if (moment.step !== 0 || moment.bar !== 0 || moment.sectionIndex === 0) return;
    if (style.get('drums') < LEAST_FOR_FILLS || section.breather) return;
    if (section.loudness[0] < LEAST_FOR_CRASH) return;
    this.#hit(moment, CRASH, 0.5, 0);
  }

  #hit(moment: Moment, part: number, velocity: number, late: number): void {
    const { style } = moment;
    const sound: Record<DrumField, number> = this.#sound;
    style.drum(part, sound);
    const note = this.#note;
    const flat = 1 - SWEEP_SHARPENS * Math.min(1, Math.max(0, sound['sweep']) / 2);
    note.hertz = flat * tunedHertz(sound['toneHz'], moment.home, moment.tonic);
    note.velocity = Math.min(1, velocity * moment.strength);
    note.gain = moment.section.drums;
    note.waitSamples = moment.waitSamples + late;
    note.pan = sound['pan'];
    if (part === KICK) this.kickWait = Math.floor(note.waitSamples);
    const { sampled, share } = this.#kits.find(style, part);
    if (sampled !== undefined) {
      note.gain = moment.section.drums * Math.sqrt(share);
      this.#band.strike(sampled, note, this.#bus);
      if (share === 1) return;
    }
    note.gain = moment.section.drums * Math.sqrt(1 - share);
    const random = chance(moment.seed, moment.place, part + 300);
    this.#band.hit(this.#sound, note, this.#bus, random);
  }
}
