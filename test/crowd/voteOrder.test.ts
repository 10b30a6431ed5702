import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { castBallot } from '#src/crowd/votes/ballots.ts';
import { listenerJoined, listenersAre } from '#src/crowd/votes/listeners.ts';
import { standingsAt } from '#src/crowd/votes/standings.ts';
import type { Choice, VoteState } from '#src/crowd/votes/voteState.ts';
import { plain, voteAmong } from './voting.ts';

const USERS = ['u0', 'u1', 'u2', 'u3', 'u4', 'u5'];

interface Vote {
  readonly userId: string;
  readonly candidateId: number;
  readonly choice: Choice;
}

const votes: fc.Arbitrary<Vote[]> = fc.uniqueArray(
  fc.record({
    userId: fc.constantFrom(...USERS),
    candidateId: fc.integer({ min: 1, max: 4 }),
    choice: fc.constantFrom<Choice[]>('up', 'down'),
  }),
  { selector: ({ userId, candidateId }) => `${userId}:${candidateId}`, maxLength: 24, size: 'max' },
);
const twoOrders = votes.chain((all) =>
  fc.tuple(
    fc.constant(all),
    fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
  ),
);

function castAll(state: VoteState, all: readonly Vote[]): VoteState {
  return all.reduce((current, vote) => {
    const cast = castBallot(current, vote, 1_000);
    assert(cast.ok);
    return cast.state;
  }, state);
}

describe('the order of events', () => {
  it('of votes leaves no trace, in the state or in the shares', () => {
    const start = voteAmong(plain('a', 'b', 'c', 'd'), USERS, 60_000);
    fc.assert(
      fc.property(twoOrders, ([one, other]) => {
        const first = castAll(start, one);
        const second = castAll(start, other);
        assert.deepEqual(first.candidates, second.candidates);
        const standings = standingsAt(first, 5_000);
        // What stays when nothing has points is the mix before, so there the way matters.
        if (!standings.held) assert.deepEqual(standings, standingsAt(second, 5_000));
      }),
      { numRuns: 10_000 },
    );
  });

  it('of votes and their withdrawals leaves no trace', () => {
    const start = voteAmong(plain('a', 'b', 'c', 'd'), USERS);
    fc.assert(
      fc.property(votes, votes, (kept, withdrawn) => {
        const keys = new Set(kept.map(({ userId, candidateId }) => `${userId}:${candidateId}`));
        let state = castAll(start, withdrawn);
        state = castAll(state, kept);
        for (const { userId, candidateId } of withdrawn) {
          if (keys.has(`${userId}:${candidateId}`)) continue;
          const result = castBallot(state, { userId, candidateId, choice: null }, 1_000);
          assert(result.ok);
          state = result.state;
        }
        assert.deepEqual(state.candidates, castAll(start, kept).candidates);
      }),
      { numRuns: 2_000 },
    );
  });

  it('of joining leaves no trace', () => {
    const start = voteAmong(plain('a', 'b'), []);
    const people = fc.uniqueArray(fc.constantFrom(...USERS));
    fc.assert(
      fc.property(people, (userIds) => {
        const oneByOne = userIds.reduce((state, userId) => listenerJoined(state, userId, 7), start);
        assert.deepEqual(oneByOne.listeners, listenersAre(start, userIds, 7).listeners);
      }),
    );
  });
});
