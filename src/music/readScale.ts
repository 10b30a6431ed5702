import { ENGLISH, type Texts, tell } from '#src/texts/texts.ts';
import type { ReadControl } from './readNumber.ts';
import { SCALE_NAMES, type Scale } from './scales.ts';

/** Semitones above C. `h` is what German speakers call B. */
const TONICS: Readonly<Record<string, number>> = {
  c: 0,
  d: 2,
  e: 4,
  f: 5,
  g: 7,
  a: 9,
  b: 11,
  h: 11,
};
/** A minor scale has the notes of the major scale three semitones above it. */
const RELATIVE_MAJOR = 3;
const OCTAVE = 12;
const KEY = /^([a-h])(b|#)?(major|minor)?$/u;

/** Scales whose notes a key as people write it can mean: one, two without major or minor, or none. */
export function scalesOf(typed: string): readonly Scale[] {
  const exact = SCALE_NAMES.find(
    (name) =>
      name.toLowerCase() === typed.trim().toLowerCase() || tidy(nameOf(name)) === tidy(typed),
  );
  if (exact !== undefined) return [exact];
  // "D major / B minor" in other words: either half tells.
  const [first = ''] = typed.split('/');
  const [, letter = '', accidental, mode] = KEY.exec(tidy(first)) ?? [];
  const natural = TONICS[letter];
  if (natural === undefined) return [];
  const tonic = natural + (accidental === '#' ? 1 : accidental === 'b' ? -1 : 0);
  const majors = [
    ...(mode === 'minor' ? [] : [tonic]),
    ...(mode === 'major' ? [] : [tonic + RELATIVE_MAJOR]),
  ];
  return majors.flatMap((one) => SCALE_NAMES[(one + OCTAVE) % OCTAVE] ?? []);
}

/** Takes a scale as it was typed or chosen. */
export function readScale(typed: string): ReadControl<Scale> {
  const [first, second] = scalesOf(typed);
  if (first !== undefined && second === undefined) return { ok: true, value: first };
  const hint =
    first === undefined || second === undefined
      ? tell('tune.scale.choose')
      : tell('tune.scale.meant', { one: tell(`scale.${first}`), other: tell(`scale.${second}`) });
  return { ok: false, text: tell('tune.wrong-scale', { hint }) };
}

/** Scales to offer for what is typed so far: chromatic, C first. */
export function completeScale(
  texts: Texts,
  typed: string,
): readonly { readonly name: string; readonly value: string }[] {
  const read = scalesOf(typed);
  const query = tidy(typed);
  const matching = SCALE_NAMES.filter(
    (name) => read.includes(name) || tidy(nameOf(name)).includes(query),
  );
  return (matching.length > 0 ? matching : SCALE_NAMES).map((name) => ({
    name: texts.say(`scale.${name}`),
    value: nameOf(name),
  }));
}

function nameOf(scale: Scale): string {
  return ENGLISH.say(`scale.${scale}`);
}

function tidy(typed: string): string {
  const plain = typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/♭|[\s-]*flat\b/gu, 'b')
    .replace(/♯|[\s-]*sharp\b/gu, '#')
    .replace(/[\s_-]+/gu, '');
  return plain.replace(/(?<=^[a-h][b#]?)(maj|dur|min|moll|m)$/u, (mode) =>
    mode === 'maj' || mode === 'dur' ? 'major' : 'minor',
  );
}
