interface Range {
  /** What a style has that does not say anything about it. */
  readonly neutral: number;
  readonly min: number;
  readonly max: number;
}

const share = (neutral: number): Range => ({ neutral, min: 0, max: 1 });

/** The knobs of a style that turn continuously. Shares are 0 to 1 unless the range says more. */
export const PARAMETERS = {
  /** Eighths, and sixteenths, from straight to triplets. */
  swing8: share(0),
  swing16: share(0.05),
  density: share(0.5),
  brightness: share(0.5),
  /** From major to minor. */
  minor: share(0.5),
  /** Levels of the roles in the mix. */
  drums: share(0.75),
  bass: share(0.75),
  chords: share(0.7),
  lead: share(0.6),
  arp: share(0),
  pad: share(0.35),
  vocal: share(0),
  reverb: share(0.3),
  /** Time in which the room falls silent, in seconds. */
  room: { neutral: 1.8, min: 0.4, max: 6 },
  delay: share(0.2),
  chorus: share(0.35),
  phaser: share(0),
  /** Overdrive of the whole. */
  drive: share(0.1),
  crush: share(0),
  /** Unsteady tape. */
  wow: share(0),
  hiss: share(0),
  crackle: share(0),
  /** How far the kick pushes everything else down. */
  pump: share(0),
  /** Stutters and rolls. */
  glitch: share(0),
  /** Sweeps of noise that announce a new section. */
  riser: share(0),
  /** Looseness of timing and strength. */
  human: share(0.3),
  /** Time between the notes of a strummed chord, in milliseconds. */
  strum: { neutral: 0, min: 0, max: 40 },
  /** Notes in a chord: 2 power chords, 3 triads, 4 sevenths, 5 ninths. */
  voices: { neutral: 3.4, min: 2, max: 5 },
  /** Octaves by which the lead lies above its usual place. */
  leadOctave: { neutral: 0, min: -2, max: 1 },
  /** How much quiet sections thin out. */
  contrast: share(0.5),
  /** Slides between the notes of bass and lead. */
  slide: share(0),
  /** How far the softest section lies below the loudest, in dB. */
  dynamics: { neutral: 7, min: 0, max: 18 },
  /** Share of the mix's power below 250 Hz. */
  low: { neutral: 0.52, min: 0.1, max: 0.8 },
  /** Power of 2 to 6 kHz, and of 6 to 16 kHz, relative to the whole, in dB. */
  presence: { neutral: -15, min: -36, max: -6 },
  air: { neutral: -23, min: -50, max: -10 },
  /** Power of what the sides differ in relative to what they share, in dB. */
  width: { neutral: -8, min: -14, max: -3 },
} as const satisfies Record<string, Range>;

export type Parameter = keyof typeof PARAMETERS;
export const PARAMETER_NAMES = Object.keys(PARAMETERS) as readonly Parameter[];
