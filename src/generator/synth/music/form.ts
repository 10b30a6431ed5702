import { FORMS, type Form, type Section } from '../catalogue/forms.ts';
import { pick } from '../dsp/random.ts';
import { LAYOUT } from '../style/layout.ts';
import type { StyleVector } from '../style/StyleVector.ts';

const FORM_LIST: readonly (Form | undefined)[] = LAYOUT.choices.form.names.map(
  (name) => (FORMS as Readonly<Record<string, Form>>)[name],
);
/** Themes of one time round; the next has others. */
const THEMES_PER_CYCLE = 8;

/** Where a piece is in its form. */
export interface FormPlace {
  readonly section: Section;
  /** Number of the tune and the chords. */
  readonly theme: number;
}

export function formOf(style: StyleVector): Form {
  return FORM_LIST[style.best('form')] ?? FORMS.song;
}

/** The section with a number; 0 opens the piece. */
export function placeAt(form: Form, seed: number, index: number): FormPlace {
  if (index === 0) return { section: form.opening, theme: form.opening.theme };
  const { length } = form.cycle;
  const options = form.cycle[(index - 1) % length] ?? [form.opening];
  const section = options[pick(options.length, seed, index, 0x5ec)] ?? form.opening;
  const cycle = Math.floor((index - 1) / length);
  return { section, theme: section.theme + THEMES_PER_CYCLE * cycle };
}

/** How loud it is in a bar of a section, 0 to 1; `bar` counts in parts of bars, too. */
export function loudnessAt({ loudness: [from, to], bars }: Section, bar: number): number {
  const way = bars > 1 ? Math.min(1, bar / (bars - 1)) : 1;
  return from + (to - from) * way;
}

/**
 * How far below its loudest a form is as a whole, in dB (0 or less): what is played means to be
 * louder by that, so that every form, and every style's dynamics, comes out as loud as the next.
 * @param dynamics How far the softest sections lie below the loudest, in dB.
 */
export function meanLevelDb({ cycle }: Form, dynamics: number): number {
  let power = 0;
  let bars = 0;
  for (const options of cycle) {
    const [section] = options;
    const mean = (section.loudness[0] + section.loudness[1]) / 2;
    power += section.bars * 10 ** (((mean - 1) * dynamics) / 10);
    bars += section.bars;
  }
  return 10 * Math.log10(power / bars);
}
