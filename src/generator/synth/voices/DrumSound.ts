/**
 * One drum as numbers, so that kits can be blended like everything else: a tone that falls in
 * pitch, noise through a filter, and metal (a cluster of square waves through the same filter).
 */
export const DRUM_FIELDS = [
  /** Loudness of the whole. */
  'level',
  /** Where the tone comes to rest. It is moved to the nearest note of the chord of the key. */
  'toneHz',
  /** Octaves it falls from, and the time this takes. */
  'sweep',
  'sweepTime',
  'tone',
  'toneDecay',
  'noise',
  /** Centre of the noise's band, and how narrow that is, 0 to 1. */
  'noiseHz',
  'noiseFocus',
  'noiseDecay',
  'metal',
  /** Hands that do not clap together: bursts before the last one. */
  'bursts',
  /** Overdrive, 0 (clean) to 1. */
  'drive',
  'pan',
] as const;

export type DrumField = (typeof DRUM_FIELDS)[number];
export type DrumSound = { [Field in DrumField]: number };

/** The parts a drummer plays, in the order in which kits and rhythms list them. */
export const DRUM_PARTS = [
  'kick',
  'snare',
  'clap',
  'rim',
  'hat',
  'openHat',
  'ride',
  'shaker',
  'tambourine',
  'bell',
  'lowDrum',
  'highDrum',
  'crash',
] as const;

export type DrumPart = (typeof DRUM_PARTS)[number];
