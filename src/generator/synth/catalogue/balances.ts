import type { Parameter } from './parameters.ts';

type Balance = Readonly<
  Record<Extract<Parameter, 'low' | 'presence' | 'air' | 'width' | 'dynamics'>, number>
>;

/**
 * What records of a kind of music are like as a whole, at a middling brightness: share of the power
 * below 250 Hz, presence, air and width in dB, and how far quiet sections fall.
 */
export const BALANCES = {
  pop: { low: 0.5, presence: -14, air: -20, width: -8, dynamics: 6 },
  acoustic: { low: 0.42, presence: -14.5, air: -23, width: -7.5, dynamics: 6.5 },
  jazz: { low: 0.4, presence: -15.4, air: -21, width: -7.5, dynamics: 8.3 },
  latin: { low: 0.45, presence: -15.9, air: -24, width: -7.5, dynamics: 6.6 },
  orchestra: { low: 0.33, presence: -13, air: -31, width: -4.7, dynamics: 9.5 },
  chamber: { low: 0.38, presence: -14.5, air: -27, width: -6, dynamics: 8 },
  voices: { low: 0.35, presence: -17, air: -34, width: -5, dynamics: 8 },
  reggae: { low: 0.53, presence: -11.6, air: -23, width: -9, dynamics: 5.3 },
  rock: { low: 0.5, presence: -12, air: -18.5, width: -7.5, dynamics: 5.8 },
  metal: { low: 0.56, presence: -10.2, air: -15.6, width: -7.5, dynamics: 5 },
  club: { low: 0.62, presence: -14.3, air: -14.4, width: -9.3, dynamics: 4.8 },
  breaks: { low: 0.62, presence: -14.3, air: -18.6, width: -9, dynamics: 6.3 },
  urban: { low: 0.58, presence: -14.5, air: -20, width: -8.5, dynamics: 5.5 },
  lofi: { low: 0.45, presence: -22, air: -28, width: -7.5, dynamics: 5 },
  calm: { low: 0.36, presence: -27, air: -42, width: -6, dynamics: 7.4 },
} as const satisfies Record<string, Balance>;

export type BalanceName = keyof typeof BALANCES;
