/**
 * Progressions in steps of the major scale, one chord a bar (`2/5`: half a bar each). In major
 * the home chord is 1, in minor 6 of the same scale. All of one family are related in feel; the
 * piece chooses, and moves on from section to section.
 */
export interface Harmony {
  readonly major: readonly string[];
  readonly minor: readonly string[];
}

export const HARMONIES = {
  pop: {
    major: ['1 5 6 4', '1 6 4 5', '4 1 5 6', '1 3 4 5', '6 4 1 5'],
    minor: ['6 4 1 5', '6 3 4 1', '6 5 4 5', '6 1 5 4', '4 5 6 1'],
  },
  hymn: {
    major: ['1 4 1 5', '1 5 4 1', '1 4 5 4', '1 2 4 1'],
    minor: ['6 4 6 5', '6 1 4 3', '6 5 4 6', '6 2 4 3'],
  },
  soul: {
    major: ['4 3 2 1', '2 5 1 6', '1 2 3 4', '4 5 3 6', '1 3 4 2'],
    minor: ['6 2 3 6', '4 3 6 1', '2 3 6 6', '6 3 4 2', '6 1 2 4'],
  },
  jazz: {
    major: ['2 5 1 6', '1 6 2 5', '3 6 2 5', '1 4 3/6 2/5', '4 5 3 6'],
    minor: ['2 3 6 6', '6 2 3 6', '6 4 2 3', '2/5 1/4 2/3 6', '6 5 4 3'],
  },
  blues: {
    major: ['1 1 1 1 4 4 1 1', '1 4 1 1 5 4 1 5', '1 1 4 1 5 4 1 1'],
    minor: ['6 6 6 6 2 2 6 6', '6 2 6 6 3 2 6 3', '6 6 2 6 4 3 6 6'],
  },
  vamp: {
    major: ['1 1 4 4', '2 5 2 5', '1 5 1 5', '1 4 1 4'],
    minor: ['6 6 4 5', '2 2 5 5', '6 5 6 5', '6 2 6 2', '6 6 2 2'],
  },
  oneChord: {
    major: ['1 1 1 1', '1 1 1 4', '1 1 5 1'],
    minor: ['6 6 6 6', '6 6 6 5', '6 6 6 4', '2 2 2 2'],
  },
  drone: {
    major: ['1 1 1 1 1 1 1 1', '1 1 1 1 4 4 1 1'],
    minor: ['6 6 6 6 6 6 6 6', '6 6 6 6 5 5 6 6'],
  },
  trance: {
    major: ['4 5 6 6', '1 5 6 4', '4 1 5 6'],
    minor: ['6 4 1 5', '6 6 4 5', '6 1 5 4', '4 5 6 3', '6 4 5 6'],
  },
  dark: {
    major: ['6 6 4 3', '4 4 6 6', '6 2 6 3'],
    minor: ['6 6 4 3', '6 4 6 3', '6 6 2 3', '6 2 4 3', '6 6 6 4'],
  },
  andalusian: {
    major: ['6 5 4 3', '3 4 3 4', '1 5 4 3'],
    minor: ['6 5 4 3', '3 4 5 4', '2 6 3 6', '6 6 4 3'],
  },
  rock: {
    major: ['1 1 4 5', '1 5 4 4', '1 4 5 4', '1 2 4 1'],
    minor: ['6 5 4 5', '6 1 5 2', '6 6 5 4', '6 1 4 5'],
  },
  ambient: {
    major: ['1 1 4 4', '4 4 1 1', '1 1 3 3 4 4 2 2', '4 4 6 6 1 1 5 5'],
    minor: ['6 6 4 4', '2 2 6 6', '4 4 6 6 1 1 3 3', '6 6 1 1 4 4 2 2'],
  },
  baroque: {
    major: ['1 5 6 3 4 1 4 5', '1 4 2 5 3 6 2/5 1', '1 5 1 4 2 5 1 1'],
    minor: ['6 3 6 2 5 1 4 3', '6 2 5 1 4 2 3 6', '6 5 4 3 2 6 3 6'],
  },
  folk: {
    major: ['1 1 4 1 1 5 4 1', '1 5 6 4 1 5 4 1', '1 2 1 5', '1 4 1 5'],
    minor: ['6 5 6 5 6 1 5 6', '2 2 1 1 2 2 1 2', '6 4 1 5 6 4 5 6'],
  },
  latin: {
    major: ['1 4 5 4', '1 1 5 5', '2 5 1 1', '1 6 2 5'],
    minor: ['6 2 3 3', '6 5 4 3', '2 6 3 6', '6 6 3 3'],
  },
  cinema: {
    major: ['1 3 4 1 6 4 1 5', '4 1 6 5', '1 5 2 4'],
    minor: ['6 4 1 5', '6 1 3 4 6 4 2 3', '4 6 5 1', '6 3 4 1 2 6 4 3'],
  },
} as const satisfies Record<string, Harmony>;

export type HarmonyName = keyof typeof HARMONIES;
