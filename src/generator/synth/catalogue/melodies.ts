/**
 * Rhythms of melodies over two bars: importance and length as in bass lines. The pitches are
 * found anew for each piece. `leap` says how far the line likes to jump: 0 along the scale, 1 in
 * broken chords.
 */
export interface Melody {
  readonly hits: string;
  readonly leap: number;
}

export const MELODIES = {
  none: { hits: '................................', leap: 0 },
  sparse: { hits: '7-----4---6-........4-5---3-....', leap: 0.4 },
  long: { hits: '9-------6---4---7-------....5---', leap: 0.3 },
  floating: { hits: '8---------4---5-..6-------3---..', leap: 0.5 },
  song: { hits: '8-5-7---5-6-4---7-5-6---8-----..', leap: 0.2 },
  flowing: { hits: '8-5-6-4-7-5-6-4-8-5-6-5-7---5-..', leap: 0.15 },
  hook: { hits: '9--6--7-5-7--6..9--6--7-5-6---4.', leap: 0.35 },
  riff: { hits: '9.6-7.5-..6.8-5.9.6-7.5-..7-5.4.', leap: 0.35 },
  stabs: { hits: '8..6....7..5..4.8..6..5.7.....4.', leap: 0.5 },
  anthem: { hits: '9---6-7---6-8---7---6-7---8-----', leap: 0.3 },
  sixteenths: { hits: '9575756585757565957575658575756-', leap: 0.45 },
  acid: { hits: '8565746585657465856574658565746-', leap: 0.6 },
  reel: { hits: '9767876797678767976787679767874-', leap: 0.2 },
  jig: { hits: '9-6-7-8-6-7-9-6-7-8-6-7-9---7---', leap: 0.3 },
  swing: { hits: '8-.57-.58-4-7-..7-.56-.47---..5-', leap: 0.3 },
  bebop: { hits: '..6-7-757-6-754-6-7-5-756-5-7-..', leap: 0.3 },
  blues: { hits: '8-5-7---..6-7-5-8---..5-6-4-7---', leap: 0.3 },
  solo: { hits: '8-665-7-6656754-8-66567-56657---', leap: 0.25 },
  shred: { hits: '8462627282646472846262728264647-', leap: 0.4 },
  raga: { hits: '9-----4-6---5-447-----4-5-65443-', leap: 0.1 },
  call: { hits: '9-7-6---7-5-....6-5-7---........', leap: 0.3 },
  horns: { hits: '..8-7...6.7-....9-..7-6.....5.7-', leap: 0.3 },
  mariachi: { hits: '8-6-7-7-8---..5-8-6-7-7-9-----..', leap: 0.3 },
  surf: { hits: '9-7-7-5-8-7-7-..9-7-7-5-8---6---', leap: 0.2 },
  baroque: { hits: '9-6-7565857-6-5-9-6-7565858-7---', leap: 0.25 },
  chip: { hits: '9.67.6.59.67.6.59.67.6.58-6-7-5.', leap: 0.5 },
  bells: { hits: '7---..4-5-......6---..4-....3-5-', leap: 0.6 },
} as const satisfies Record<string, Melody>;

export type MelodyName = keyof typeof MELODIES;
