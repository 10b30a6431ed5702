import assert from 'node:assert/strict';
import { describe, expect, it } from 'vitest';
import { castBallot } from '#src/crowd/votes/ballots.ts';
import { filterPrompt, HOUSE_PROMPTS } from '#src/crowd/votes/filters.ts';
import { GRACE_MS } from '#src/crowd/votes/listeners.ts';
import { ownLimit } from '#src/crowd/votes/places.ts';
import { drop, propose } from '#src/crowd/votes/proposals.ts';
import { mixOf, standingsAt } from '#src/crowd/votes/standings.ts';
import type { VoteState } from '#src/crowd/votes/voteState.ts';
import {
  cast,
  idOf,
  listenerLeft,
  percentsAt,
  plain,
  pointsAt,
  proposeText,
  voteAmong,
} from './voting.ts';

const LISTENERS = ['ada', 'ben', 'cleo', 'dora'];
const start = voteAmong(plain('techno', 'pads'), LISTENERS);

function texts(state: VoteState): string[] {
  return state.candidates.map(({ text }) => text);
}

describe('propose', () => {
  it('adds a candidate with two points, as it was said', () => {
    const state = proposeText(start, 'ben', '  Deep   House ');
    expect(pointsAt(state)).toEqual({ techno: 2, pads: 2, 'Deep House': 2 });
    expect(state.candidates.at(-1)).toMatchObject({ id: 3, proposedBy: 'ben' });
  });

  it('counts as an up-vote for what is there already, once', () => {
    const state = proposeText(proposeText(start, 'ben', 'TECHNO'), 'ben', 'techno');
    expect(pointsAt(state)).toEqual({ techno: 3, pads: 2 });
    expect(pointsAt(proposeText(start, 'ada', 'techno'))).toEqual({ techno: 2, pads: 2 });
  });

  it.each([
    ['zoe', 'jazz', 'not-listening'],
    ['ben', ' \u200b ', 'empty-prompt'],
    ['ben', 'x'.repeat(201), 'prompt-too-long'],
  ])('refuses %s saying %j: %s', (userId, text, refusal) => {
    expect(propose(start, { text, userId, isDj: false }, 0)).toEqual({ ok: false, refusal });
  });

  it('gives everybody an equal part of the places', () => {
    expect(ownLimit(start)).toBe(2);
    expect(ownLimit(voteAmong(plain('a'), ['ada']))).toBe(8);
    const state = proposeText(proposeText(start, 'ben', 'a'), 'ben', 'b');
    const third = { text: 'c', userId: 'ben' };
    expect(propose(state, { ...third, isDj: false }, 0)).toEqual({
      ok: false,
      refusal: 'own-limit',
    });
    expect(propose(state, { ...third, isDj: true }, 0).ok).toBe(true);
  });

  describe('when all places are taken', () => {
    const full = voteAmong(plain('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), LISTENERS);

    it('lets the weakest that nobody supports give way, the oldest among equals', () => {
      const state = cast(cast(full, 'cleo', 'up', 'a'), 'cleo', 'down', 'd');
      expect(texts(proposeText(state, 'ben', 'new'))).toEqual('abcefgh'.split('').concat('new'));
      const second = proposeText(proposeText(state, 'ben', 'new'), 'ben', 'newer');
      expect(texts(second)).toEqual([...'acefgh'.split(''), 'new', 'newer']);
    });

    it('prefers a filtered one', () => {
      const { state } = filterPrompt(cast(full, 'cleo', 'up', 'e'), { text: 'e', reason: 'no' }, 0);
      expect(texts(proposeText(state, 'ben', 'new'))).toEqual([...'abcdfgh'.split(''), 'new']);
    });

    it('takes from who has more than their part when everything has supporters', () => {
      let state = full;
      for (const text of 'abcdefgh') state = cast(state, 'ada', 'up', text);
      state = cast(state, 'cleo', 'up', 'a');
      expect(texts(proposeText(state, 'ben', 'new'))).toEqual([...'acdefgh'.split(''), 'new']);
    });

    it('refuses when everybody has their part and every candidate a supporter', () => {
      let state = voteAmong(plain('a', 'b'), LISTENERS);
      for (const [index, userId] of ['ben', 'cleo', 'dora'].entries()) {
        state = proposeText(proposeText(state, userId, `${index}x`), userId, `${index}y`);
      }
      for (const text of texts(state)) state = cast(state, 'ada', 'up', text);
      expect(propose(state, { text: 'new', userId: 'dora', isDj: true }, 0)).toEqual({
        ok: false,
        refusal: 'full',
      });
    });

    it('does not take a supporter into account who is long gone', () => {
      let state = full;
      for (const text of 'bcdefgh') state = cast(state, 'cleo', 'up', text);
      state = cast(state, 'dora', 'up', 'a');
      state = listenerLeft(state, 'dora', 0);
      expect(texts(proposeText(state, 'ben', 'new', GRACE_MS))).not.toContain('a');
    });
  });
});

describe('drop', () => {
  it('is for whoever proposed it and for DJs', () => {
    const state = proposeText(start, 'ben', 'jazz');
    const request = { candidateId: idOf(state, 'jazz'), userId: 'cleo' };
    expect(drop(state, { ...request, isDj: false }, 0)).toEqual({
      ok: false,
      refusal: 'not-yours',
    });
    for (const who of [
      { userId: 'ben', isDj: false },
      { userId: 'cleo', isDj: true },
    ]) {
      const result = drop(state, { ...request, ...who }, 0);
      assert(result.ok);
      expect(texts(result.state)).toEqual(['techno', 'pads']);
    }
  });

  it('leaves the last one that can be played', () => {
    const { state } = filterPrompt(start, { text: 'pads', reason: 'no' }, 0);
    const request = { candidateId: idOf(state, 'techno'), userId: 'ada', isDj: false };
    expect(drop(state, request, 0)).toEqual({ ok: false, refusal: 'last-candidate' });
  });

  it('plays what is left, even if it was voted down', () => {
    const down = cast(start, 'ben', 'down', 'pads');
    const result = drop(down, { candidateId: 1, userId: 'ada', isDj: false }, 0);
    assert(result.ok);
    expect(mixOf(standingsAt(result.state, 0))).toEqual([{ text: 'pads', weight: 1 }]);
  });
});

describe('filterPrompt', () => {
  it('takes the candidate out of the mix, with the reason, and tells once', () => {
    const first = filterPrompt(start, { text: 'Pads', reason: 'too padded' }, 0);
    expect(first.candidate).toMatchObject({ text: 'pads', filteredReason: 'too padded' });
    expect(percentsAt(first.state)).toEqual({ techno: 100, pads: 0 });
    const again = filterPrompt(first.state, { text: 'pads', reason: 'too padded' }, 1);
    expect(again).toEqual({ state: first.state, candidate: null, house: null });
    const vote = { userId: 'ben', candidateId: 2, choice: 'up' } as const;
    expect(castBallot(first.state, vote, 0)).toEqual({ ok: false, refusal: 'filtered' });
    expect(propose(first.state, { text: 'PADS', userId: 'ben', isDj: false }, 0)).toEqual({
      ok: false,
      refusal: 'filtered',
    });
  });

  it('puts up something of the house when nothing is left, however often', () => {
    let state = start;
    for (const text of ['techno', 'pads', ...HOUSE_PROMPTS, ...HOUSE_PROMPTS]) {
      state = filterPrompt(state, { text, reason: 'no' }, 0).state;
      expect(mixOf(standingsAt(state, 0)).length).toBeGreaterThan(0);
      expect(state.candidates.length).toBeLessThanOrEqual(8);
    }
  });

  it('steers away no more from what the service does not know', () => {
    const state = voteAmong([...plain('techno'), { text: 'piano', weight: -1 }], LISTENERS);
    expect(filterPrompt(state, { text: 'piano', reason: 'no' }, 0)).toMatchObject({
      state: { avoided: [] },
      candidate: null,
    });
  });
});
