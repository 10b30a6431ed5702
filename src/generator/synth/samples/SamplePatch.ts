/** A recorded instrument of the sound bank. */
export interface SamplePatch {
  readonly kind: 'sample';
  /** Name of the preset. */
  readonly preset: string;
  readonly level: number;
  /** How far left and right stereo zones lie: 0 in one place, 1 as recorded. */
  readonly width: number;
  /** Played by two, left and right, as guitars are recorded. */
  readonly double: boolean;
  /** Factor on the time in which a note that is let go dies away. */
  readonly release: number;
}

const PLAIN: SamplePatch = {
  kind: 'sample',
  preset: '',
  level: 1,
  width: 0.8,
  double: false,
  release: 1,
};

export function sample(
  preset: string,
  fields: Partial<Omit<SamplePatch, 'kind' | 'preset'>> = {},
): SamplePatch {
  return { ...PLAIN, ...fields, preset };
}

/** A drum of a sampled kit. */
export interface SampledDrum {
  readonly preset: string;
  /** MIDI; undefined: it is tuned to the note. */
  readonly key: number | undefined;
  readonly gain: number;
}
