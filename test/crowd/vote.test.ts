import assert from 'node:assert/strict';
import { describe, expect, it } from 'vitest';
import { castBallot, choiceAfterPress, choiceOf, setFading } from '#src/crowd/votes/ballots.ts';
import { createVote, restartVote } from '#src/crowd/votes/createVote.ts';
import {
  afterRestart,
  GRACE_MS,
  listenerJoined,
  listenersAre,
  nextChangeAtMs,
  presentListeners,
} from '#src/crowd/votes/listeners.ts';
import { mixOf, standingsAt } from '#src/crowd/votes/standings.ts';
import {
  cast,
  listenerLeft,
  percentsAt,
  plain,
  pointsAt,
  proposeText,
  voteAmong,
} from './voting.ts';

const LISTENERS = ['ada', 'ben', 'cleo'];
const start = voteAmong(plain('techno', 'pads'), LISTENERS);

describe('points and shares', () => {
  it('begins with two points each, of which one vote takes half and two take all', () => {
    expect(pointsAt(start)).toEqual({ techno: 2, pads: 2 });
    expect(pointsAt(cast(start, 'ada', 'down', 'pads'))).toEqual({ techno: 2, pads: 1 });
    expect(percentsAt(start)).toEqual({ techno: 50, pads: 50 });
  });

  it('adds up-votes, takes off down-votes, and lets both be changed and withdrawn', () => {
    let state = cast(cast(start, 'ada', 'up', 'techno'), 'ben', 'up', 'techno');
    expect(percentsAt(state)).toEqual({ techno: 67, pads: 33 });
    state = cast(state, 'ben', 'down', 'techno');
    expect(pointsAt(state)).toEqual({ techno: 2, pads: 2 });
    state = cast(cast(state, 'ben', null, 'techno'), 'ada', null, 'techno');
    expect(pointsAt(state)).toEqual(pointsAt(start));
  });

  it('never goes below 0, and what has no points leaves the mix but can come back', () => {
    let state = cast(cast(start, 'ada', 'down', 'pads'), 'ben', 'down', 'pads');
    expect(pointsAt(state)).toEqual({ techno: 2, pads: 0 });
    expect(mixOf(standingsAt(state, 0))).toEqual([{ text: 'techno', weight: 1 }]);
    state = cast(cast(state, 'ada', 'up', 'pads'), 'cleo', 'up', 'pads');
    expect(percentsAt(state)).toEqual({ techno: 40, pads: 60 });
  });

  it('keeps the last mix when everything is voted down', () => {
    let state = cast(cast(start, 'ben', 'down', 'pads'), 'cleo', 'down', 'pads');
    state = cast(cast(state, 'ben', 'down', 'techno'), 'cleo', 'down', 'techno');
    const standings = standingsAt(state, 0);
    expect(standings.held).toBe(true);
    expect(mixOf(standings)).toEqual([{ text: 'techno', weight: 1 }]);
  });

  it('refuses votes for what is not there and from who does not listen', () => {
    const vote = { userId: 'ada', candidateId: 99, choice: 'up' } as const;
    expect(castBallot(start, vote, 0)).toEqual({ ok: false, refusal: 'no-such-candidate' });
    expect(castBallot(start, { ...vote, candidateId: 1, userId: 'zoe' }, 0)).toEqual({
      ok: false,
      refusal: 'not-listening',
    });
  });

  it('knows who voted what and what a press means', () => {
    const state = cast(start, 'ada', 'up', 'techno');
    expect(choiceOf(state, 1, 'ada')).toBe('up');
    expect(choiceOf(state, 1, 'ben')).toBeNull();
    expect(choiceAfterPress('up', 'up')).toBeNull();
    expect(choiceAfterPress('up', 'down')).toBe('down');
    expect(choiceAfterPress(null, 'down')).toBe('down');
  });
});

describe('listeners', () => {
  const voted = cast(start, 'ben', 'up', 'techno');

  it('counts somebody who left for a minute, and again when they return', () => {
    const left = listenerLeft(voted, 'ben', 1_000);
    expect(nextChangeAtMs(left, 1_000)).toBe(1_000 + GRACE_MS);
    expect(pointsAt(left, 1_000 + GRACE_MS - 1)['techno']).toBe(3);
    expect(pointsAt(left, 1_000 + GRACE_MS)['techno']).toBe(2);
    const back = listenerJoined(left, 'ben', 10_000_000);
    expect(pointsAt(back, 10_000_000)['techno']).toBe(3);
    expect(nextChangeAtMs(back, 10_000_000)).toBeNull();
  });

  it('holds the very last mix, though nobody looked while one after another stopped counting', () => {
    let state = voteAmong(plain('techno', 'pads'), [...LISTENERS, 'dora']);
    state = cast(cast(state, 'ada', 'up', 'techno'), 'cleo', 'up', 'pads');
    for (const who of ['ben', 'dora']) {
      state = cast(cast(state, who, 'down', 'techno'), who, 'down', 'pads');
    }
    state = listenerLeft(listenerLeft(state, 'cleo', 0), 'ada', GRACE_MS / 2);
    expect(percentsAt(state, GRACE_MS - 1)).toEqual({ techno: 50, pads: 50 });
    const standings = standingsAt(state, 10 * GRACE_MS);
    expect(standings.held).toBe(true);
    expect(mixOf(standings)).toEqual([{ text: 'techno', weight: 1 }]);
  });

  it('takes a whole list of listeners at once', () => {
    const state = listenersAre(voted, ['zoe', 'ada', 'ben'], 500);
    expect(presentListeners(state)).toEqual(['ada', 'ben', 'zoe']);
    expect(state.listeners).toContainEqual({ userId: 'cleo', leftAtMs: 500 });
    const later = listenersAre(state, ['ada', 'ben'], 2_000);
    expect(later.listeners).toContainEqual({ userId: 'cleo', leftAtMs: 500 });
    expect(later.listeners).toContainEqual({ userId: 'zoe', leftAtMs: 2_000 });
  });

  it('keeps the shares over a restart, until it is known who still listens', () => {
    const gone = listenerLeft(cast(voted, 'cleo', 'up', 'pads'), 'cleo', 0);
    const restarted = afterRestart(gone, GRACE_MS / 2);
    expect(pointsAt(restarted, GRACE_MS / 2)).toEqual(pointsAt(gone, GRACE_MS / 2));
    expect(pointsAt(restarted, GRACE_MS)).toEqual({ techno: 3, pads: 2 });
    const seen = listenersAre(restarted, ['ben'], GRACE_MS);
    expect(pointsAt(seen, 100 * GRACE_MS)).toEqual({ techno: 3, pads: 2 });
  });
});

describe('fading', () => {
  it('halves a vote in its half-life and a fresh one counts whole', () => {
    const state = cast(
      voteAmong(plain('techno', 'pads'), LISTENERS, 60_000),
      'ada',
      'up',
      'techno',
    );
    expect(pointsAt(state, 60_000)['techno']).toBeCloseTo(2.5);
    expect(pointsAt(cast(state, 'ada', 'up', 'techno', 60_000), 60_000)['techno']).toBe(3);
    expect(nextChangeAtMs(state, 60_000)).toBeGreaterThan(60_000);
  });

  it('brings back in time what was voted down', () => {
    const state = cast(
      voteAmong(plain('techno', 'pads'), LISTENERS, 60_000),
      'ada',
      'down',
      'pads',
    );
    expect(pointsAt(state, 0)['pads']).toBe(1);
    expect(pointsAt(state, 120_000)['pads']).toBeCloseTo(1.75);
  });

  it('can be switched on and off', () => {
    const state = setFading(cast(start, 'ada', 'up', 'techno'), 60_000, 60_000);
    expect(pointsAt(state, 60_000)['techno']).toBeCloseTo(2.5);
    expect(pointsAt(setFading(state, null, 60_000), 60_000)['techno']).toBe(3);
  });
});

describe('a start with weights', () => {
  const weighted = [
    { text: 'techno', weight: 2 },
    { text: 'pads', weight: 0.5 },
    { text: 'piano', weight: -1 },
  ];

  it('begins with the shares asked for and steers away from the rest', () => {
    const state = voteAmong(weighted, LISTENERS);
    expect(pointsAt(state)).toEqual({ techno: 4, pads: 1 });
    expect(mixOf(standingsAt(state, 0))).toEqual([
      { text: 'techno', weight: 0.8 },
      { text: 'pads', weight: 0.2 },
      { text: 'piano', weight: -0.4 },
    ]);
    const voted = cast(state, 'ben', 'up', 'pads');
    expect(standingsAt(voted, 0).avoided).toEqual(state.avoided);
  });

  it('scales big and small numbers, so that a few people can turn the mix', () => {
    const big = voteAmong(
      [
        { text: 'a', weight: 90 },
        { text: 'b', weight: 45 },
      ],
      LISTENERS,
    );
    expect(pointsAt(big)).toEqual({ a: 4, b: 2 });
    const small = voteAmong(
      [
        { text: 'a', weight: 0.1 },
        { text: 'b', weight: 0.05 },
      ],
      LISTENERS,
    );
    expect(pointsAt(small)).toEqual({ a: 2, b: 1 });
  });

  it('adds up what says the same', () => {
    const state = voteAmong(
      [
        { text: 'Techno ', weight: 1 },
        { text: 'techno', weight: 1 },
        { text: 'pads', weight: 1 },
      ],
      LISTENERS,
    );
    expect(pointsAt(state)).toEqual({ Techno: 4, pads: 2 });
  });

  it('steers away no more from what somebody proposes', () => {
    const state = proposeText(voteAmong(weighted, LISTENERS), 'ben', 'Piano');
    expect(state.avoided).toEqual([]);
    expect(pointsAt(state)).toEqual({ techno: 4, pads: 1, Piano: 2 });
  });

  it('needs something to play and takes no more than there are places', () => {
    const base = { proposedBy: 'ada', listeners: LISTENERS, halfLifeMs: null };
    const only = [{ text: 'piano', weight: -1 }];
    expect(createVote({ ...base, prompts: only }, 0)).toEqual({ ok: false, refusal: 'no-prompt' });
    const many = plain('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i');
    expect(createVote({ ...base, prompts: many }, 0)).toEqual({
      ok: false,
      refusal: 'too-many-prompts',
    });
  });

  it('starts anew with the same people and new numbers', () => {
    const voted = cast(start, 'ada', 'up', 'techno');
    const result = restartVote(voted, { prompts: plain('jazz', 'techno'), proposedBy: 'ben' }, 5);
    assert(result.ok);
    expect(result.state.listeners).toEqual(voted.listeners);
    expect(result.state.candidates.map(({ id }) => id)).toEqual([3, 4]);
    expect(pointsAt(result.state, 5)).toEqual({ jazz: 2, techno: 2 });
  });
});
