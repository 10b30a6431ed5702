import { GENRES, INSTRUMENTS, MOODS } from '#src/music/vocabulary.ts';
import type { Concept } from './Concept.ts';
import { GENRE_TEMPOS, OTHER_GENRES } from './genres.ts';
import { OTHER_INSTRUMENTS } from './instruments.ts';
import { CONTROLS, OTHER_MOODS } from './moods.ts';
import { SCENES } from './scenes.ts';

/** A tag that is the last word of a documented instrument's family: "Flamenco Guitar" is a guitar. */
const documented: readonly (readonly [string, Concept])[] = [
  ...GENRES.map((tag) => {
    const usualBpm = GENRE_TEMPOS[tag];
    const tempo = usualBpm === undefined ? {} : { usualBpm };
    return [tag, { kind: 'genre', tags: { [tag]: 1.2 }, ...tempo }] as const;
  }),
  ...INSTRUMENTS.map((tag) => [tag, { kind: 'instrument', tags: { [tag]: 1 } }] as const),
  ...MOODS.map((tag) => [tag, { kind: 'mood', tags: { [tag]: 0.7 } }] as const),
];

/** Everything that can be asked for: the documented tags by their own names, and what we added. */
export const CONCEPTS: ReadonlyMap<string, Concept> = new Map<string, Concept>([
  ...documented,
  ...Object.entries(OTHER_GENRES),
  ...Object.entries(OTHER_INSTRUMENTS),
  ...Object.entries(OTHER_MOODS),
  ...Object.entries(CONTROLS),
  ...Object.entries(SCENES),
]);
