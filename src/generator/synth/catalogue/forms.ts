/** A section of a piece: how loud it is, and how much of each role, relative to the style's. */
export interface Section {
  readonly bars: number;
  /** Loudness of the first bar and of the last: 1 is the loudest a form gets, 0 the softest. */
  readonly loudness: readonly [from: number, to: number];
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
  /** Who has the tune: the lead, the player of the chords, or both in thirds. */
  readonly tune: 'lead' | 'second' | 'both';
  /** Sections of one theme share chords and tune: that is how a chorus comes back. */
  readonly theme: number;
}

/** What happens over minutes. */
export interface Form {
  /** The first section of all. It has to win listeners over, so it is never a quiet intro. */
  readonly opening: Section;
  /** What follows, over and over, with other themes each time: one of the options at each place. */
  readonly cycle: readonly (readonly [Section, ...Section[]])[];
  /** What is hit at each sixteenth of the half bar before a new section. */
  readonly fills: readonly string[];
}

const FULL: Section = {
  bars: 8,
  loudness: [1, 1],
  drums: 1,
  bass: 1,
  chords: 1,
  lead: 1,
  arp: 1,
  pad: 1,
  density: 0,
  breather: false,
  tune: 'lead',
  theme: 0,
};

function section(
  theme: number,
  bars: number,
  from: number,
  to: number,
  changes: Partial<Section> = {},
): Section {
  return { ...FULL, theme, bars, loudness: [from, to], ...changes };
}

const TOMS = ['..s.s.st', 's.sss.tl', '....ttll', 's..s..tl', '..ss..sl'] as const;

const chorus = { lead: 1.1, arp: 1.25, pad: 1.2, density: 0.06 };
const hush = { drums: 0.5, bass: 0.8, arp: 0.6, pad: 1.3, density: -0.08, breather: true };

export const FORMS = {
  /** Verse, chorus, bridge. */
  song: {
    opening: section(0, 8, 0.8, 0.8, { lead: 0.8 }),
    cycle: [
      [section(1, 8, 1, 1, chorus)],
      [section(0, 8, 0.5, 0.6, { lead: 0.8, arp: 0, density: -0.03 })],
      [section(2, 4, 0.6, 0.85, { lead: 0.5, pad: 1.2 })],
      [section(1, 8, 1, 1, chorus)],
      [
        section(3, 8, 0.05, 0.15, { ...hush, lead: 0.9, tune: 'second' }),
        section(3, 8, 0.05, 0.2, { ...hush, drums: 0, lead: 0.7, chords: 1.1 }),
      ],
      [section(3, 4, 0.3, 0.8, { lead: 0, arp: 1.3, density: 0.03 })],
      [section(1, 16, 1, 1, { ...chorus, tune: 'both' })],
      [
        section(4, 8, 0.6, 0.7, { tune: 'second', pad: 0.5 }),
        section(4, 8, 0.55, 0.65, { lead: 0, arp: 1.2 }),
      ],
    ],
    fills: TOMS,
  },
  /** Groove, break, build, drop. */
  club: {
    opening: section(0, 8, 0.85, 0.85, { lead: 0.6, arp: 0.7 }),
    cycle: [
      [section(0, 16, 0.9, 1, { arp: 1.1, density: 0.03 })],
      [
        section(1, 8, 0.1, 0.05, { drums: 0.35, bass: 0, arp: 0.7, pad: 1.6, breather: true }),
        section(1, 8, 0.05, 0.1, { drums: 0.25, bass: 0.5, lead: 0.9, pad: 1.5, breather: true }),
      ],
      [section(1, 4, 0.15, 0.75, { drums: 0.6, bass: 0.4, arp: 1.3, density: 0.05 })],
      [section(1, 16, 1, 1, { lead: 1.15, arp: 1.35, pad: 1.1, density: 0.07 })],
      [section(0, 8, 0.65, 0.65, { lead: 0, pad: 0.3, arp: 0.6, chords: 0.8 })],
      [section(2, 16, 0.85, 1, { arp: 1.2, density: 0.05, tune: 'second' })],
      [section(2, 8, 0.3, 0.2, { drums: 0.5, bass: 0.7, pad: 1.3, breather: true })],
      [section(0, 4, 0.35, 0.8, { lead: 0, arp: 1.3 })],
    ],
    fills: ['....s.s.', '..s...s.', '....t.tl', '......ss'],
  },
  /** The head, solos in turn, the head again. */
  solos: {
    opening: section(0, 8, 0.8, 0.85),
    cycle: [
      [section(0, 8, 0.85, 0.9, { density: 0.02 })],
      [section(1, 16, 0.6, 1, { lead: 1.1, density: 0.04 })],
      [section(2, 16, 0.35, 0.85, { tune: 'second', lead: 1.1, arp: 0.7 })],
      [
        section(2, 8, 0.05, 0.1, { drums: 0.5, lead: 0, bass: 1.25, chords: 0.7, density: -0.1 }),
        section(2, 8, 0, 0.15, { drums: 0, bass: 1.15, lead: 0.6, density: -0.06 }),
      ],
      [section(3, 8, 0.7, 1, { tune: 'both', density: 0.05 })],
      [section(0, 16, 1, 1, { tune: 'both', pad: 1.2, density: 0.04 })],
      [section(4, 8, 0.3, 0.45, { lead: 0.8, drums: 0.7, density: -0.04 })],
    ],
    fills: ['..s...s.', 's..s.s..', '....s.st', '..s..s.s'],
  },
  /** Swells to a climax, and ebbs away. */
  score: {
    opening: section(0, 8, 0.75, 0.85),
    cycle: [
      [section(1, 8, 0.25, 0.15, { drums: 0, chords: 0.6, arp: 1.3, lead: 0.8, tune: 'lead' })],
      [section(1, 8, 0.2, 0.75, { drums: 0.7, lead: 0.9, density: 0.02 })],
      [section(0, 8, 0.95, 1, { drums: 1.15, lead: 1.15, density: 0.07, tune: 'both' })],
      [section(2, 8, 0.5, 0.1, { drums: 0.3, lead: 0.7, arp: 1.2 })],
      [
        section(2, 4, 0, 0.1, { drums: 0, bass: 0.6, chords: 0, arp: 1.4, density: -0.06 }),
        section(2, 4, 0.05, 0.1, { drums: 0, bass: 0.7, arp: 0, lead: 0.9, density: -0.06 }),
      ],
      [section(3, 8, 0.2, 0.8, { drums: 0.8, tune: 'second' })],
      [section(0, 12, 1, 0.95, { drums: 1.15, lead: 1.2, density: 0.07, tune: 'both' })],
    ],
    fills: ['....llll', 'l.l.llll', 'llllllll'],
  },
  /** Slow waves, without corners. */
  drift: {
    opening: section(0, 8, 0.8, 0.85),
    cycle: [
      [section(0, 8, 0.85, 0.6, { lead: 0.8 })],
      [section(1, 8, 0.4, 0.1, { lead: 0.5, drums: 0.5, arp: 0.7, density: -0.06 })],
      [section(1, 8, 0.1, 0.6, { lead: 0.8, arp: 1.2 })],
      [section(2, 8, 0.8, 1, { arp: 1.2, pad: 1.1, density: 0.04 })],
      [section(2, 8, 1, 0.6, { tune: 'second' })],
      [section(3, 8, 0.2, 0.2, { bass: 0.4, drums: 0.3, lead: 0.9, arp: 0.5, density: -0.04 })],
    ],
    fills: [],
  },
} as const satisfies Record<string, Form>;

export type FormName = keyof typeof FORMS;
