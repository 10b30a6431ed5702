import { KITS } from '../catalogue/kits.ts';
import type { MoodEntry } from '../catalogue/moods.ts';
import { PARAMETERS, type Parameter } from '../catalogue/parameters.ts';
import { RHYTHMS, type Rhythm } from '../catalogue/rhythms.ts';
import { clamp } from '../dsp/control.ts';
import { DRUM_FIELDS, DRUM_PARTS } from '../voices/DrumSound.ts';
import { type Choice, RHYTHM_STEPS, ROLES, type Role } from './layout.ts';
import { levelAt } from './levelAt.ts';
import type { StyleVector } from './StyleVector.ts';

/** With this share of a mix, an instrument or a mood is fully there. */
const FULL_SHARE = 0.6;
/** How loud a role is, at least, that was asked for. */
const FRONT: Readonly<Record<Role | 'drums', number>> = {
  bass: 0.9,
  chords: 0.85,
  lead: 0.85,
  arp: 0.65,
  pad: 0.7,
  drums: 0.85,
};
/** What role an instrument plays before it plays another. */
const LINE_OF: Readonly<Partial<Record<Role, Choice>>> = { chords: 'comp', lead: 'melody' };
/** How much of the groove's own rhythm makes room for the drums asked for. */
const ROOM_FOR_DRUMS = 0.45;
const KIT_SHARE = 0.7;

/** Adds an instrument or a mood to a style. @param share Of all weight; negative: away from it. */
export function addAccent(style: StyleVector, entry: MoodEntry, share: number): void {
  const strength = clamp(share / FULL_SHARE, -1, 1);
  for (const [name, bend] of Object.entries(entry.bend ?? {}) as [Parameter, number][]) {
    const { min, max } = PARAMETERS[name];
    // Away from drums is to mean no drums, not fewer.
    const turn = strength < 0 ? 2 * strength : strength;
    style.set(name, clamp(style.get(name) + turn * bend, min, max));
  }
  for (const role of ROLES) {
    const wish = entry[role];
    if (wish === undefined) continue;
    const [patch, line] = typeof wish === 'string' ? [wish, undefined] : wish;
    bringToFront(style, role, patch, strength);
    const choice = LINE_OF[role];
    if (line !== undefined && choice !== undefined) favour(style, choice, line, 0.8 * strength);
    // An instrument that was asked for does not keep silent, even where there is no melody.
    if (role === 'lead' && strength > 0) style.addScore('melody', 'none', -2 * strength);
  }
  if (entry.drums !== undefined) addDrums(style, entry.drums, strength);
}

function bringToFront(style: StyleVector, role: Role, patch: string, strength: number): void {
  favour(style, role, patch, strength);
  const level = style.get(role);
  if (strength > 0) style.set(role, Math.max(level, level + strength * (FRONT[role] - level)));
}

function favour(style: StyleVector, choice: Choice, option: string, strength: number): void {
  if (strength > 0) style.scaleScores(choice, 1 - 0.85 * strength);
  style.addScore(choice, option, strength);
}

function addDrums(
  style: StyleVector,
  [rhythmName, kitName]: NonNullable<MoodEntry['drums']>,
  strength: number,
): void {
  const level = style.get('drums');
  if (strength < 0) {
    style.set('drums', Math.max(0, level * (1 + strength)));
    return;
  }
  style.set('drums', Math.max(level, level + strength * (FRONT.drums - level)));
  style.scaleScores('kit', 1 - KIT_SHARE * strength);
  style.addScore('kit', kitName, KIT_SHARE * strength);
  const rhythm: Rhythm = RHYTHMS[rhythmName];
  DRUM_PARTS.forEach((part, index) => {
    for (let step = 0; step < RHYTHM_STEPS; step += 1) {
      const own = style.cell(index, step) * (1 - ROOM_FOR_DRUMS * strength);
      style.setCell(index, step, Math.max(own, strength * levelAt(rhythm[part], step)));
    }
    const sound = KITS[kitName][part];
    for (const field of DRUM_FIELDS) {
      const value = style.drumField(index, field);
      style.addDrumField(index, field, KIT_SHARE * strength * (sound[field] - value));
    }
  });
}
