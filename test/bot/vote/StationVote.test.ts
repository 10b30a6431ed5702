import { expect, test } from 'vitest';
import { StationVote } from '../../../src/bot/vote/StationVote.ts';
import { GRACE_MS } from '../../../src/crowd/advance.ts';
import { createVote } from '../../../src/crowd/createVote.ts';
import type { Mix } from '../../../src/crowd/ramp.ts';
import type { VoteState } from '../../../src/crowd/voteState.ts';
import { VirtualClock } from '../../support/VirtualClock.ts';

const RAMP_MS = 4_000;

function vote(...texts: string[]) {
  const clock = new VirtualClock();
  const sent: Mix[] = [];
  const saved: VoteState[] = [];
  let changes = 0;
  const started = createVote(
    {
      prompts: texts.map((text) => ({ text, weight: 1 })),
      proposedBy: 'ada',
      listeners: ['ada', 'ben'],
      halfLifeMs: null,
    },
    0,
  );
  if (!started.ok) throw new Error(started.refusal);
  const station = new StationVote({
    state: started.state,
    clock,
    wallClock: () => clock.now(),
    rampMs: RAMP_MS,
    keeper: { save: (state) => saved.push(state) },
    sendMix: (mix) => sent.push(mix),
    onChange: () => {
      changes += 1;
    },
  });
  return { clock, sent, saved, station, changes: () => changes };
}

test('a press is saved, sent at once, and ramped to the expected shares', async () => {
  const { clock, sent, saved, station } = vote('techno', 'jazz');
  expect(station.press('ben', 2, 'up')).toEqual({ ok: true, choice: 'up' });
  expect(saved).toHaveLength(1);
  expect(sent).toHaveLength(1);
  await clock.advance(RAMP_MS);
  const weights = Object.fromEntries((sent.at(-1) ?? []).map((one) => [one.text, one.weight]));
  expect(weights['techno']).toBeCloseTo(1 / 3);
  expect(weights['jazz']).toBeCloseTo(2 / 3);
});

test('the same press again takes the vote back', async () => {
  const { clock, station } = vote('techno', 'jazz');
  station.press('ben', 2, 'up');
  expect(station.press('ben', 2, 'up')).toEqual({ ok: true, choice: null });
  await clock.advance(2 * RAMP_MS);
  expect(station.sentMix.map(({ weight }) => weight)).toEqual([0.5, 0.5]);
});

test('somebody who does not listen is refused, and nothing is saved or sent', () => {
  const { sent, saved, station } = vote('techno');
  expect(station.press('zoe', 1, 'up')).toEqual({ ok: false, refusal: 'not-listening' });
  expect([sent, saved]).toEqual([[], []]);
});

test('the mix follows when a listener who left stops counting, without anybody doing anything', async () => {
  const { clock, station, changes } = vote('techno', 'jazz');
  station.press('ben', 2, 'up');
  station.listenersAre(['ada']);
  const before = changes();
  await clock.advance(GRACE_MS - 1);
  expect(station.standings().candidates.map(({ percent }) => percent)).toEqual([33, 67]);
  await clock.advance(1 + RAMP_MS);
  expect(station.sentMix.map(({ weight }) => weight)).toEqual([0.5, 0.5]);
  expect(changes()).toBeGreaterThan(before);
});

test('a filtered prompt leaves the mix and its proposer is named once', async () => {
  const { clock, station } = vote('techno', 'jazz');
  expect(station.filtered('Jazz', 'policy')).toMatchObject({ text: 'jazz', proposedBy: 'ada' });
  expect(station.filtered('jazz', 'policy')).toBeNull();
  await clock.advance(RAMP_MS);
  expect(station.sentMix).toEqual([{ text: 'techno', weight: 1 }]);
});

test('a failing store loses nothing silently: the press fails and nothing changes', () => {
  const { station, sent } = vote('techno', 'jazz');
  const failing = new StationVote({
    state: (() => {
      const started = createVote(
        {
          prompts: [{ text: 'a', weight: 1 }],
          proposedBy: 'x',
          listeners: ['x'],
          halfLifeMs: null,
        },
        0,
      );
      if (!started.ok) throw new Error(started.refusal);
      return started.state;
    })(),
    clock: new VirtualClock(),
    wallClock: () => 0,
    rampMs: RAMP_MS,
    keeper: {
      save: () => {
        throw new Error('disk full');
      },
    },
    sendMix: (mix) => sent.push(mix),
    onChange: () => {},
  });
  expect(() => failing.press('x', 1, 'up')).toThrow('disk full');
  expect(failing.standings().candidates[0]?.ups).toBe(0);
  expect(sent).toEqual([]);
  station.close();
});

test('nothing is left after closing', async () => {
  const { clock, station } = vote('techno', 'jazz');
  station.press('ben', 2, 'up');
  station.listenersAre([]);
  station.close();
  await clock.advance(0);
  expect(clock.pending).toBe(0);
});

test('a refused prompt is in no message any more, from the first one on', async () => {
  const { clock, sent, station } = vote('techno', 'jazz', 'gore');
  station.press('ben', 3, 'up');
  await clock.advance(1_000);
  const before = sent.length;
  station.filtered('Gore', 'policy');
  // The mix without it is sent at once: the service has refused the whole of the old one.
  expect(sent.length).toBe(before + 1);
  await clock.advance(2 * RAMP_MS);
  expect(sent.length).toBeGreaterThan(before + 1);
  for (const mix of sent.slice(before)) {
    expect(mix.map(({ text }) => text)).not.toContain('gore');
    expect(mix.some(({ weight }) => weight > 0)).toBe(true);
  }
  const [one, other] = sent.at(-1) ?? [];
  expect(one?.weight).toBeCloseTo(other?.weight ?? 0);
});

test('where only refused prompts played, what the house puts up is sent at once', () => {
  const { sent, station } = vote('gore');
  station.filtered('gore', 'policy');
  expect(sent).toHaveLength(1);
  expect(sent[0]).toEqual(station.mix());
  expect(sent[0]?.[0]?.text).not.toBe('gore');
});
