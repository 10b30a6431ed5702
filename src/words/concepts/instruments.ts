import type { Concept } from './Concept.ts';

const instrument = (
  tag: string,
  family: readonly string[],
  away: string,
  also: Readonly<Record<string, number>> = {},
): Concept => ({ kind: 'instrument', tags: { [tag]: 1, ...also }, family, away });

/** Tags that are drums, whatever else they are: what "no drums" takes out. */
const DRUMS = ['drum', 'beat', 'percussion', 'bongo', 'conga', 'djembe', 'tabla', 'maracas'];

/** Instruments as people name them: wider than the documented ones, or beside them. */
export const OTHER_INSTRUMENTS = {
  drums: { kind: 'part', tags: { 'Funk Drums': 1 }, family: DRUMS, away: 'Drums' },
  percussion: {
    kind: 'part',
    tags: { 'Conga Drums': 1, Bongos: 0.5 },
    family: DRUMS,
    away: 'Drums',
  },
  beat: { kind: 'part', tags: { 'Fat Beats': 1 }, family: DRUMS, away: 'Drums' },
  bass: { kind: 'part', tags: { 'Boomy Bass': 1 }, family: ['bass'], away: 'Bass' },
  voices: {
    kind: 'part',
    tags: { 'Wordless Vocals': 0.8 },
    family: ['vocal', 'choir', 'voice', 'sing'],
    away: 'Vocals',
    config: { musicGenerationMode: 'VOCALIZATION' },
  },
  choir: {
    kind: 'part',
    tags: { 'Wordless Choir': 1 },
    family: ['vocal', 'choir', 'voice', 'sing'],
    away: 'Vocals',
    config: { musicGenerationMode: 'VOCALIZATION' },
  },
  piano: instrument('Smooth Pianos', ['piano'], 'Piano'),
  electricPiano: instrument('Rhodes Piano', ['rhodes', 'piano'], 'Piano'),
  guitar: instrument('Guitar', ['guitar'], 'Guitar'),
  acousticGuitar: instrument('Warm Acoustic Guitar', ['acoustic guitar'], 'Acoustic Guitar'),
  electricGuitar: instrument('Electric Guitar', ['guitar'], 'Electric Guitar', {
    'Shredding Guitar': 0.4,
  }),
  saxophone: instrument('Alto Saxophone', ['saxophone'], 'Saxophone'),
  strings: instrument(
    'Viola Ensemble',
    ['viola', 'cello', 'string', 'violin', 'fiddle'],
    'Strings',
    {
      'Rich Orchestration': 0.3,
    },
  ),
  violin: instrument('Violin', ['violin', 'fiddle', 'viola'], 'Violin', { 'Viola Ensemble': 0.3 }),
  flute: instrument('Flute', ['flute', 'woodwind', 'ocarina'], 'Flute', { Woodwinds: 0.5 }),
  clarinet: instrument('Clarinet', ['clarinet'], 'Clarinet', { 'Bass Clarinet': 0.3 }),
  brass: instrument('Brass Section', ['brass', 'trumpet', 'tuba', 'trombone'], 'Brass', {
    Trumpet: 0.6,
  }),
  trombone: instrument('Trombone', ['trombone'], 'Trombone'),
  frenchHorn: instrument('French Horn', ['horn'], 'Horns'),
  organ: instrument('Organ', ['organ'], 'Organ'),
  synth: instrument('Synth Pads', ['synth', 'moog', 'buchla'], 'Synthesizer'),
  bells: instrument('Glockenspiel', ['glockenspiel', 'bell'], 'Bells'),
  xylophone: instrument('Marimba', ['marimba', 'xylophone'], 'Xylophone'),
  doubleBass: instrument('Double Bass', ['double bass'], 'Double Bass'),
  ukulele: instrument('Ukulele', ['ukulele'], 'Ukulele'),
  taiko: instrument('Taiko Drums', ['taiko'], 'Taiko Drums'),
  shakuhachi: instrument('Shakuhachi', ['shakuhachi'], 'Shakuhachi'),
  theremin: instrument('Theremin', ['theremin'], 'Theremin'),
  whistling: instrument('Whistling', ['whistling'], 'Whistling'),
  orchestra: instrument('Rich Orchestration', ['orchestr'], 'Orchestra', {
    'Orchestral Score': 0.8,
  }),
  acoustic: instrument('Acoustic Instruments', ['acoustic'], 'Acoustic Instruments'),
} as const satisfies Readonly<Record<string, Concept>>;
