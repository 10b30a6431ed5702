import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { promptKey } from '#src/crowd/typed/memberText.ts';
import { castBallot } from '#src/crowd/votes/ballots.ts';
import { advance, GRACE_MS, presentListeners } from '#src/crowd/votes/listeners.ts';
import { LEAST_SHARE, mixOf, type Standings, standingsAt } from '#src/crowd/votes/standings.ts';
import { isUsable, type VoteState, voteStateSchema } from '#src/crowd/votes/voteState.ts';
import { apply, type Deed, type Event, history, USERS } from './histories.ts';
import { voteAmong } from './voting.ts';

const NUM_RUNS = 10_000;
/** Shares are quotients of sums: this is what rounding may cost. */
const TINY = 1e-9;

const start = voteAmong(
  [
    { text: 'a', weight: 2 },
    { text: 'b', weight: 0.5 },
    { text: 'away', weight: -1 },
  ],
  USERS.slice(0, 4),
);

/** Plays a history and looks after every event. */
function play(
  events: readonly Event[],
  look: (state: VoteState, nowMs: number, deed: Deed) => void,
): { state: VoteState; nowMs: number } {
  let state = start;
  let nowMs = 0;
  for (const { afterMs, deed } of events) {
    nowMs += afterMs;
    state = apply(state, deed, nowMs);
    look(state, nowMs, deed);
  }
  return { state, nowMs };
}

function check(look: (events: readonly Event[]) => void): void {
  fc.assert(fc.property(history, look), { numRuns: NUM_RUNS });
}

/** Several times what it takes here: other machines are busier. */
const TIMEOUT_MS = 30_000;

describe(`in ${NUM_RUNS} random histories of a vote`, { timeout: TIMEOUT_MS }, () => {
  it('shares add up to 100 % and the mix has no weight of 0, nothing missing, nothing twice', () => {
    check((events) => {
      play(events, (state, nowMs) => {
        const standings = standingsAt(state, nowMs);
        assertWhole(standings);
        assertPlayable(state, standings);
      });
    });
  });

  it('more points never mean a lower share, and one more vote moves the mix its way only', () => {
    check((events) => {
      play(events, (state, nowMs, deed) => {
        const standings = standingsAt(state, nowMs);
        if (!standings.held) assertOrdered(standings);
        // A look at every other event is plenty and keeps the test short.
        if (deed.do === 'vote') assertMonotonic(state, standings, nowMs);
      });
    });
  });

  it('counts exactly the last votes of those who listen or left within the grace period', () => {
    check((events) => {
      const leftAtMs = new Map<string, number>(
        start.listeners.map(({ userId }) => [userId, Number.POSITIVE_INFINITY]),
      );
      play(events, (state, nowMs, deed) => {
        if (deed.do === 'join') leftAtMs.set(deed.who, Number.POSITIVE_INFINITY);
        if (deed.do === 'leave' && leftAtMs.get(deed.who) === Number.POSITIVE_INFINITY) {
          leftAtMs.set(deed.who, nowMs);
        }
        const counts = (userId: string) =>
          nowMs < (leftAtMs.get(userId) ?? Number.NEGATIVE_INFINITY) + GRACE_MS;
        assertCounted(state, nowMs, counts);
      });
    });
  });

  it('survives being written down, and does not mind how often somebody looks', () => {
    check((events) => {
      const { state, nowMs } = play(events, () => {});
      assert.deepEqual(voteStateSchema.parse(JSON.parse(JSON.stringify(state))), state);

      let watched = start;
      let watchedMs = 0;
      for (const { afterMs, deed } of events) {
        watched = advance(watched, watchedMs + afterMs / 3);
        watched = advance(watched, watchedMs + (afterMs * 2) / 3);
        watchedMs += afterMs;
        watched = apply(watched, deed, watchedMs);
      }
      assert.deepEqual(standingsAt(watched, watchedMs), standingsAt(state, nowMs));
    });
  });
});

function assertWhole({ candidates }: Standings): void {
  let shares = 0;
  let percents = 0;
  for (const { share, percent } of candidates) {
    assert(share >= 0 && share <= 1);
    assert(Number.isInteger(percent) && Math.abs(percent - share * 100) < 1 + TINY);
    shares += share;
    percents += percent;
  }
  assert(Math.abs(shares - 1) < TINY, `shares add up to ${shares}`);
  assert.equal(percents, 100);
}

function assertPlayable(state: VoteState, standings: Standings): void {
  const mix = mixOf(standings);
  assert(state.candidates.length <= 8);
  assert(mix.some(({ weight }) => weight > 0));
  assert(mix.every(({ weight }) => Number.isFinite(weight) && weight !== 0));
  assert.equal(new Set(mix.map(({ text }) => promptKey(text))).size, mix.length);
  const texts = new Set(mix.map(({ text }) => text));
  for (const { candidate, points, share } of standings.candidates) {
    if (!isUsable(candidate)) assert(!texts.has(candidate.text), 'filtered, and in the mix');
    else if (share >= LEAST_SHARE)
      assert(texts.has(candidate.text), 'can be heard, but is not in the mix');
    else if (points > 0) assert(!texts.has(candidate.text), 'cannot be heard, but is in the mix');
    else if (!standings.held) assert(!texts.has(candidate.text), 'has no points, but is there');
  }
}

function assertOrdered({ candidates }: Standings): void {
  for (const one of candidates) {
    for (const other of candidates) {
      if (one.points >= other.points) assert(one.share >= other.share);
      if (one.points > other.points) assert(one.percent >= other.percent);
    }
  }
}

function assertMonotonic(state: VoteState, before: Standings, nowMs: number): void {
  const userId = presentListeners(state)[nowMs % 3];
  if (userId === undefined) return;
  const candidate = before.candidates[nowMs % before.candidates.length]?.candidate;
  if (candidate === undefined) return;
  for (const choice of ['up', 'down'] as const) {
    const result = castBallot(state, { userId, candidateId: candidate.id, choice }, nowMs);
    if (!result.ok) continue;
    const after = standingsAt(result.state, nowMs);
    // Of a down-vote the same is true the other way round.
    const way = choice === 'up' ? 1 : -1;
    for (const [index, was] of before.candidates.entries()) {
      const moved = ((after.candidates[index]?.share ?? 0) - was.share) * way;
      if (was.candidate === candidate) assert(moved >= -TINY, `${choice}: moved ${moved}`);
      else assert(moved <= TINY, `${choice} moved another by ${moved}`);
    }
  }
}

/** Counts again, in the plainest way, with the listeners as the history tells them. */
function assertCounted(state: VoteState, nowMs: number, counts: (userId: string) => boolean): void {
  for (const { candidate, points } of standingsAt(state, nowMs).candidates) {
    if (!isUsable(candidate)) {
      assert.equal(points, 0);
      continue;
    }
    let expected = candidate.startPoints;
    for (const { userId, choice, castAtMs } of candidate.ballots) {
      if (!counts(userId)) continue;
      const strength =
        state.halfLifeMs === null ? 1 : 2 ** -((nowMs - castAtMs) / state.halfLifeMs);
      expected += choice === 'up' ? strength : -strength;
    }
    assert(Math.abs(points - Math.max(0, expected)) < 0.01 + TINY);
  }
}
