import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  openPoll,
  POLL_DURATION_MS,
  type Poll,
  type PollChoice,
  pollListenerJoined,
  pollListenerLeft,
  pollResult,
  voteInPoll,
} from '#src/crowd/votes/poll.ts';

const TWELVE = Array.from({ length: 12 }, (_, index) => `u${index + 10}`);

function poll(listeners: readonly string[], askedBy = 'u10'): Poll {
  return openPoll({ kind: 'controls', changes: { bpm: 140 } }, askedBy, listeners, 0);
}

function vote(state: Poll, choice: PollChoice, ...userIds: readonly string[]): Poll {
  return userIds.reduce((current, userId) => {
    const voted = voteInPoll(current, { userId, choice }, 1_000);
    return voted.ok ? voted.poll : current;
  }, state);
}

describe('a poll', () => {
  it('opens with the yes of whoever asks, and counts down', () => {
    expect(pollResult(poll(TWELVE), 10_000)).toEqual({
      status: 'open',
      remainingMs: POLL_DURATION_MS - 10_000,
      yes: 1,
      no: 0,
      missing: 11,
      quorum: 4,
    });
  });

  it('is decided by more than half of those who voted, when its time is over', () => {
    const state = vote(vote(poll(TWELVE), 'yes', 'u11', 'u12'), 'no', 'u13', 'u14');
    expect(pollResult(state, POLL_DURATION_MS - 1).status).toBe('open');
    expect(pollResult(state, POLL_DURATION_MS).status).toBe('passed');
  });

  it.each([
    ['majority', ['u11'], ['u12', 'u13', 'u14']],
    ['tie', ['u11'], ['u12', 'u13']],
    ['quorum', ['u11', 'u12'], []],
    ['alone', [], []],
    ['tie', [], ['u11']],
  ])('is rejected: %s', (why, yes, no) => {
    const state = vote(vote(poll(TWELVE), 'yes', ...yes), 'no', ...no);
    expect(pollResult(state, POLL_DURATION_MS)).toMatchObject({ status: 'rejected', why });
  });

  it('ends early when nobody can turn it any more, and stays so', () => {
    const passed = vote(poll(TWELVE), 'yes', ...TWELVE.slice(1, 7));
    expect(pollResult(passed, 1_000).status).toBe('passed');
    const tooLate = pollListenerJoined(vote(passed, 'no', ...TWELVE), 'zoe', 1_000);
    expect(tooLate).toEqual(passed);
    const rejected = vote(poll(TWELVE), 'no', ...TWELVE.slice(1, 6));
    expect(pollResult(rejected, 1_000).status).toBe('open');
    expect(pollResult(vote(rejected, 'no', 'u17'), 1_000).status).toBe('rejected');
  });

  it('lets people change their mind', () => {
    const state = vote(vote(poll(TWELVE), 'no', 'u10'), 'yes', 'u11');
    expect(pollResult(state, 1_000)).toMatchObject({ yes: 1, no: 1, missing: 10 });
  });

  it('opens without a vote where the vote of whoever asks does not count', () => {
    const asked = poll(['dj1', 'dj2'], 'ada');
    expect(pollResult(asked, 0)).toMatchObject({ status: 'open', yes: 0, missing: 2, quorum: 1 });
    expect(pollResult(asked, POLL_DURATION_MS)).toMatchObject({
      status: 'rejected',
      why: 'alone',
    });
    expect(pollResult(vote(asked, 'yes', 'ada'), 0)).toMatchObject({ yes: 0 });
    const split = vote(vote(asked, 'yes', 'dj1'), 'no', 'dj2');
    expect(pollResult(split, 1_000)).toMatchObject({ status: 'rejected', why: 'tie' });
    expect(pollResult(vote(asked, 'yes', 'dj1', 'dj2'), 1_000).status).toBe('passed');
  });

  it('takes no vote from somebody who does not listen', () => {
    expect(voteInPoll(poll(TWELVE), { userId: 'zoe', choice: 'no' }, 0)).toEqual({
      ok: false,
      refusal: 'not-listening',
    });
  });

  it('follows who comes and goes; a vote given stands', () => {
    let state = pollListenerJoined(poll(['u10', 'u11']), 'zoe', 0);
    expect(pollResult(state, 0)).toMatchObject({ missing: 2, status: 'open' });
    state = pollListenerLeft(vote(state, 'no', 'zoe'), 'zoe', 0);
    expect(pollResult(state, 0)).toMatchObject({ yes: 1, no: 1, missing: 1 });
    state = pollListenerLeft(state, 'u11', 0);
    expect(pollResult(state, 0)).toMatchObject({ status: 'rejected', why: 'tie' });
  });

  it.each([2, 3])('is not for whoever asks to decide alone, among %i', (count) => {
    const asked = poll(TWELVE.slice(0, count));
    expect(pollResult(asked, POLL_DURATION_MS)).toMatchObject({ status: 'rejected', why: 'alone' });
    expect(pollResult(vote(asked, 'yes', 'u11'), 1_000).status).toBe('passed');
  });

  it('loses the yes of whoever asks when they leave', () => {
    const state = pollListenerLeft(poll(TWELVE.slice(0, 4)), 'u10', 0);
    expect(pollResult(state, 0)).toMatchObject({ yes: 0, no: 0, missing: 3 });
    const back = pollListenerJoined(state, 'u10', 0);
    expect(pollResult(back, 0)).toMatchObject({ yes: 0, missing: 4 });
  });

  it('ends early only if every way to go on leads to the same', () => {
    const choice = fc.constantFrom<(PollChoice | null)[]>('yes', 'no', null);
    const people = fc.integer({ min: 2, max: 15 });
    fc.assert(
      fc.property(
        people,
        fc.array(choice, { minLength: 15, maxLength: 15 }),
        fc.array(choice, { minLength: 15, maxLength: 15 }),
        (count, first, then) => {
          const listeners = Array.from({ length: count }, (_, index) => `p${index + 10}`);
          let state = poll(listeners, 'p10');
          for (const [index, userId] of listeners.entries()) {
            const choice = index === 0 ? null : first[index];
            if (choice) state = vote(state, choice, userId);
          }
          const early = pollResult(state, 1_000);
          if (early.status === 'open') return;
          // Whatever those who have not voted do: straight into the votes, as if it were open.
          const missing = listeners.filter(
            (id) => !state.votes.some(({ userId }) => userId === id),
          );
          const more = missing.flatMap((userId, index) => {
            const choice = then[index];
            return choice ? [{ userId, choice }] : [];
          });
          const late = pollResult({ ...state, votes: [...state.votes, ...more] }, POLL_DURATION_MS);
          expect(late.status).toBe(early.status);
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
