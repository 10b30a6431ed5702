import type { MusicGenerationConfig } from '#src/music/controls.ts';
import type { Concept, Shift } from './Concept.ts';

type Tags = Readonly<Record<string, number>>;

const mood = (tags: Tags, config: MusicGenerationConfig = {}, shift: Shift = {}): Concept => ({
  kind: 'mood',
  tags,
  config,
  shift,
});

/** Knobs alone, and how "more" moves them. */
export const CONTROLS = {
  fast: { kind: 'control', shift: { bpm: 1 } },
  slow: { kind: 'control', shift: { bpm: -1 } },
  bright: { kind: 'control', config: { brightness: 0.75 }, shift: { brightness: 1 } },
  // Below 0.3, sparse mixes were heard to turn into a bass drone.
  dark: {
    kind: 'control',
    tags: { 'Ominous Drone': 0.4 },
    config: { brightness: 0.3 },
    shift: { brightness: -1 },
  },
  dense: { kind: 'control', config: { density: 0.8 }, shift: { density: 1 } },
  sparse: { kind: 'control', config: { density: 0.2 }, shift: { density: -1 } },
  wild: { kind: 'control', config: { temperature: 1.7, musicGenerationMode: 'DIVERSITY' } },
} as const satisfies Readonly<Record<string, Concept>>;

/** How it should feel. */
export const OTHER_MOODS = {
  happy: mood({ Upbeat: 0.8, 'Bright Tones': 0.4 }, { brightness: 0.7 }, { brightness: 1 }),
  sad: mood({ Emotional: 0.8, 'Subdued Melody': 0.5 }, { brightness: 0.4 }, { brightness: -1 }),
  calm: mood({ Chill: 0.8, Ambient: 0.5 }, { density: 0.3 }, { density: -1, bpm: -1 }),
  soft: mood({ 'Subdued Melody': 0.4 }, { density: 0.35 }, { density: -1 }),
  energetic: mood(
    { Upbeat: 0.7, 'Fat Beats': 0.5 },
    { density: 0.8, bpm: 135 },
    { density: 1, bpm: 1 },
  ),
  hectic: mood({ Virtuoso: 0.4 }, { density: 0.9, bpm: 155 }, { density: 1, bpm: 1 }),
  aggressive: mood(
    { 'Crunchy Distortion': 0.8, 'Dirty Synths': 0.4 },
    { density: 0.8 },
    { density: 1 },
  ),
  heavy: mood({ 'Crunchy Distortion': 0.6, 'Boomy Bass': 0.6 }, {}, { brightness: -1, density: 1 }),
  scary: mood({ Unsettling: 1, 'Ominous Drone': 0.8 }, { brightness: 0.3 }, { brightness: -1 }),
  mysterious: mood({ Unsettling: 0.5, 'Ethereal Ambience': 0.7 }, { brightness: 0.4 }),
  epic: mood(
    { 'Orchestral Score': 1, 'Rich Orchestration': 0.7, Drumline: 0.4 },
    { density: 0.75 },
    { density: 1 },
  ),
  romantic: mood({ Emotional: 0.7, 'Smooth Pianos': 0.5 }, { density: 0.4 }),
  nostalgic: mood({ Emotional: 0.5, 'Lo-fi': 0.5, Mellotron: 0.3 }, {}),
  spacey: mood({ 'Spacey Synths': 0.9, 'Ethereal Ambience': 0.7 }, { density: 0.3 }),
  meditative: mood(
    { Ambient: 1, 'Sustained Chords': 0.6, 'Ethereal Ambience': 0.4 },
    { density: 0.2 },
    { density: -1 },
  ),
  warm: mood({ 'Saturated Tones': 0.5 }, { brightness: 0.45 }, { brightness: -1 }),
  cold: mood({ 'Metallic Twang': 0.4, 'Ethereal Ambience': 0.5 }, { brightness: 0.6 }),
  groovy: mood({ 'Tight Groove': 0.8, Funky: 0.4 }),
  danceable: mood({ Danceable: 0.9, 'Tight Groove': 0.3 }, { bpm: 120 }),
  melodic: mood({ 'Subdued Melody': 0.3, Emotional: 0.4 }),
  elegant: mood({ 'Viola Ensemble': 0.4, Harpsichord: 0.3 }),
  cute: mood({ Glockenspiel: 0.6, 'Bright Tones': 0.5, Upbeat: 0.4 }, { brightness: 0.75 }),
  funny: mood({ Upbeat: 0.6, Tuba: 0.4, 'Weird Noises': 0.3 }),
  powerful: mood({ 'Fat Beats': 0.6, 'Saturated Tones': 0.4 }, { density: 0.75 }, { density: 1 }),
  hypnotic: mood({ 'Minimal Techno': 0.4, 'Tight Groove': 0.5, Psychedelic: 0.4 }),
  retro: mood({ Mellotron: 0.4, 'Saturated Tones': 0.4 }),
  eighties: mood({ Synthpop: 0.8, 'New Jack Swing': 0.3 }, { bpm: 112 }),
  seventies: mood({ 'Disco Funk': 0.6, 'Moog Oscillations': 0.4 }),
  sixties: mood({ '60s Psychedelic Rock': 0.8 }),
  nineties: mood({ 'New Jack Swing': 0.5, Breakbeat: 0.5 }),
} as const satisfies Readonly<Record<string, Concept>>;
