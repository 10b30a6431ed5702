import type { Mood } from '#src/music/vocabulary.ts';
import type { InstrumentEntry } from './instruments.ts';

/** A mood bends whatever style it meets. Alone, it is heard in the music it is at home in. */
export interface MoodEntry extends InstrumentEntry {
  /** Factor on the tempo of the next piece. */
  readonly tempo?: number;
}

export const MOOD_ENTRIES: Readonly<Record<Mood, MoodEntry>> = {
  'Acoustic Instruments': {
    home: 'Indie Folk',
    bend: { drive: -0.2, crush: -0.3, reverb: 0.05, chorus: -0.2, human: 0.2, pump: -0.4 },
    chords: 'acousticGuitar',
    lead: 'fiddle',
    bass: 'uprightBass',
  },
  Ambient: {
    home: 'Ambient',
    tempo: 0.9,
    bend: {
      density: -0.12,
      drums: -0.45,
      reverb: 0.4,
      room: 2,
      pad: 0.4,
      lead: -0.15,
      delay: 0.15,
      bass: -0.2,
    },
  },
  'Bright Tones': { home: 'Pop', bend: { brightness: 0.28, leadOctave: 0.3, minor: -0.2 } },
  Chill: {
    home: 'Chillout',
    tempo: 0.93,
    bend: {
      density: -0.12,
      brightness: -0.12,
      drums: -0.15,
      reverb: 0.12,
      drive: -0.15,
      pump: -0.1,
      human: 0.1,
    },
  },
  'Crunchy Distortion': { home: 'Garage Rock', bend: { drive: 0.6, crush: 0.15 } },
  Danceable: {
    home: 'House',
    tempo: 1.03,
    bend: { drums: 0.25, density: 0.1, pump: 0.3, bass: 0.1 },
  },
  Dreamy: {
    home: 'Chillout',
    tempo: 0.94,
    bend: {
      reverb: 0.35,
      room: 1.4,
      chorus: 0.3,
      pad: 0.35,
      drums: -0.2,
      brightness: -0.05,
      delay: 0.2,
      density: -0.05,
    },
  },
  Echo: { home: 'Jamaican Dub', bend: { delay: 0.65 } },
  Emotional: {
    home: 'Piano Ballad',
    tempo: 0.94,
    bend: {
      lead: 0.2,
      pad: 0.25,
      reverb: 0.2,
      drums: -0.15,
      minor: 0.15,
      human: 0.15,
      voices: 0.4,
    },
  },
  'Ethereal Ambience': {
    home: 'Ambient',
    tempo: 0.92,
    bend: {
      reverb: 0.45,
      room: 2.4,
      pad: 0.45,
      drums: -0.4,
      chorus: 0.3,
      brightness: 0.05,
      leadOctave: 0.3,
      density: -0.1,
      bass: -0.2,
    },
  },
  Experimental: {
    home: 'Glitch Hop',
    bend: { glitch: 0.45, crush: 0.15, phaser: 0.25, delay: 0.2, human: 0.1, contrast: 0.3 },
  },
  'Fat Beats': { home: 'Hip Hop', bend: { drums: 0.3, bass: 0.15, drive: 0.15 } },
  Funky: { home: 'Disco Funk', bend: { density: 0.1, swing16: 0.12, bass: 0.2, slide: 0.1 } },
  'Glitchy Effects': { home: 'Glitch Hop', bend: { glitch: 0.75, crush: 0.25 } },
  'Huge Drop': {
    home: 'EDM',
    tempo: 1.02,
    bend: { contrast: 0.5, riser: 0.8, pump: 0.35, bass: 0.15, drums: 0.15 },
  },
  'Live Performance': {
    home: 'Jam Band',
    bend: { human: 0.5, reverb: 0.15, drums: 0.05, crush: -0.3, pump: -0.3 },
  },
  'Lo-fi': {
    home: 'Lo-Fi Hip Hop',
    bend: { crackle: 0.55, hiss: 0.3, wow: 0.4, brightness: -0.2, drive: 0.15, crush: 0.05 },
  },
  'Ominous Drone': {
    home: 'Drone',
    tempo: 0.88,
    bend: {
      minor: 0.6,
      brightness: -0.22,
      pad: 0.4,
      drums: -0.35,
      reverb: 0.3,
      density: -0.15,
      lead: -0.2,
      leadOctave: -0.5,
    },
  },
  Psychedelic: {
    home: '60s Psychedelic Rock',
    bend: { phaser: 0.6, delay: 0.3, reverb: 0.25, wow: 0.2 },
  },
  'Rich Orchestration': {
    home: 'Orchestral Score',
    bend: { pad: 0.45, voices: 0.4, reverb: 0.2, lead: 0.1 },
    pad: 'stringSection',
    lead: 'horn',
  },
  'Saturated Tones': { home: 'Synthwave', bend: { drive: 0.45, brightness: -0.03 } },
  'Subdued Melody': { home: 'Chillout', bend: { lead: -0.25, brightness: -0.12, density: -0.05 } },
  'Sustained Chords': {
    home: 'Ambient',
    bend: { chords: 0.15, pad: 0.35, density: -0.08, voices: 0.3 },
  },
  'Swirling Phasers': { home: '60s Psychedelic Rock', bend: { phaser: 0.85, chorus: 0.2 } },
  'Tight Groove': {
    home: 'Funk',
    bend: { human: -0.35, reverb: -0.15, drums: 0.15, bass: 0.1, delay: -0.1 },
  },
  Unsettling: {
    home: 'Drone',
    tempo: 0.94,
    bend: { minor: 0.6, brightness: -0.12, glitch: 0.25, reverb: 0.2, wow: 0.3, leadOctave: -0.4 },
  },
  Upbeat: {
    home: 'Pop',
    tempo: 1.08,
    bend: { density: 0.12, brightness: 0.12, minor: -0.35, drums: 0.12, lead: 0.1 },
  },
  Virtuoso: { home: 'Jazz Fusion', tempo: 1.05, bend: { lead: 0.3, density: 0.15 }, lead: 'piano' },
  'Weird Noises': {
    home: 'Glitch Hop',
    bend: { glitch: 0.45, crush: 0.3, wow: 0.25, phaser: 0.2 },
    lead: 'zap',
  },
};

/** Not in the documented vocabulary, but what people say. */
export const MORE_MOODS: Readonly<Record<string, MoodEntry>> = {
  Calm: {
    home: 'Chillout',
    tempo: 0.9,
    bend: { density: -0.18, brightness: -0.12, drums: -0.3, drive: -0.2, reverb: 0.15 },
  },
  Dark: { home: 'Trip Hop', bend: { minor: 0.6, brightness: -0.25, leadOctave: -0.4 } },
  Happy: { home: 'Pop', tempo: 1.05, bend: { minor: -0.5, brightness: 0.12, density: 0.05 } },
  Sad: {
    home: 'Piano Ballad',
    tempo: 0.9,
    bend: { minor: 0.5, density: -0.1, brightness: -0.1, drums: -0.15 },
  },
  Energetic: {
    home: 'EDM',
    tempo: 1.06,
    bend: { density: 0.2, drums: 0.2, brightness: 0.1, drive: 0.1 },
  },
  Aggressive: {
    home: 'Industrial',
    tempo: 1.06,
    bend: { drive: 0.4, drums: 0.2, density: 0.15, minor: 0.4 },
  },
  Warm: { home: 'Neo-Soul', bend: { brightness: -0.12, chorus: 0.15, drive: 0.08 } },
  Soft: {
    home: 'Chillout',
    tempo: 0.94,
    bend: { density: -0.1, drums: -0.25, brightness: -0.14, drive: -0.2 },
  },
  Night: { home: 'Synthwave', bend: { brightness: -0.1, reverb: 0.15, minor: 0.25 } },
  Rain: {
    home: 'Lo-Fi Hip Hop',
    bend: { hiss: 0.4, reverb: 0.2, brightness: -0.12, density: -0.05 },
  },
  Ocean: { home: 'Ambient', bend: { hiss: 0.25, reverb: 0.35, pad: 0.3, phaser: 0.25 } },
  Space: { home: 'Ambient', bend: { reverb: 0.4, delay: 0.3, pad: 0.35, phaser: 0.2 } },
  Romantic: { home: 'Bossa Nova', bend: { reverb: 0.15, human: 0.15, voices: 0.4, drums: -0.1 } },
  Epic: {
    home: 'Cinematic',
    tempo: 1.02,
    bend: { drums: 0.2, pad: 0.35, reverb: 0.2, contrast: 0.3, riser: 0.3 },
  },
  Minimal: { home: 'Minimal Techno', bend: { density: -0.2, lead: -0.2, voices: -0.4 } },
  Busy: { home: 'Jazz Fusion', bend: { density: 0.25 } },
  Heavy: { home: 'Metal', bend: { drums: 0.2, bass: 0.15, drive: 0.35, minor: 0.3 } },
  Retro: { home: 'Synthwave', bend: { chorus: 0.2, wow: 0.12, drive: 0.08 } },
  /** An era says how music sounds; what music it is only where no other is named. */
  Seventies: { home: 'Disco Funk', bend: { chorus: 0.15, wow: 0.12, drive: 0.08 } },
  Eighties: { home: 'Synthpop', bend: { chorus: 0.25, reverb: 0.15, wow: 0.06 } },
  Groovy: { home: 'Funk', bend: { swing16: 0.12, bass: 0.2, density: 0.05 } },
  Hypnotic: { home: 'Minimal Techno', bend: { contrast: -0.3, delay: 0.2, phaser: 0.15 } },
  Slow: { home: 'Chillout', tempo: 0.82, bend: { density: -0.08 } },
  Fast: { home: 'Pop', tempo: 1.16, bend: { density: 0.08 } },
  Focus: { home: 'Chillout', bend: { density: -0.06, lead: -0.2, contrast: -0.25, drums: -0.1 } },
};
