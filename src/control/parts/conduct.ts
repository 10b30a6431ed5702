import { saysOneOf } from '#src/crowd/typed/plainWords.ts';
import { type Slowed, type Use, whySlow, withUse } from '#src/crowd/votes/cooldowns.ts';
import { withoutUnwanted } from '#src/crowd/votes/filters.ts';
import { isHurtful } from '#src/words/refusal/hurtful.ts';
import type { Caller, Wish } from '../actions.ts';
import { type Declined, refuse, slowDown } from '../outcome.ts';
import type { GuildSettings } from '../StationRecord.ts';
import type { Turn } from '../Turn.ts';
import { becomeVote } from './voting.ts';

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

type Texts = readonly { readonly text: string }[];

/** Why what somebody wants to put up is not taken, whoever they are; undefined: it may be. */
export function whyUnwanted(
  { blockedWords, timeouts }: GuildSettings,
  userId: string,
  prompts: Texts,
  wallMs: number,
): Declined | undefined {
  const untilMs = timeouts.find((one) => one.userId === userId)?.untilMs ?? 0;
  if (untilMs > wallMs) return { ...refuse('timed-out'), waitMs: untilMs - wallMs };
  if (prompts.some(({ text }) => isHurtful(text))) return refuse('unkind');
  return prompts.some(({ text }) => saysOneOf(blockedWords, text)) ? refuse('unwanted') : undefined;
}

/** What a wish puts up, by itself or by a poll. */
export function textsOf(wish: Wish): Texts | undefined {
  if (wish.kind === 'propose') return [wish];
  if (wish.kind === 'play') return wish.keepsMix ? undefined : wish.prompts;
  return wish.kind === 'refine' ? wish.better.prompts : undefined;
}

/** The same for music that is to begin. */
export function whyNoStart(
  settings: GuildSettings,
  starts: readonly Use[],
  {
    userId,
    atMs,
    prompts,
  }: { readonly userId: string; readonly atMs: number; readonly prompts: Texts },
): Declined | undefined {
  const slow = whySlow(starts, { deed: 'start', userId }, atMs);
  return whyUnwanted(settings, userId, prompts, atMs) ?? (slow && slowDown(slow));
}

/** What the server does not want any more leaves the list. */
export function dropUnwanted(turn: Turn): void {
  const { blockedWords } = turn.state.settings;
  const isUnwanted = (text: string): boolean => saysOneOf(blockedWords, text);
  becomeVote(turn, withoutUnwanted(turn.vote, isUnwanted, turn.now.wallMs));
}
