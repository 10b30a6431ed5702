import { expect, test } from 'vitest';
import { type DecidedPoll, PollRunner } from '../../../src/bot/poll/PollRunner.ts';
import { POLL_DURATION_MS } from '../../../src/crowd/poll.ts';
import { VirtualClock } from '../../support/VirtualClock.ts';

function ask(...listeners: string[]) {
  const clock = new VirtualClock();
  const results: DecidedPoll[] = [];
  const runner = new PollRunner({
    question: { kind: 'stop' },
    askedBy: 'ada',
    listeners,
    clock,
    wallClock: () => clock.now(),
    onDecided: (result) => results.push(result),
  });
  return { clock, results, runner };
}

test('is decided as soon as nobody can turn it, and only once', async () => {
  const { clock, results, runner } = ask('ada', 'ben', 'cleo');
  expect(runner.vote('ben', 'yes')).toEqual({ ok: true });
  expect(results).toMatchObject([{ status: 'passed', yes: 2 }]);
  runner.vote('cleo', 'yes');
  await clock.advance(POLL_DURATION_MS);
  expect(results).toHaveLength(1);
  expect(clock.pending).toBe(0);
});

test('is decided by the time when few vote', async () => {
  const { clock, results } = ask('ada', 'ben', 'cleo', 'dan', 'eve');
  await clock.advance(POLL_DURATION_MS);
  expect(results).toMatchObject([{ status: 'rejected', why: 'quorum' }]);
});

test('nobody waits for those who left', () => {
  const { results, runner } = ask('ada', 'ben', 'cleo', 'dan');
  runner.listenersAre(['ada']);
  expect(results).toMatchObject([{ status: 'passed' }]);
});

test('somebody who does not listen is refused', () => {
  const { runner } = ask('ada', 'ben');
  expect(runner.vote('zoe', 'no')).toEqual({ ok: false, refusal: 'not-listening' });
});

test('closing leaves no timer and tells no result', async () => {
  const { clock, results, runner } = ask('ada', 'ben');
  runner.close();
  await clock.advance(POLL_DURATION_MS);
  expect(results).toEqual([]);
  expect(clock.pending).toBe(0);
});
