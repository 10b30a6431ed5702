import { KNOWN } from '../lexicon/artists.ts';
import { compact, fold } from '../lexicon/fold.ts';

/** Shorter names are words, too: "justice" is not looked for, "Daft Punk" is. */
const SHORTEST_NAME = 6;

const NAMES: ReadonlySet<string> = new Set(
  KNOWN.flatMap(({ names }) => names.split('|'))
    .filter((name) => name.includes(' '))
    .map(compact)
    .filter((name) => name.length >= SHORTEST_NAME),
);
const WHOLE_NAMES: ReadonlySet<string> = new Set(
  KNOWN.flatMap(({ names }) => names.split('|')).map(compact),
);

/** Whether a text names an artist or a work that the lexicon knows: those are never sent to Lyria. */
export function namesSomebody(text: string): boolean {
  if (WHOLE_NAMES.has(compact(text))) return true;
  const words = fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  for (let start = 0; start < words.length; start += 1) {
    for (let end = start + 2; end <= words.length; end += 1) {
      if (NAMES.has(words.slice(start, end).join(''))) return true;
    }
  }
  return false;
}
