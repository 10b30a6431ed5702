import { BALANCES } from '../catalogue/balances.ts';
import type { Groove } from '../catalogue/Groove.ts';
import { GROOVES, NEUTRAL } from '../catalogue/grooves.ts';
import { KITS } from '../catalogue/kits.ts';
import { PARAMETER_NAMES, PARAMETERS, type Parameter } from '../catalogue/parameters.ts';
import { RHYTHMS, type Rhythm } from '../catalogue/rhythms.ts';
import { clamp } from '../dsp/control.ts';
import { DRUM_FIELDS, DRUM_PARTS } from '../voices/DrumSound.ts';
import { addAccent } from './accents.ts';
import { CHOICE_NAMES, RHYTHM_STEPS } from './layout.ts';
import { levelAt } from './levelAt.ts';
import type { Mix } from './mix.ts';
import { StyleVector } from './StyleVector.ts';

/** The guidance at which styles sound as they are written. */
export const DEFAULT_GUIDANCE = 4;
/** Even unguided, a little of what was asked for is heard. */
const LEAST_GUIDED = 0.12;
/** How much a step of guidance beyond the default exaggerates. */
const EXAGGERATION = 0.175;
/** How much a step of guidance favours what is asked for most. */
const SHARPENING = 0.55;
/** How far a style of weight -1 pushes away from itself. */
const REPULSION = 0.6;
/** An arpeggio or a pad that a style does not ask for, should another bring up its level. */
const BORROWED = 0.05;
/** What plays when all that was wanted is unwanted as well. */
const LAST_RESORT = 0.01;

/** The style that a mix asks for. @param guidance 0 to 6. */
export function blend(mix: Mix, guidance: number): StyleVector {
  const style = new StyleVector();
  const factor =
    guidance <= DEFAULT_GUIDANCE
      ? Math.max(LEAST_GUIDED, guidance / DEFAULT_GUIDANCE)
      : 1 + (guidance - DEFAULT_GUIDANCE) * EXAGGERATION;
  const guided = Math.min(1, factor);
  const weights = mix.grooves.map(({ share }) => share ** (1 + SHARPENING * guidance));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  mix.grooves.forEach(({ groove }, index) => {
    addGroove(style, groove, ((weights[index] ?? 0) / total) * guided);
  });
  if (guided < 1) addGroove(style, GROOVES[NEUTRAL], 1 - guided);
  restoreRhythm(style);
  addScores(style, GROOVES[NEUTRAL], LAST_RESORT);
  for (const { groove, share } of mix.repelled) repel(style, groove, REPULSION * share * guided);
  for (const { entry, share } of mix.accents) addAccent(style, entry, share * guided);
  exaggerate(style, Math.max(1, factor));
  for (const choice of CHOICE_NAMES) style.clipScores(choice);
  return style;
}

/** Adds a share of all that a groove is. */
function addGroove(style: StyleVector, groove: Groove, share: number): void {
  for (const name of PARAMETER_NAMES) {
    style.set(name, style.get(name) + share * settingOf(groove, name));
  }
  const [rhythmName, kitName] = groove.drums;
  const rhythm: Rhythm = RHYTHMS[rhythmName];
  // A style without drums has no say in what they play.
  const say = share * settingOf(groove, 'drums');
  DRUM_PARTS.forEach((part, index) => {
    for (let step = 0; step < RHYTHM_STEPS; step += 1) {
      style.setCell(index, step, style.cell(index, step) + say * levelAt(rhythm[part], step));
    }
    const sound = KITS[kitName][part];
    for (const field of DRUM_FIELDS) style.addDrumField(index, field, share * sound[field]);
  });
  style.addScore('kit', kitName, say);
  addScores(style, groove, share);
}

function settingOf(groove: Groove, name: Parameter): number {
  const balance: Readonly<Partial<Record<Parameter, number>>> = BALANCES[groove.balance];
  return groove.set[name] ?? balance[name] ?? PARAMETERS[name].neutral;
}

function addScores(style: StyleVector, groove: Groove, share: number): void {
  style.addScore('bassLine', groove.bass[0], share);
  style.addScore('bass', groove.bass[1], share);
  style.addScore('comp', groove.chords[0], share);
  style.addScore('chords', groove.chords[1], share);
  style.addScore('melody', groove.lead[0], share);
  style.addScore('lead', groove.lead[1], share);
  style.addScore('arpFigure', groove.arp?.[0] ?? 'up', share * (groove.arp ? 1 : BORROWED));
  style.addScore('arp', groove.arp?.[1] ?? groove.lead[1], share * (groove.arp ? 1 : BORROWED));
  style.addScore('pad', groove.pad ?? 'warmPad', share * (groove.pad ? 1 : BORROWED));
  style.addScore('harmony', groove.harmony, share);
  style.addScore('form', groove.form, share);
}

/** Blending makes every rhythm fainter; its backbone gets its weight back. */
function restoreRhythm(style: StyleVector): void {
  const say = Math.max(0.02, style.get('drums'));
  for (let part = 0; part < DRUM_PARTS.length; part += 1) {
    for (let step = 0; step < RHYTHM_STEPS; step += 1) {
      style.setCell(part, step, clamp(style.cell(part, step) / say, 0, 9));
    }
  }
}

/** Steers away from a groove: to the other side of it in every respect. */
function repel(style: StyleVector, groove: Groove, strength: number): void {
  for (const name of PARAMETER_NAMES) {
    const value = style.get(name);
    const { min, max } = PARAMETERS[name];
    style.set(name, clamp(value - strength * (settingOf(groove, name) - value), min, max));
  }
  const rhythm: Rhythm = RHYTHMS[groove.drums[0]];
  DRUM_PARTS.forEach((part, index) => {
    for (let step = 0; step < RHYTHM_STEPS; step += 1) {
      const level = style.cell(index, step) - strength * levelAt(rhythm[part], step);
      style.setCell(index, step, Math.max(0, level));
    }
  });
  addScores(style, groove, -strength);
}

/** Further from the middle, within what each parameter allows. */
function exaggerate(style: StyleVector, factor: number): void {
  for (const name of PARAMETER_NAMES) {
    const { neutral, min, max } = PARAMETERS[name];
    style.set(name, clamp(neutral + (style.get(name) - neutral) * factor, min, max));
  }
}
