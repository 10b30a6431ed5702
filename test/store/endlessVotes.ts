import type { SavedMix, Shelf } from '#src/crowd/mix/savedMix.ts';
import type { VoteState } from '#src/crowd/votes/voteState.ts';
import { cast, plain, voteAmong } from '../crowd/voting.ts';

export const GUILD_ID = 'guild';

const USERS = Array.from({ length: 12 }, (_, index) => `user${index + 10}`);
const TEXTS = ['techno', 'pads', 'jazz', 'piano', 'disco'];
const CHOICES = ['up', 'down', 'up', null] as const;

export const FIRST_VOTE = voteAmong(plain(...TEXTS), USERS);

/** The vote number `count`, the same in every process. */
export function nextVote(state: VoteState, count: number): VoteState {
  const userId = USERS[(count * 7) % USERS.length] ?? '';
  const text = TEXTS[(count * 3 + Math.floor(count / 11)) % TEXTS.length] ?? '';
  return cast(state, userId, CHOICES[Math.floor(count / 5) % CHOICES.length] ?? null, text, count);
}

export const SHELF: Shelf = `guild ${GUILD_ID}`;

/** What is saved with that vote. */
export function mixNumber(count: number): SavedMix {
  const prompts = [{ text: 'techno', weight: 1 }];
  return { name: `Mix ${count}`, prompts, config: {}, savedBy: 'ada', savedAtMs: count };
}
