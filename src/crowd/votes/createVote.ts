import type { WeightedPrompt } from '#src/music/controls.ts';
import { promptKey, tidyPrompt } from '../typed/memberText.ts';
import { beforeChange } from './listeners.ts';
import { type Refused, refused } from './refusal.ts';
import type { Earlier, VoteState } from './voteState.ts';
import { type Candidate, MAX_CANDIDATES, START_POINTS } from './voteState.ts';

/**
 * The strongest prompt of a weighted mix starts with this many points: the weights are scaled
 * to fit, so that the mix begins as asked for and a few people can still turn it, whatever
 * numbers somebody typed.
 */
const STRONGEST_START = { min: START_POINTS, max: 2 * START_POINTS } as const;
/** No prompt asked for starts so weak that it is as good as absent. */
const WEAKEST_START = 0.05;

export interface StartingMix {
  /** At least one weight above 0, at most `MAX_CANDIDATES` of them. */
  readonly prompts: readonly WeightedPrompt[];
  readonly proposedBy: string;
}

export type VoteStarted = { readonly ok: true; readonly state: VoteState };

/**
 * A new station's vote. Weights above 0 make candidates whose points are in proportion, scaled so
 * that the strongest has 2 to 4; plain prompts have weight 1 and so start with 2 points.
 * Weights below 0 are kept beside the vote, in proportion to the weights above 0: no vote moves
 * them. Prompts that say the same are added up.
 */
export function createVote(
  mix: StartingMix & {
    readonly listeners: Iterable<string>;
    readonly halfLifeMs: number | null;
  },
  nowMs: number,
): VoteStarted | Refused {
  const listeners = [...new Set(mix.listeners)]
    .sort()
    .map((userId) => ({ userId, leftAtMs: null }));
  return start({ listeners, halfLifeMs: mix.halfLifeMs, nextCandidateId: 1 }, mix, nowMs);
}

/** A new start on a running station: other candidates, no ballots, the same listeners. */
export function restartVote(
  state: VoteState,
  mix: StartingMix,
  nowMs: number,
): VoteStarted | Refused {
  return start(beforeChange(state, nowMs), mix, nowMs);
}

/** An earlier mix again, with the votes it had: the same listeners, and ids that stay each one's own. */
export function returnTo(
  state: VoteState,
  { candidates, avoided }: Pick<Earlier, 'candidates' | 'avoided'>,
  nowMs: number,
): VoteState {
  return { ...beforeChange(state, nowMs), candidates, avoided, lastMix: [] };
}

function start(
  kept: Pick<VoteState, 'listeners' | 'halfLifeMs' | 'nextCandidateId'>,
  { prompts, proposedBy }: StartingMix,
  nowMs: number,
): VoteStarted | Refused {
  const merged = mergeSame(prompts);
  const wanted = merged.filter(({ weight }) => weight > 0);
  if (wanted.length === 0) return refused('no-prompt');
  if (wanted.length > MAX_CANDIDATES) return refused('too-many-prompts');

  const total = wanted.reduce((sum, { weight }) => sum + weight, 0);
  const strongest = Math.max(...wanted.map(({ weight }) => weight));
  const { min, max } = STRONGEST_START;
  const scale = Math.min(max, Math.max(min, START_POINTS * strongest)) / strongest;
  const candidates = wanted.map(
    ({ text, weight }, index): Candidate => ({
      id: kept.nextCandidateId + index,
      text,
      proposedBy,
      proposedAtMs: nowMs,
      startPoints: Math.max(WEAKEST_START, weight * scale),
      ballots: [],
      filteredReason: null,
    }),
  );
  return {
    ok: true,
    state: {
      candidates,
      avoided: merged
        .filter(({ weight }) => weight < 0)
        .map(({ text, weight }) => ({ text, weight: weight / total })),
      listeners: kept.listeners,
      lastMix: [],
      nextCandidateId: kept.nextCandidateId + candidates.length,
      halfLifeMs: kept.halfLifeMs,
    },
  };
}

function mergeSame(prompts: readonly WeightedPrompt[]): readonly WeightedPrompt[] {
  const merged = new Map<string, WeightedPrompt>();
  for (const { text, weight } of prompts) {
    const key = promptKey(text);
    if (key === '') continue;
    const same = merged.get(key);
    merged.set(key, {
      text: same?.text ?? tidyPrompt(text),
      weight: (same?.weight ?? 0) + weight,
    });
  }
  return [...merged.values()];
}
