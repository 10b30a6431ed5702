import { chance } from '../dsp/random.ts';

/** A section of a piece: how much of each role, relative to what the style has. */
export interface Section {
  readonly bars: number;
  readonly drums: number;
  readonly bass: number;
  readonly chords: number;
  readonly lead: number;
  readonly arp: number;
  readonly pad: number;
  /** Added to the density. */
  readonly density: number;
  /** Whether the kick keeps to the first beat. */
  readonly breather: boolean;
}

const FULL: Section = {
  bars: 16,
  drums: 1,
  bass: 1,
  chords: 1,
  lead: 1,
  arp: 1,
  pad: 1,
  density: 0,
  breather: false,
};

const OPENING: Section = { ...FULL, bars: 8, lead: 0.6, arp: 0.7, density: -0.02 };
const STATEMENT: Section = { ...FULL };
const LIFT: Section = { ...FULL, lead: 0.85, arp: 1.35, pad: 1.15, density: 0.05 };
const BREATHER: Section = {
  ...FULL,
  bars: 8,
  drums: 0.7,
  bass: 0.75,
  lead: 0.7,
  pad: 1.5,
  density: -0.08,
  breather: true,
};
const DRIVE: Section = { ...FULL, drums: 1.06, bass: 1.05, lead: 1.1, arp: 1.2, density: 0.07 };
const SPARSE: Section = { ...FULL, bars: 8, lead: 0.25, arp: 1.1, chords: 0.9, density: -0.04 };

/** After the opening these follow each other for ever, one of the pair each time. */
const CYCLE: readonly (readonly [Section, Section])[] = [
  [STATEMENT, LIFT],
  [LIFT, DRIVE],
  [BREATHER, SPARSE],
  [DRIVE, STATEMENT],
  [SPARSE, BREATHER],
];

export function sectionAt(seed: number, index: number): Section {
  if (index === 0) return OPENING;
  const pair = CYCLE[(index - 1) % CYCLE.length];
  if (pair === undefined) return STATEMENT;
  return chance(seed, index, 0x5ec) < 0.75 ? pair[0] : pair[1];
}
