import type { EnvelopeShape } from '../dsp/Envelope.ts';

/** One sine that bends the phase of another: electric pianos, bells, mallets, hard basses. */
export interface FmPatch extends EnvelopeShape {
  readonly kind: 'fm';
  /** Of modulator to carrier. Whole, so that all overtones belong to the note. */
  readonly ratio: number;
  /** Depth in radians at full velocity; where it decays to, as a share; and in what time. */
  readonly index: number;
  readonly indexSustain: number;
  readonly indexDecay: number;
  /** A second partial, for strike and tine: its multiple, strength and decay. */
  readonly partial: number;
  readonly partialLevel: number;
  readonly partialDecay: number;
  /** Depth of the tremolo, 0 to 1, moving between left and right. */
  readonly tremolo: number;
  readonly level: number;
}

const PLAIN: FmPatch = {
  kind: 'fm',
  ratio: 1,
  index: 1,
  indexSustain: 0.2,
  indexDecay: 0.4,
  partial: 4,
  partialLevel: 0,
  partialDecay: 0.1,
  tremolo: 0,
  attack: 0.002,
  decay: 1,
  sustain: 0,
  release: 0.2,
  level: 1,
};

export function fm(fields: Partial<Omit<FmPatch, 'kind'>>): FmPatch {
  return { ...PLAIN, ...fields };
}
