import { isListening } from '../crowd/votes/listeners.ts';
import type { Caller, Wish } from './actions.ts';
import type { Reason } from './outcome.ts';
import type { GuildSettings } from './StationRecord.ts';
import type { StationState } from './StationState.ts';

/** Everything that somebody can do, as far as it is a question who may. */
export type Deed =
  | Exclude<Wish['kind'], 'refine'>
  /** Tempo and scale: another piece. */
  | 'recast'
  /** Looking at mixes, settings, and one's own votes. */
  | 'look'
  | 'start'
  | 'settings'
  /** Which key the server's music comes with. */
  | 'key'
  /** Taking along what was heard. */
  | 'clip'
  | 'save-mix'
  | 'delete-mix'
  /** What is wrong with the bot is for whoever sees to it. */
  | 'doctor'
  /** Being listened to; what is asked for is a deed of its own. */
  | 'talk';

/**
 * Where one has to be.
 *
 * - `voice`: in some voice channel
 * - `channel`: in the station's, or managing the server
 * - `hearing`: in the station's, and not deafened
 * - `electorate`: among those whom the poll asks
 */
type Place = 'anywhere' | 'voice' | 'channel' | 'hearing' | 'electorate';
/** Whoever manages the server is a DJ, too. */
type Rank = 'member' | 'dj' | 'manager';

export interface Rule {
  readonly place: Place;
  /** From whom upwards, where everybody's votes count. */
  readonly everybody: Rank;
  /** From whom upwards, where only those of DJs do. */
  readonly djsOnly: Rank;
  /** While others hear it, a member who is no DJ asks them by a poll. */
  readonly asks?: true;
}

/** Who may do what, in which mode: the one place where that is decided. */
export const WHO_MAY: Readonly<Record<Deed, Rule>> = {
  look: { place: 'anywhere', everybody: 'member', djsOnly: 'member' },
  start: { place: 'voice', everybody: 'member', djsOnly: 'dj' },
  'give-way': { place: 'voice', everybody: 'member', djsOnly: 'member' },
  vote: { place: 'hearing', everybody: 'member', djsOnly: 'dj' },
  nudge: { place: 'hearing', everybody: 'member', djsOnly: 'dj' },
  propose: { place: 'hearing', everybody: 'member', djsOnly: 'dj' },
  // One's own; DJs any: `crowd/votes/proposals.ts` knows whose it is.
  drop: { place: 'anywhere', everybody: 'member', djsOnly: 'dj' },
  tune: { place: 'channel', everybody: 'member', djsOnly: 'dj' },
  recast: { place: 'channel', everybody: 'member', djsOnly: 'dj', asks: true },
  play: { place: 'channel', everybody: 'member', djsOnly: 'dj', asks: true },
  undo: { place: 'channel', everybody: 'member', djsOnly: 'dj', asks: true },
  pause: { place: 'channel', everybody: 'member', djsOnly: 'dj', asks: true },
  resume: { place: 'channel', everybody: 'member', djsOnly: 'dj' },
  reset: { place: 'channel', everybody: 'member', djsOnly: 'dj' },
  volume: { place: 'channel', everybody: 'member', djsOnly: 'dj', asks: true },
  stop: { place: 'channel', everybody: 'member', djsOnly: 'member', asks: true },
  stay: { place: 'channel', everybody: 'member', djsOnly: 'member' },
  answer: { place: 'electorate', everybody: 'member', djsOnly: 'member' },
  panel: { place: 'channel', everybody: 'member', djsOnly: 'member' },
  talk: { place: 'hearing', everybody: 'member', djsOnly: 'dj' },
  clip: { place: 'channel', everybody: 'member', djsOnly: 'member' },
  'save-mix': { place: 'anywhere', everybody: 'member', djsOnly: 'dj' },
  // One's own; DJs any: whoever deletes knows whose it is.
  'delete-mix': { place: 'anywhere', everybody: 'member', djsOnly: 'member' },
  settings: { place: 'anywhere', everybody: 'manager', djsOnly: 'manager' },
  key: { place: 'anywhere', everybody: 'manager', djsOnly: 'manager' },
  doctor: { place: 'anywhere', everybody: 'manager', djsOnly: 'manager' },
};

/**
 * Why somebody may not do that; undefined: they may.
 *
 * @param settings of the server, where there is no station
 */
export function whyNot(
  deed: Deed,
  caller: Caller,
  state: StationState | undefined,
  settings: Pick<GuildSettings, 'whoMayVote'> | undefined = state?.settings,
): Reason | undefined {
  const rule = WHO_MAY[deed];
  const misplaced = whyMisplaced(rule.place, caller, state);
  if (misplaced !== undefined) return misplaced;
  const rank = settings?.whoMayVote === 'djs' ? rule.djsOnly : rule.everybody;
  if (rank === 'dj' && !caller.isDj) return 'djs-only';
  return rank === 'manager' && !caller.canManageGuild ? 'not-managing' : undefined;
}

/** Whether somebody's wish is put to the others who hear it. */
export function hasToAsk(deed: Deed, caller: Caller, electorate: readonly string[]): boolean {
  if (WHO_MAY[deed].asks !== true || caller.isDj || caller.canManageGuild) return false;
  return electorate.some((userId) => userId !== caller.userId);
}

function whyMisplaced(
  place: Place,
  { userId, voiceChannelId, canManageGuild }: Caller,
  state: StationState | undefined,
): Reason | undefined {
  if (place === 'anywhere') return undefined;
  if (place === 'voice') return voiceChannelId === undefined ? 'nowhere' : undefined;
  if (state === undefined) return 'over';
  if (place === 'channel') {
    const isThere = voiceChannelId === state.kept.record.channelId;
    return isThere || canManageGuild ? undefined : 'elsewhere';
  }
  const hears = state.hearers.includes(userId);
  if (place === 'hearing') return hears ? undefined : 'not-listening';
  if (state.poll?.poll.electorate.includes(userId) !== false) return undefined;
  return hears && !isListening(state.kept.vote, userId) ? 'djs-only' : 'not-listening';
}
