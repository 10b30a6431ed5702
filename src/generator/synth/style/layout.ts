import { ARPS } from '../catalogue/arps.ts';
import { BASS_LINES } from '../catalogue/bassLines.ts';
import { COMPS } from '../catalogue/comps.ts';
import { FORMS } from '../catalogue/forms.ts';
import { HARMONIES } from '../catalogue/harmonies.ts';
import { KITS } from '../catalogue/kits.ts';
import { MELODIES } from '../catalogue/melodies.ts';
import { PARAMETER_NAMES, type Parameter } from '../catalogue/parameters.ts';
import { PATCHES } from '../catalogue/patches.ts';
import { DRUM_FIELDS, DRUM_PARTS } from '../voices/DrumSound.ts';

/** Rhythms are two bars long. */
export const RHYTHM_STEPS = 32;

/** The roles whose sound is a patch. */
export const ROLES = ['bass', 'chords', 'lead', 'arp', 'pad'] as const;
export type Role = (typeof ROLES)[number];

/** Things of which one is chosen, by how much the styles in force want each. */
const CHOICES = {
  bassLine: Object.keys(BASS_LINES),
  comp: Object.keys(COMPS),
  melody: Object.keys(MELODIES),
  arpFigure: Object.keys(ARPS),
  harmony: Object.keys(HARMONIES),
  form: Object.keys(FORMS),
  kit: Object.keys(KITS),
  bass: Object.keys(PATCHES),
  chords: Object.keys(PATCHES),
  lead: Object.keys(PATCHES),
  arp: Object.keys(PATCHES),
  pad: Object.keys(PATCHES),
} as const satisfies Record<string, readonly string[]>;

export type Choice = keyof typeof CHOICES;
export const CHOICE_NAMES = Object.keys(CHOICES) as readonly Choice[];

/** A stretch of the vector: one number for each of `names`. */
export interface Stretch {
  readonly start: number;
  readonly names: readonly string[];
}

/** Where in a style's vector each number stands: a style is a list of numbers, so styles blend. */
interface Layout {
  readonly parameters: Readonly<Record<Parameter, number>>;
  readonly rhythmStart: number;
  readonly kitStart: number;
  readonly choices: Readonly<Record<Choice, Stretch>>;
  readonly size: number;
}

function makeLayout(): Layout {
  let size = 0;
  const claim = (count: number): number => {
    const start = size;
    size += count;
    return start;
  };
  const parametersStart = claim(PARAMETER_NAMES.length);
  const rhythmStart = claim(DRUM_PARTS.length * RHYTHM_STEPS);
  const kitStart = claim(DRUM_PARTS.length * DRUM_FIELDS.length);
  const choices = Object.fromEntries(
    CHOICE_NAMES.map((choice) => {
      const names: readonly string[] = CHOICES[choice];
      return [choice, { start: claim(names.length), names }];
    }),
  ) as Record<Choice, Stretch>;
  const parameters = Object.fromEntries(
    PARAMETER_NAMES.map((name, index) => [name, parametersStart + index]),
  ) as Record<Parameter, number>;
  return { parameters, rhythmStart, kitStart, choices, size };
}

export const LAYOUT = makeLayout();
