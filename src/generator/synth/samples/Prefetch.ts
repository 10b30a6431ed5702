import { PATCHES } from '../catalogue/patches.ts';
import { SAMPLED_KITS } from '../catalogue/sampledKits.ts';
import { LAYOUT, ROLES, type Role } from '../style/layout.ts';
import type { StyleVector } from '../style/StyleVector.ts';
import type { Patch } from '../voices/Band.ts';
import { sampleBank } from './SampleBank.ts';

/** What a piece begins with is decoded as it is played; then there is time for the rest. */
const WAIT_FRAMES = 150;
/** Where each role plays, as MIDI keys. */
const REGISTERS: Readonly<Record<Role, readonly [lowest: number, highest: number]>> = {
  bass: [33, 50],
  chords: [50, 76],
  lead: [60, 86],
  arp: [62, 86],
  pad: [54, 79],
};
/** Soft, middling and hard: presets have hardly more layers. */
const VELOCITIES = [0.4, 0.65, 0.9] as const;
const ALL_PATCHES: Readonly<Record<string, Patch>> = PATCHES;

/**
 * Decodes what a style will need before it is needed, one sample at a time: a cold one takes a
 * millisecond, and some take ten. Makes no difference to the music.
 */
export class Prefetch {
  #waiting = 0;
  #work: Iterator<void> | undefined;

  aim(style: StyleVector): void {
    this.#waiting = WAIT_FRAMES;
    this.#work = workFor(style);
  }

  /** Once for each frame. */
  step(): void {
    if (this.#work === undefined) return;
    this.#waiting -= 1;
    if (this.#waiting > 0) return;
    if (this.#work.next().done === true) this.#work = undefined;
  }
}

function* workFor(style: StyleVector): Generator<void> {
  for (const role of ROLES) {
    const first = style.best(role);
    for (const option of [first, style.best(role, first)]) {
      const patch = ALL_PATCHES[LAYOUT.choices[role].names[option] ?? ''];
      if (patch?.kind !== 'sample') continue;
      const [lowest, highest] = REGISTERS[role];
      for (let key = lowest; key <= highest; key += 1) yield* decode(patch.preset, key);
    }
  }
  const kits: Readonly<Record<string, (typeof SAMPLED_KITS)['studio']>> = SAMPLED_KITS;
  const kit = kits[LAYOUT.choices.kit.names[style.best('kit')] ?? ''];
  for (const { preset, key } of Object.values(kit ?? {})) {
    if (key !== undefined) yield* decode(preset, key);
  }
}

function* decode(preset: string, key: number): Generator<void> {
  for (const velocity of VELOCITIES) {
    for (const zone of sampleBank.zonesOf(preset, key, velocity)) {
      if (zone.isDecoded) continue;
      zone.decode();
      yield;
    }
    yield;
  }
}
