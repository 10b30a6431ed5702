/**
 * The scales Lyria RealTime knows, each with the name people read. A relative major and minor
 * share the same notes and are not told apart. Source: Google's Lyria RealTime documentation.
 */
export const SCALES = {
  C_MAJOR_A_MINOR: 'C major / A minor',
  D_FLAT_MAJOR_B_FLAT_MINOR: 'D♭ major / B♭ minor',
  D_MAJOR_B_MINOR: 'D major / B minor',
  E_FLAT_MAJOR_C_MINOR: 'E♭ major / C minor',
  E_MAJOR_D_FLAT_MINOR: 'E major / C♯ minor',
  F_MAJOR_D_MINOR: 'F major / D minor',
  G_FLAT_MAJOR_E_FLAT_MINOR: 'G♭ major / E♭ minor',
  G_MAJOR_E_MINOR: 'G major / E minor',
  A_FLAT_MAJOR_F_MINOR: 'A♭ major / F minor',
  A_MAJOR_G_FLAT_MINOR: 'A major / F♯ minor',
  B_FLAT_MAJOR_G_MINOR: 'B♭ major / G minor',
  B_MAJOR_A_FLAT_MINOR: 'B major / G♯ minor',
} as const;

/** A scale's name on the wire. "The model decides" is the absence of a scale. */
export type Scale = keyof typeof SCALES;

/** Every scale in chromatic order of its major key, C first: index = major tonic in semitones. */
export const SCALE_NAMES = Object.keys(SCALES).filter(isScale);

export function isScale(name: unknown): name is Scale {
  return typeof name === 'string' && Object.hasOwn(SCALES, name);
}
