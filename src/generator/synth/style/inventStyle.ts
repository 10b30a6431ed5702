import type { Groove } from '../catalogue/Groove.ts';
import { GROOVES, NEUTRAL } from '../catalogue/grooves.ts';
import type { MoodEntry } from '../catalogue/moods.ts';
import type { Parameter } from '../catalogue/parameters.ts';
import type { PatchName } from '../catalogue/patches.ts';
import { chance, hashText, pick } from '../dsp/random.ts';

/** Timbres that carry a tune in any surroundings. */
const LEADS: readonly PatchName[] = [
  'softLead',
  'vibraphone',
  'flute',
  'rhodes',
  'glockenspiel',
  'moogLead',
  'kalimba',
  'saxophone',
  'guitar',
  'marimba',
  'hang',
  'whistleLead',
];
/** What sets one invented style apart from another, besides what it is a cross of. */
const BENT: readonly Parameter[] = [
  'density',
  'brightness',
  'reverb',
  'delay',
  'chorus',
  'phaser',
  'drive',
  'swing16',
  'minor',
];
const BEND = 0.3;

const GROOVE_LIST: readonly Groove[] = Object.entries(GROOVES)
  .filter(([name]) => name !== NEUTRAL)
  .map(([, groove]) => groove);

/** A style for words that mean nothing here: a cross of two genres with a twist, from their hash. */
export function inventStyle(
  text: string,
): (
  | { readonly kind: 'groove'; readonly groove: Groove }
  | { readonly kind: 'accent'; readonly entry: MoodEntry }
)[] {
  const hash = hashText(text);
  const styles = [0, 1].flatMap((salt) => {
    const groove = GROOVE_LIST[pick(GROOVE_LIST.length, hash, 0, salt)];
    return groove === undefined ? [] : [{ kind: 'groove' as const, groove }];
  });
  const lead = LEADS[pick(LEADS.length, hash, 0, 2)];
  const bend = Object.fromEntries(
    BENT.map((parameter, n) => [parameter, BEND * (2 * chance(hash, n, 3) - 1)]),
  );
  const entry: MoodEntry = { home: NEUTRAL, bend, ...(lead === undefined ? {} : { lead }) };
  return [...styles, { kind: 'accent', entry }];
}
