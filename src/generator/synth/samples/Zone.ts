import type { BasicSample } from 'spessasynth_core';
import { SAMPLE_RATE } from '../dsp/control.ts';

/** The generators of the SoundFont 2.04 standard that count here, by their numbers. */
const GENERATOR = {
  startOffset: 0,
  endOffset: 1,
  loopStartOffset: 2,
  loopEndOffset: 3,
  startCoarseOffset: 4,
  modLfoToPitch: 5,
  vibLfoToPitch: 6,
  modEnvToPitch: 7,
  filterCents: 8,
  filterResonance: 9,
  modEnvToFilter: 11,
  endCoarseOffset: 12,
  modLfoToVolume: 13,
  pan: 17,
  modLfoDelay: 21,
  modLfoFrequency: 22,
  vibLfoDelay: 23,
  vibLfoFrequency: 24,
  modEnvDelay: 25,
  modEnvAttack: 26,
  modEnvHold: 27,
  modEnvDecay: 28,
  modEnvSustain: 29,
  modEnvRelease: 30,
  keyToModEnvHold: 31,
  keyToModEnvDecay: 32,
  delay: 33,
  attack: 34,
  hold: 35,
  decay: 36,
  sustain: 37,
  release: 38,
  keyToHold: 39,
  keyToDecay: 40,
  loopStartCoarseOffset: 45,
  attenuation: 48,
  loopEndCoarseOffset: 50,
  coarseTune: 51,
  fineTune: 52,
  sampleModes: 54,
  scaleTuning: 56,
  exclusiveClass: 57,
  rootKey: 58,
} as const;

const COARSE = 32_768;
const MIDDLE_KEY = 60;
/** Shorter times than this, in timecents, are none at all. */
const NO_TIME = -10_114;
/** From this cutoff on, in cents, the filter is open. */
const OPEN_CENTS = 13_499;
/** No release is shorter: 2^(-7200/1200) s, or it would click. */
const SHORTEST_RELEASE = -7_200;

/** Times in seconds. */
export interface SampleEnvelope {
  readonly delay: number;
  readonly attack: number;
  readonly hold: number;
  /** Until it had fallen all the way, at which it stops half way when it is sustained. */
  readonly decay: number;
  readonly release: number;
}

/** Everything about one sample as one key of a preset plays it, worked out. */
export class Zone {
  /** Pairs of the sample for each of the output, at the key's own pitch. */
  readonly step: number;
  readonly start: number;
  /** Below 0: from the end of the sample, which is not known before it is decoded. */
  readonly endOffset: number;
  readonly loopStart: number;
  readonly loopEnd: number;
  readonly loops: 'never' | 'always' | 'held';
  readonly gain: number;
  /** -1 left, 1 right. */
  readonly pan: number;
  /** Infinity: open. */
  readonly filterHz: number;
  readonly resonanceDb: number;
  readonly volume: SampleEnvelope;
  /** What it falls to while it is held, in dB. */
  readonly sustainDb: number;
  readonly modulation: SampleEnvelope;
  readonly modulationSustain: number;
  readonly modulationToPitchCents: number;
  readonly modulationToFilterCents: number;
  readonly vibrato: { readonly delay: number; readonly hertz: number; readonly cents: number };
  readonly tremolo: {
    readonly delay: number;
    readonly hertz: number;
    readonly cents: number;
    readonly db: number;
  };
  /** Zones of one class other than 0 end each other: an open hi-hat, and the closed one. */
  readonly exclusiveClass: number;
  readonly #decode: () => Int16Array;
  #samples: Int16Array | undefined;

  /** @param generators With what key and velocity add to them. */
  constructor(
    generators: Float64Array,
    key: number,
    sample: BasicSample,
    decode: () => Int16Array,
  ) {
    const get = (name: keyof typeof GENERATOR): number => generators[GENERATOR[name]] ?? 0;
    const rootKey = get('rootKey') >= 0 ? get('rootKey') : sample.originalKey;
    const cents =
      (key - rootKey) * get('scaleTuning') +
      100 * get('coarseTune') +
      get('fineTune') +
      sample.pitchCorrection;
    this.step = (sample.sampleRate / SAMPLE_RATE) * 2 ** (cents / 1200);
    this.start = Math.max(0, get('startOffset') + COARSE * get('startCoarseOffset'));
    this.endOffset = Math.min(0, get('endOffset') + COARSE * get('endCoarseOffset'));
    this.loopStart =
      sample.loopStart + get('loopStartOffset') + COARSE * get('loopStartCoarseOffset');
    this.loopEnd = sample.loopEnd + get('loopEndOffset') + COARSE * get('loopEndCoarseOffset');
    this.loops = loopsOf(this.loopEnd - this.loopStart < 1 ? 0 : get('sampleModes'));
    this.gain = 10 ** (-Math.max(0, get('attenuation')) / 200);
    this.pan = Math.max(-1, Math.min(1, get('pan') / 500));
    this.filterHz =
      get('filterCents') > OPEN_CENTS ? Number.POSITIVE_INFINITY : hertzOf(get('filterCents'));
    this.resonanceDb = Math.max(0, get('filterResonance')) / 10;
    const fromMiddle = MIDDLE_KEY - key;
    this.volume = {
      delay: secondsOf(get('delay')),
      attack: secondsOf(get('attack')),
      hold: secondsOf(get('hold') + fromMiddle * get('keyToHold')),
      decay: secondsOf(get('decay') + fromMiddle * get('keyToDecay')),
      release: secondsOf(Math.max(SHORTEST_RELEASE, get('release'))),
    };
    this.sustainDb = Math.max(0, get('sustain')) / 10;
    this.modulation = {
      delay: secondsOf(get('modEnvDelay')),
      attack: secondsOf(get('modEnvAttack')),
      hold: secondsOf(get('modEnvHold') + fromMiddle * get('keyToModEnvHold')),
      decay: secondsOf(get('modEnvDecay') + fromMiddle * get('keyToModEnvDecay')),
      release: secondsOf(Math.max(SHORTEST_RELEASE, get('modEnvRelease'))),
    };
    this.modulationSustain = Math.max(0, 1 - get('modEnvSustain') / 1000);
    this.modulationToPitchCents = get('modEnvToPitch');
    this.modulationToFilterCents = get('modEnvToFilter');
    this.vibrato = {
      delay: secondsOf(get('vibLfoDelay')),
      hertz: hertzOf(get('vibLfoFrequency')),
      cents: get('vibLfoToPitch'),
    };
    this.tremolo = {
      delay: secondsOf(get('modLfoDelay')),
      hertz: hertzOf(get('modLfoFrequency')),
      cents: get('modLfoToPitch'),
      db: get('modLfoToVolume') / 10,
    };
    this.exclusiveClass = get('exclusiveClass');
    this.#decode = decode;
  }

  get isDecoded(): boolean {
    return this.#samples !== undefined;
  }

  decode(): void {
    this.#samples ??= this.#decode();
  }

  /** Mono, 16 bit. The first time takes a millisecond, some ten for the longest. */
  get samples(): Int16Array {
    this.#samples ??= this.#decode();
    return this.#samples;
  }
}

function loopsOf(sampleModes: number): Zone['loops'] {
  if (sampleModes === 1) return 'always';
  return sampleModes === 3 ? 'held' : 'never';
}

/** Timecents: 0 is a second, 1200 two. */
function secondsOf(timecents: number): number {
  return timecents < NO_TIME ? 0 : 2 ** (timecents / 1200);
}

/** Absolute cents: 6900 is 440 Hz. */
function hertzOf(cents: number): number {
  return 440 * 2 ** ((cents - 6900) / 1200);
}
