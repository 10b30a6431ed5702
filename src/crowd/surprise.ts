import { VOCABULARY } from '../music/vocabulary.ts';
import { promptKey } from './promptKey.ts';
import type { VoteState } from './voteState.ts';

/** Something that Lyria is known to understand and that is not up for the vote yet. */
export function surprise({ candidates }: VoteState, random: () => number): string {
  const taken = new Set(candidates.map(({ text }) => promptKey(text)));
  const free = VOCABULARY.filter((word) => !taken.has(promptKey(word)));
  return free[Math.floor(random() * free.length)] ?? 'Ambient';
}
