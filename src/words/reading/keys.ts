import { SCALE_NAMES, type Scale } from '#src/music/scales.ts';

const SEMITONES = 12;
/** A minor key has the notes of the major key this much above it. */
const RELATIVE_MAJOR = 3;

const LETTERS: Readonly<Record<string, number>> = { c: 0, d: 2, e: 4, f: 5, g: 7, a: 9, b: 11 };
const SYLLABLES: Readonly<Record<string, number>> = {
  do: 0,
  re: 2,
  mi: 4,
  fa: 5,
  sol: 7,
  la: 9,
  si: 11,
};
/** German writes B for B flat and H for B, and has names for the black keys. */
const GERMAN: Readonly<Record<string, number>> = {
  c: 0,
  cis: 1,
  des: 1,
  d: 2,
  dis: 3,
  es: 3,
  e: 4,
  f: 5,
  fis: 6,
  ges: 6,
  g: 7,
  gis: 8,
  as: 8,
  a: 9,
  ais: 10,
  b: 10,
  h: 11,
  ces: 11,
};
const IROHA: Readonly<Record<string, number>> = {
  ハ: 0,
  ニ: 2,
  ホ: 4,
  ヘ: 5,
  ト: 7,
  イ: 9,
  ロ: 11,
};

interface Notation {
  readonly pattern: RegExp;
  readonly tonics: Readonly<Record<string, number>>;
}

/** Each with the groups `tonic`, `shift` (may be absent) and `mode`. */
const NOTATIONS: readonly Notation[] = [
  {
    // Lower-case "a minor key" says that it is minor, not which.
    pattern:
      /(?<![\w#])(?!a (?:minor|major) (?:key|chord|mode|scale|feel))(?<tonic>[a-g])(?<shift>\s?#|b|[\s-]?sharp|[\s-]?flat)?[\s-]?(?<mode>major|maj|minor|min)\b/iu,
    tonics: LETTERS,
  },
  {
    pattern: /\b(?<tonic>[cdefga]is|[dg]es|ces|es|as|[a-h])[\s-]?(?<mode>dur|moll)\b/iu,
    tonics: GERMAN,
  },
  {
    pattern:
      /\b(?<tonic>do|re|mi|fa|sol|la|si)\s?(?<shift>diese|sostenido|sustenido|bemol|#|b)?\s?(?<mode>majeur|mineur|mayor|menor|maior)\b/iu,
    tonics: SYLLABLES,
  },
  { pattern: /(?<shift>嬰|変)?(?<tonic>[ハニホヘトイロ])(?<mode>長調|短調)/u, tonics: IROHA },
  { pattern: /(?<tonic>[A-G])(?<shift>#|b)?の?(?<mode>メジャー|マイナー)/u, tonics: LETTERS },
  { pattern: /\b(?:in|key of|key:)\s(?<tonic>[A-G])(?<shift>#|b)?(?<mode>m)\b/u, tonics: LETTERS },
];

const SHARP = /#|sharp|diese|sostenido|sustenido|嬰/iu;
const MINOR = /^(?:m|min|minor|moll|mineur|menor|短調|マイナー)$/iu;

export interface KeyRead {
  readonly scale?: Scale;
  /** The text without the key. */
  readonly rest: string;
}

/** Finds a key such as "D minor", "d-Moll", "ré mineur" or "ニ短調" in a text made `plain`. */
export function readKey(text: string): KeyRead {
  for (const { pattern, tonics } of NOTATIONS) {
    const groups = pattern.exec(text)?.groups;
    const tonic = tonics[groups?.['tonic']?.toLowerCase() ?? ''];
    if (groups === undefined || tonic === undefined) continue;
    const shift = groups['shift'];
    const shifted = shift === undefined ? tonic : tonic + (SHARP.test(shift) ? 1 : -1);
    const major = MINOR.test(groups['mode'] ?? '') ? shifted + RELATIVE_MAJOR : shifted;
    const scale = SCALE_NAMES[(major + SEMITONES) % SEMITONES];
    if (scale !== undefined) return { scale, rest: text.replace(pattern, ' , ') };
  }
  return { rest: text };
}
