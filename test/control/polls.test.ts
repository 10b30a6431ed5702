import { expect, test } from 'vitest';
import { POLL_DURATION_MS } from '#src/crowd/votes/poll.ts';
import { StationOnPaper } from '../support/bot/StationOnPaper.ts';
import { refused } from '../support/control/outcomes.ts';

const DAY_MS = 86_400_000;

async function ask(...hearers: string[]) {
  const paper = await StationOnPaper.playing(hearers);
  await paper.act('ada', { kind: 'tune', changes: { bpm: 90 }, askIn: 'text' });
  const key = paper.openPoll ?? '';
  const vote = (by: string, choice: 'yes' | 'no') =>
    paper.act(by, { kind: 'answer', poll: key, choice });
  const result = () => paper.shownPoll?.result;
  const decisions = () => paper.media.of('setConfig').length;
  return { paper, vote, result, decisions };
}

test('is decided as soon as nobody can turn it, and only once', async () => {
  const { paper, vote, result, decisions } = await ask('ada', 'ben', 'cleo');
  const writes = paper.store.kept.length;
  const told = { kind: 'polled', view: { result: { status: 'passed', yes: 2 } } };
  expect(await vote('ben', 'yes')).toMatchObject({ kind: 'done', done: told });
  // The vote and what it decides are one step.
  expect(paper.store.kept).toHaveLength(writes + 1);
  expect(result()).toMatchObject({ status: 'passed', yes: 2 });
  expect(await vote('cleo', 'yes')).toEqual(refused('poll-over'));
  await paper.clock.advance(POLL_DURATION_MS);
  expect(decisions()).toBe(1);
  expect(paper.clock.pending).toBe(0);
});

test('is decided by the time when few vote', async () => {
  const { paper, result, decisions } = await ask('ada', 'ben', 'cleo', 'dan', 'eve');
  await paper.clock.advance(POLL_DURATION_MS);
  expect(result()).toMatchObject({ status: 'rejected', why: 'alone' });
  expect(decisions()).toBe(0);
});

test.each([
  ['forward', DAY_MS],
  ['back', -DAY_MS],
])('ends in its time though the wall clock is set %s', async (_, skewMs) => {
  const { paper, vote, result } = await ask('ada', 'ben', 'cleo', 'dan', 'eve', 'fay', 'gus');
  paper.skewMs = skewMs;
  expect(await vote('ben', 'no')).toMatchObject({ kind: 'done' });
  await paper.clock.advance(POLL_DURATION_MS - 1);
  expect(result()).toMatchObject({ status: 'open' });
  await paper.clock.advance(1);
  expect(result()).toMatchObject({ status: 'rejected' });
  await paper.ends();
});

test('nobody waits for those who left', async () => {
  const { paper, result } = await ask('ada', 'ben', 'cleo', 'dan');
  await paper.audience(['ada']);
  expect(result()).toMatchObject({ status: 'passed' });
});

test('somebody who does not listen is refused', async () => {
  const { vote } = await ask('ada', 'ben');
  expect(await vote('zoe', 'no')).toEqual(refused('not-listening'));
});

test('the end leaves no timer and decides nothing', async () => {
  const { paper, result, decisions } = await ask('ada', 'ben');
  await paper.ends();
  await paper.clock.advance(POLL_DURATION_MS);
  expect(result()).toBe('undecided');
  expect(decisions()).toBe(0);
  expect(paper.clock.pending).toBe(0);
});
