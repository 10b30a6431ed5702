/**
 * How chords are played. `hits`: importance and length as in bass lines. `tones`: which notes of
 * the chord, counted from the bottom from 1 on (8 is the lowest an octave up); `x` all, `h` the
 * upper ones. 16 characters are a bar, 32 two.
 */
export interface Comp {
  readonly hits: string;
  readonly tones: string;
}

export const COMPS = {
  held: { hits: '9---------------', tones: 'x...............' },
  halves: { hits: '9-------7-------', tones: 'x.......x.......' },
  quarters: { hits: '9--.7--.8--.7--.', tones: 'x...x...x...x...' },
  offbeats: { hits: '..8...8...8...8.', tones: '..x...x...x...x.' },
  skank: { hits: '..93..83..93..84', tones: '..hh..hh..hh..hh' },
  skaUp: { hits: '..9...9...9...9.', tones: '..h...h...h...h.' },
  bubble: { hits: '..64..64..64..64', tones: '..hx..hx..hx..hx' },
  stabs: { hits: '8..6..4.8..5..6.', tones: 'x..x..h.x..x..h.' },
  house: { hits: '9..6..7-..6..5..', tones: 'x..x..x...x..h..' },
  rave: { hits: '9-.6-.6-..7-.5..', tones: 'x..x..x...x..x..' },
  techno: { hits: '...7..5....7..4.', tones: '...x..x....x..x.' },
  dubChord: { hits: '..8.......6..4..', tones: '..x.......x..x..' },
  charleston: { hits: '9--...7-....4.3.', tones: 'x.....x.....h.x.' },
  jazz: { hits: '6-.7--..5.7-..4.', tones: 'x..x....h.x...h.' },
  bossa: { hits: '9-.6-.7-..7-.5-.8-.6-.5-7-.6-.5.', tones: '1.hh.hh..1h.hh..1.hh.hh.1.h.h.h.' },
  montuno: {
    hits: '8.6.77.67.77.67.8.6.77.67.77.676',
    tones: '1.h.31.3h.31.3h.1.h.31.3h.31.3h1',
  },
  strum: { hits: '9-4-7-468-467-56', tones: 'x.h.x.hhx.hhx.hh' },
  strumSoft: { hits: '9---6-4-7---6-4-', tones: 'x...x.h.x...x.h.' },
  boomChick: { hits: '6...8.3.6...8.3.', tones: '1...h.h.3...h.h.' },
  oomPah: { hits: '..9...9...9...9.', tones: '..h...h...h...h.' },
  power: { hits: '9-6-7-6-9-6-7-6-', tones: 'x.x.x.x.x.x.x.x.' },
  chug: { hits: '9.6472.49.64722.', tones: '1.111x.11.111x1.' },
  riff: { hits: '9--.7-.57--.7-5.', tones: 'x...x..xx...x.x.' },
  funkScratch: { hits: '6.4765.57.4765.6', tones: 'h.hhhh.hh.hhhh.h' },
  clav: { hits: '9.54.56.7.45.564', tones: '1.h3.h1.1.h3.h13' },
  tremolo: { hits: '9476847694768476', tones: 'xxxxxxxxxxxxxxxx' },
  gated: { hits: '9-8.8-8.9-8.8-88', tones: 'x.x.x.x.x.x.x.xx' },
  broken: { hits: '9-6-7-6-8-6-7-6-', tones: '1.3.2.3.4.3.2.3.' },
  broken16: { hits: '9575657585756575', tones: '1232432343234323' },
  alberti: { hits: '9-6-7-6-8-6-7-6-', tones: '1.3.2.3.1.3.2.3.' },
  arpUp: { hits: '9-6-7-6-8-6-7-6-', tones: '1.2.3.4.5.4.3.2.' },
  roll: { hits: '9656765675676566', tones: '1324132513241325' },
  ballad: { hits: '9-5-6-5-8-5-6-5-', tones: 'x.3.h.3.x.3.h.3.' },
  stride: { hits: '8-..9-..8-..9-4.', tones: '1...h...2...h.h.' },
  swells: { hits: '9---------------8---------------', tones: 'x...............h...............' },
  drone: { hits: '9-------------------------------', tones: '1...............................' },
  afro: { hits: '9.5.6.57.6.5.6.58.5.6.57.6.5.765', tones: '1.3.2.h4.3.2.3.21.3.2.h4.3.2.343' },
  march: { hits: '....8.......8.4.', tones: '....x.......x.h.' },
} as const satisfies Record<string, Comp>;

export type CompName = keyof typeof COMPS;
