import type { NowPlaying } from '#src/words/interpretation.ts';

export const LOFI: NowPlaying = {
  prompts: [
    { text: 'Lo-Fi Hip Hop', weight: 0.6 },
    { text: 'Smooth Pianos', weight: 0.4 },
  ],
  config: { bpm: 80, density: 0.4, brightness: 0.5, temperature: 1.2 },
};

export const TECHNO: NowPlaying = {
  prompts: [
    { text: 'Minimal Techno', weight: 0.7 },
    { text: 'TR-909 Drum Machine', weight: 0.3 },
  ],
  config: { bpm: 128, scale: 'C_MAJOR_A_MINOR', seed: 7 },
};

/** As the model likes it. */
export const ROCK: NowPlaying = {
  prompts: [
    { text: 'Classic Rock', weight: 0.5 },
    { text: 'Shredding Guitar', weight: 0.5 },
  ],
  config: {},
};
