import type { Caller, StationControl } from '../../../commands/ports.ts';
import { promptKey } from '../../crowd/promptKey.ts';
import type { Proposed } from '../../crowd/proposals.ts';
import type { Refused } from '../../crowd/refusal.ts';
import { VOCABULARY } from '../../music/vocabulary.ts';

/** Proposes something that Lyria is known to understand and that is not up for the vote yet. */
export function surprise(
  station: StationControl,
  caller: Caller,
  random: () => number,
): Proposed | Refused {
  const taken = new Set(
    station.vote.standings().candidates.map(({ candidate }) => promptKey(candidate.text)),
  );
  const free = VOCABULARY.filter((word) => !taken.has(promptKey(word)));
  const word = free[Math.floor(random() * free.length)] ?? 'Ambient';
  return station.vote.propose(caller.userId, word, caller.isDj);
}
