import { type Slowed, whySlow, withUse } from '#src/crowd/votes/cooldowns.ts';
import type { Caller } from '../actions.ts';
import { type Declined, slowDown } from '../outcome.ts';
import type { Turn } from '../Turn.ts';

/** Why somebody has to wait with it; undefined: it counts as done. DJs are trusted not to overdo it. */
export function slowed(turn: Turn, caller: Caller, deed: Slowed): Declined | undefined {
  if (caller.isDj) return undefined;
  const { userId } = caller;
  const { uses } = turn.record;
  const atMs = turn.now.wallMs;
  const slow = whySlow(uses, { deed, userId }, atMs);
  if (slow !== undefined) return slowDown(slow);
  turn.keep({ uses: withUse(uses, { deed, userId, atMs }) });
  return undefined;
}
