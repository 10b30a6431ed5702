/** A plucked string: a pulse that runs round in a delay line and loses its treble on the way. */
export interface PluckPatch {
  readonly kind: 'pluck';
  /** Where it is plucked, as a share of the string: 0.5 hollow, 0.1 thin. */
  readonly position: number;
  /** How sharp the plectrum is: overtones up to so many times the note. */
  readonly edge: number;
  /** Time in which the note dies away by 60 dB, at middle C; higher ones are shorter. */
  readonly ring: number;
  /** How fast the treble goes, 0 (steel) to 1 (gut, muted). */
  readonly damping: number;
  /** Time in which a note that is let go dies away. */
  readonly release: number;
  /** The bridge's buzz, 0 to 1. */
  readonly buzz: number;
  /** Overdrive, 0 (clean) to 1. */
  readonly drive: number;
  readonly level: number;
}

const PLAIN: PluckPatch = {
  kind: 'pluck',
  position: 0.2,
  edge: 8,
  ring: 2.5,
  damping: 0.3,
  release: 0.25,
  buzz: 0,
  drive: 0,
  level: 1,
};

export function pluck(fields: Partial<Omit<PluckPatch, 'kind'>>): PluckPatch {
  return { ...PLAIN, ...fields };
}
