/**
 * Figures that run through the chord: importance as in rhythms, and which note (1 the lowest of
 * the chord, counting on into the next octaves).
 */
export interface Arp {
  readonly hits: string;
  readonly tones: string;
}

export const ARPS = {
  up: { hits: '8.6.7.6.8.6.7.6.', tones: '1.2.3.4.5.4.3.2.' },
  up16: { hits: '8565756585657565', tones: '1234567812345678' },
  upDown16: { hits: '8565756585657565', tones: '1234567654321232' },
  trance: { hits: '8676867686768676', tones: '1352135246354635' },
  octaves: { hits: '8.678.678.678.67', tones: '1.151.151.151.15' },
  pulses: { hits: '8..7..7.8..7..65', tones: '1..3..5.4..3..52' },
  sparkle: { hits: '5..3..4..2.3..4.', tones: '5..7..4..8.6..3.' },
  drift: { hits: '6.....4...3..5....4...5..3....4.', tones: '3.....5...7..4....6...2..8....5.' },
  chip: { hits: '8767876787678767', tones: '1351135113511351' },
  sequence: { hits: '8.657.658.657.65', tones: '1.521.431.521.64' },
  eights: { hits: '8.5.6.5.7.5.6.5.', tones: '1.5.3.5.4.5.3.5.' },
  harp: { hits: '7.5.6.5.7.5.6.5.7.5.6.5.6.4.....', tones: '1.2.3.4.5.6.7.8.7.6.5.4.3.2.....' },
} as const satisfies Record<string, Arp>;

export type ArpName = keyof typeof ARPS;
