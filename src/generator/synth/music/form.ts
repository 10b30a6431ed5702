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
