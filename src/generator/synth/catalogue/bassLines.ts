/**
 * Bass lines. `hits` says how important each note is (as in rhythms) and how long it is held
 * (`-`). `tones` says which: 1 3 5 7 of the chord, 8 its octave, 2 4 6 steps of the scale above
 * its root, `n` a step below the next chord's root. 16 characters are a bar, 32 two.
 */
export interface BassLine {
  readonly hits: string;
  readonly tones: string;
}

export const BASS_LINES = {
  held: { hits: '9---------------', tones: '1...............' },
  pulse: { hits: '9-3-7-3-8-3-7-3-', tones: '1.1.1.1.1.1.1.5.' },
  eighths: { hits: '9-7-8-7-9-7-8-7-', tones: '1.1.1.1.1.1.1.1.' },
  offbeat: { hits: '3.8-3.8-3.8-3.84', tones: '1.1.1.1.1.1.1.81' },
  rolling: { hits: '3877387738773877', tones: '1111111111111181' },
  techno: { hits: '4.7445744.744574', tones: '1.1111111.111181' },
  gallop: { hits: '9.628.649.628.64', tones: '1.111.111.111.15' },
  octaves: { hits: '9-7-8-7-9-7-8-74', tones: '1.8.1.8.1.8.1.85' },
  discoFunk: { hits: '9.5-7.649.5-7.64', tones: '1.8.1.781.8.5.78' },
  funk: { hits: '9.4.4.8-..74.6.4', tones: '1.1.8.7...51.7.8' },
  popping: { hits: '9.436.4.8.47.364', tones: '1.818.1.5.71.815' },
  house: { hits: '9-..6-8-..7-6-..', tones: '1...1.8...1.5...' },
  garage: { hits: '9--..6..8-..6-4.', tones: '1....1..7...1.5.' },
  acid: { hits: '9656765686576575', tones: '1181715181187151' },
  dub: { hits: '9--.5-6-..8--.5-', tones: '1...1.5...1...7.' },
  oneDrop: { hits: '8-.68-6-9--.5-6-', tones: '1..11.3.5...3.1.' },
  steppers: { hits: '9-6-8-..9-6-7-5-', tones: '1.1.5...1.1.7.5.' },
  sub: { hits: '9--------5-8-----------4--5-----', tones: '1........1.1...........5..7.....' },
  reese: { hits: '9---------8-----', tones: '1.........1.....' },
  wobble: { hits: '9-----6-8---5-4-', tones: '1.....1.1...7.8.' },
  trap808: {
    hits: '9-----5---7-----9--6------7---4-',
    tones: '1.....1...1.....1..1......5...8.',
  },
  hipHop: { hits: '9------48-.5-...', tones: '1......15..7....' },
  gFunk: { hits: '9-----6-8---7-5-', tones: '1.....1.5...7.8.' },
  soul: { hits: '9--.5-3.8-4-5-3.', tones: '1...1.7.5.6.8.n.' },
  walking: { hits: '9---8---9---8-3-', tones: '1...3...5...n.n.' },
  walkingUp: {
    hits: '9---8---9---8---9---8---9---8-4-',
    tones: '1...2...3...5...8...7...5...n.n.',
  },
  twoFeel: { hits: '9-----3-8-----3-', tones: '1.....5.5.....n.' },
  rootFifth: { hits: '9---....8---..3-', tones: '1.......5.....n.' },
  rootFifthFast: { hits: '9---8---9---8---', tones: '1...5...1...5...' },
  shuffle: { hits: '9-5-8-5-9-5-8-5-', tones: '1.1.3.3.5.5.6.5.' },
  bossa: { hits: '9-----68-------6', tones: '1.....55.......1' },
  samba: { hits: '9-..7-.48-..7-.4', tones: '1...5..55...1..1' },
  tumbao: { hits: '3.....8-----9---', tones: '1.....5.....8...' },
  merengue: { hits: '9---7---8---7-5-', tones: '1...5...1...5.3.' },
  cumbia: { hits: '9-------8---7---', tones: '1.......3...5...' },
  dembow: { hits: '9---..6-8---..6-', tones: '1.....1.1.....5.' },
  afrobeat: {
    hits: '9.5.6.8-..6-5...8.5.6.8-..6-7-4.',
    tones: '1.1.5.7...5.1...1.1.3.5...7.5.3.',
  },
  motorik: { hits: '9-8-8-8-9-8-8-85', tones: '1.1.1.1.1.1.1.13' },
  punk: { hits: '9-8-8-8-9-8-8-8-', tones: '1.1.1.1.1.1.5.5.' },
  riff: { hits: '9.6.8-.57.6.8-6.', tones: '1.1.7..11.1.3.4.' },
  surf: { hits: '9-7-8-7-9-7-8-7-', tones: '1.1.5.5.6.6.5.3.' },
  drone: { hits: '9---------------8---------------', tones: '1...............1...............' },
  continuo: { hits: '9---7---8---7-5-', tones: '1...3...5...4.n.' },
  march: { hits: '9---....8---....', tones: '1.......5.......' },
  chip: { hits: '9.6.7.6.9.6.7.6.', tones: '1.8.1.8.1.8.5.8.' },
  ballad: { hits: '9-------....6---', tones: '1...........5...' },
} as const satisfies Record<string, BassLine>;

export type BassLineName = keyof typeof BASS_LINES;
