import type { Genre } from '#src/music/vocabulary.ts';
import type { Groove } from './Groove.ts';
import { ACOUSTIC } from './grooves/acoustic.ts';
import { ELECTRONIC } from './grooves/electronic.ts';
import { ENSEMBLES } from './grooves/ensembles.ts';
import { ROCK } from './grooves/rock.ts';
import { ROOTS } from './grooves/roots.ts';
import { URBAN } from './grooves/urban.ts';

/** Every genre of the documented vocabulary, and some more that people ask for. */
export const GROOVES = {
  ...ELECTRONIC,
  ...URBAN,
  ...ROCK,
  ...ROOTS,
  ...ACOUSTIC,
  ...ENSEMBLES,
} as const satisfies Record<string, Groove> & Record<Genre, Groove>;

export type GrooveName = keyof typeof GROOVES;

/** What plays where nothing is asked for, and what weak guidance drifts back to. */
export const NEUTRAL: GrooveName = 'Neutral';
