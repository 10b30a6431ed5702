import type { EnvelopeShape } from '../dsp/Envelope.ts';
import type { WaveName } from '../dsp/wavetables.ts';

/** Two oscillators through a low-pass filter: analogue synthesisers, strings, winds, organs. */
export interface TonePatch extends EnvelopeShape {
  readonly kind: 'tone';
  readonly wave: WaveName;
  readonly wave2: WaveName;
  /** Share of the second oscillator, 0 to 1. */
  readonly mix: number;
  /** Both oscillators are so far apart. */
  readonly detuneCents: number;
  readonly octave2: number;
  /** Where the filter rests for middle C. */
  readonly cutoffHz: number;
  /** How far the filter follows the pitch, 0 to 1. */
  readonly track: number;
  /** How many octaves the filter starts above its rest, and in what time it comes down. */
  readonly filterOctaves: number;
  readonly filterDecay: number;
  /** 0 to 1. */
  readonly resonance: number;
  readonly vibratoCents: number;
  /** Noise of breath or bow, relative to the tone. */
  readonly breath: number;
  /** Overdrive, 0 (clean) to 1. */
  readonly drive: number;
  /** Time a slide takes, where the line asks for slides. */
  readonly glide: number;
  readonly level: number;
}

const PLAIN: TonePatch = {
  kind: 'tone',
  wave: 'saw',
  wave2: 'saw',
  mix: 0,
  detuneCents: 0,
  octave2: 0,
  cutoffHz: 2000,
  track: 0.5,
  filterOctaves: 0,
  filterDecay: 0.3,
  resonance: 0.1,
  vibratoCents: 0,
  breath: 0,
  drive: 0,
  glide: 0.05,
  attack: 0.005,
  decay: 0.4,
  sustain: 0.7,
  release: 0.15,
  level: 1,
};

export function tone(fields: Partial<Omit<TonePatch, 'kind'>>): TonePatch {
  return { ...PLAIN, ...fields };
}
