import { PATCHES } from '../catalogue/patches.ts';
import { hertzOfMidi, SAMPLE_RATE } from '../dsp/control.ts';
import { chance } from '../dsp/random.ts';
import { LAYOUT, type Role } from '../style/layout.ts';
import type { StyleVector } from '../style/StyleVector.ts';
import type { Band, Patch } from '../voices/Band.ts';
import { freshNote, type StereoBuffer } from '../voices/Voice.ts';

/** A second timbre joins in when it is wanted at least so much, relative to the first. */
const JOINS_FROM = 0.3;
/**
 * How late each plays who is not a machine, always and by chance, in ms: the bass is on the beat,
 * the snare leans back, the tune takes its time.
 */
const FEEL = {
  kick: { lag: 0, spread: 0 },
  backbeat: { lag: 5, spread: 5 },
  drums: { lag: 0, spread: 7 },
  bass: { lag: 0, spread: 6 },
  chords: { lag: 3, spread: 11 },
  arp: { lag: 0, spread: 6 },
  lead: { lag: 7, spread: 12 },
} as const;

const ALL_PATCHES: Readonly<Record<string, Patch>> = PATCHES;

/** By index, as the layout counts them. */
const PATCH_LIST: readonly (Patch | undefined)[] = LAYOUT.choices.bass.names.map(
  (name) => ALL_PATCHES[name],
);

/** Plays notes of one role with the timbres that the style has for it. */
export class Musician {
  readonly note = freshNote();
  readonly #band: Band;
  readonly #bus: StereoBuffer;
  readonly #role: Role;

  constructor(band: Band, bus: StereoBuffer, role: Role) {
    this.#band = band;
    this.#bus = bus;
    this.#role = role;
  }

  /** Plays `note` at a pitch. In a blend of two timbres both play, each by its share. */
  play(style: StyleVector, midi: number): void {
    const first = style.best(this.#role);
    const firstPatch = PATCH_LIST[first];
    if (firstPatch === undefined) return;
    const { note } = this;
    note.hertz = hertzOfMidi(midi);
    const second = style.best(this.#role, first);
    const ratio = second < 0 ? 0 : style.score(this.#role, second) / style.score(this.#role, first);
    const joining = ratio < JOINS_FROM ? 0 : (ratio - JOINS_FROM) / (1 - JOINS_FROM);
    const { gain } = note;
    note.gain = gain * Math.sqrt(1 - 0.5 * joining);
    this.#band.play(firstPatch, note, this.#bus);
    const secondPatch = PATCH_LIST[second];
    if (joining > 0 && secondPatch !== undefined) {
      note.gain = gain * Math.sqrt(0.5 * joining);
      this.#band.play(secondPatch, note, this.#bus);
    }
    note.gain = gain;
  }
}

/** How late a note is, in samples. @param human 0 (a machine) to 1. */
export function lateness(
  who: keyof typeof FEEL,
  human: number,
  seed: number,
  place: number,
  salt: number,
): number {
  const { lag, spread } = FEEL[who];
  return (human * (lag + spread * chance(seed, place, salt)) * SAMPLE_RATE) / 1000;
}
