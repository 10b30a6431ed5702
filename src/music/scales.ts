/**
 * The scales Lyria RealTime knows, in chromatic order of the major key, C first: index = major tonic in
 * semitones. A relative major and minor
 * share the same notes and are not told apart. Source: Google's Lyria RealTime documentation.
 */
export const SCALE_NAMES = [
  'C_MAJOR_A_MINOR',
  'D_FLAT_MAJOR_B_FLAT_MINOR',
  'D_MAJOR_B_MINOR',
  'E_FLAT_MAJOR_C_MINOR',
  'E_MAJOR_D_FLAT_MINOR',
  'F_MAJOR_D_MINOR',
  'G_FLAT_MAJOR_E_FLAT_MINOR',
  'G_MAJOR_E_MINOR',
  'A_FLAT_MAJOR_F_MINOR',
  'A_MAJOR_G_FLAT_MINOR',
  'B_FLAT_MAJOR_G_MINOR',
  'B_MAJOR_A_FLAT_MINOR',
] as const;

/** A scale's name on the wire. "The model decides" is the absence of a scale. */
export type Scale = (typeof SCALE_NAMES)[number];

export function isScale(name: unknown): name is Scale {
  return SCALE_NAMES.some((scale) => scale === name);
}
