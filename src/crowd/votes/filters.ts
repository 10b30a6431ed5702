import { promptKey } from '../typed/memberText.ts';
import { beforeChange } from './listeners.ts';
import {
  type Candidate,
  isUsable,
  MAX_CANDIDATES,
  START_POINTS,
  type VoteState,
  withCandidate,
} from './voteState.ts';

/**
 * What the house puts up when a filter has taken everything: plain genres and moods from Lyria's
 * documented vocabulary. One more than there are places, so that one is always left to try.
 */
export const HOUSE_PROMPTS = [
  'Chillout',
  'Ambient',
  'Lo-Fi Hip Hop',
  'Deep House',
  'Minimal Techno',
  'Jazz Fusion',
  'Bossa Nova',
  'Synthpop',
  'Piano Ballad',
] as const satisfies { length: 9 } & readonly string[];

export interface Filtered {
  readonly state: VoteState;
  /** Whom the filter hit, first time only; null: reported before, dropped meanwhile, or avoided. */
  readonly candidate: Candidate | null;
  /** Put up by the house because nothing else was left to play. */
  readonly house: Candidate | null;
}

/**
 * Lyria refuses a prompt: its candidate keeps its place, with the reason, but leaves the mix and
 * cannot be voted for until somebody takes its place. A prompt to steer away from just goes.
 * Reporting the same one again changes nothing.
 */
export function filterPrompt(
  state: VoteState,
  report: { readonly text: string; readonly reason: string },
  nowMs: number,
): Filtered {
  const key = promptKey(report.text);
  const candidate = state.candidates.find((one) => promptKey(one.text) === key);
  const avoided = state.avoided.filter(({ text }) => promptKey(text) !== key);
  const isNews = candidate !== undefined && isUsable(candidate);
  if (!isNews && avoided.length === state.avoided.length) {
    return { state, candidate: null, house: null };
  }
  const before = { ...beforeChange(state, nowMs), avoided };
  if (!isNews) return { state: before, candidate: null, house: null };

  const hit = { ...candidate, filteredReason: report.reason };
  const after = withCandidate(before, hit);
  if (after.candidates.some(isUsable)) return { state: after, candidate: hit, house: null };
  return { candidate: hit, ...withHousePrompt(after, nowMs) };
}

/**
 * Takes what a server does not want any more off the list, votes and all. Where nothing else is left to
 * play, the house puts something up.
 */
export function withoutUnwanted(
  state: VoteState,
  isUnwanted: (text: string) => boolean,
  nowMs: number,
): VoteState {
  const listed = [...state.candidates, ...state.avoided].filter(({ text }) => isUnwanted(text));
  if (listed.length === 0) return state;
  const filtered = listed.reduce(
    (vote, { text }) => filterPrompt(vote, { text, reason: 'unwanted' }, nowMs).state,
    state,
  );
  const left = filtered.candidates.filter(({ text }) => !isUnwanted(text));
  // Even what the house has may be unwanted: something has to play.
  const candidates = left.some(isUsable) ? left : filtered.candidates.filter(isUsable);
  return { ...filtered, candidates };
}

/** @param state without a usable candidate */
function withHousePrompt(
  state: VoteState,
  nowMs: number,
): { readonly state: VoteState; readonly house: Candidate } {
  const taken = new Set(state.candidates.map(({ text }) => promptKey(text)));
  const house: Candidate = {
    id: state.nextCandidateId,
    text: HOUSE_PROMPTS.find((text) => !taken.has(promptKey(text))) ?? HOUSE_PROMPTS[0],
    proposedBy: null,
    proposedAtMs: nowMs,
    startPoints: START_POINTS,
    ballots: [],
    filteredReason: null,
  };
  // All candidates are filtered here, so the oldest may give its place.
  const kept = state.candidates.slice(-(MAX_CANDIDATES - 1));
  return {
    house,
    state: {
      ...state,
      candidates: [...kept, house],
      nextCandidateId: state.nextCandidateId + 1,
    },
  };
}
