import fc from 'fast-check';
import { castBallot, setFading } from '#src/crowd/votes/ballots.ts';
import { filterPrompt } from '#src/crowd/votes/filters.ts';
import { listenerJoined } from '#src/crowd/votes/listeners.ts';
import { drop, propose } from '#src/crowd/votes/proposals.ts';
import type { Choice, VoteState } from '#src/crowd/votes/voteState.ts';
import { listenerLeft } from './voting.ts';

export const USERS = ['u0', 'u1', 'u2', 'u3', 'u4', 'u5'] as const;
const TEXTS = ['a', 'A ', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'away', 'Chillout'];

export type Deed =
  | {
      readonly do: 'vote';
      readonly who: string;
      readonly nth: number;
      readonly choice: Choice | null;
    }
  | { readonly do: 'join' | 'leave'; readonly who: string }
  | { readonly do: 'propose'; readonly who: string; readonly text: string; readonly isDj: boolean }
  | { readonly do: 'drop'; readonly who: string; readonly nth: number; readonly isDj: boolean }
  | { readonly do: 'filter'; readonly nth: number }
  | { readonly do: 'fade'; readonly halfLifeMs: number | null }
  | { readonly do: 'wait' };

/** Something that happens `afterMs` after what came before. */
export interface Event {
  readonly afterMs: number;
  readonly deed: Deed;
}

const who = fc.constantFrom(...USERS);
const nth = fc.nat({ max: 7 });
const choice = fc.constantFrom<(Choice | null)[]>('up', 'up', 'down', 'down', null);

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 14, arbitrary: fc.record({ do: fc.constant('vote' as const), who, nth, choice }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('join' as const, 'leave' as const), who }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('propose' as const),
      who,
      text: fc.constantFrom(...TEXTS),
      isDj: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('drop' as const), who, nth, isDj: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('filter' as const), nth }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('fade' as const),
      halfLifeMs: fc.constantFrom(null, null, 60_000, 600_000),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ do: 'wait' as const }) },
);

/** Mostly quick, sometimes longer than the grace period. */
const afterMs = fc.oneof(
  { weight: 5, arbitrary: fc.nat({ max: 2_000 }) },
  { weight: 1, arbitrary: fc.nat({ max: 100_000 }) },
);

export const history: fc.Arbitrary<readonly Event[]> = fc.array(fc.record({ afterMs, deed }), {
  minLength: 1,
  maxLength: 45,
  size: 'max',
});

/** The state after something happened; the same when it was refused. */
export function apply(state: VoteState, deed: Deed, nowMs: number): VoteState {
  switch (deed.do) {
    case 'vote': {
      const candidateId = nthCandidate(state, deed.nth).id;
      const cast = castBallot(state, { userId: deed.who, candidateId, choice: deed.choice }, nowMs);
      return cast.ok ? cast.state : state;
    }
    case 'join':
      return listenerJoined(state, deed.who, nowMs);
    case 'leave':
      return listenerLeft(state, deed.who, nowMs);
    case 'propose': {
      const result = propose(state, { ...deed, userId: deed.who }, nowMs);
      return result.ok ? result.state : state;
    }
    case 'drop': {
      const candidateId = nthCandidate(state, deed.nth).id;
      const result = drop(state, { candidateId, userId: deed.who, isDj: deed.isDj }, nowMs);
      return result.ok ? result.state : state;
    }
    case 'filter':
      return filterPrompt(state, { text: nthCandidate(state, deed.nth).text, reason: 'no' }, nowMs)
        .state;
    case 'fade':
      return setFading(state, deed.halfLifeMs, nowMs);
    case 'wait':
      return state;
  }
}

function nthCandidate(state: VoteState, nth: number) {
  const candidate = state.candidates[nth % state.candidates.length];
  if (candidate === undefined) throw new Error('a vote without candidates');
  return candidate;
}
