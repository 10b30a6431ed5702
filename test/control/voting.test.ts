import { describe, expect, test } from 'vitest';
import { mixWanted, standingsOf } from '#src/control/reading.ts';
import { RAMP_INTERVAL_MS } from '#src/crowd/mix/ramp.ts';
import { GRACE_MS } from '#src/crowd/votes/listeners.ts';
import { StationOnPaper } from '../support/bot/StationOnPaper.ts';
import { refused } from '../support/control/outcomes.ts';

const RAMP_MS = 4_000;
const up = (candidateId: number) => ({ kind: 'vote', candidateId, choice: 'up' }) as const;

async function playing(...prompts: string[]) {
  const options = { prompts, settings: { rampMs: RAMP_MS } };
  const paper = await StationOnPaper.playing(['ada', 'ben'], options);
  const sent = () => paper.media.of('setMix').map((one) => one.prompts);
  const weights = () => paper.actor.state.ramp.sent.map(({ weight }) => weight);
  const percents = () =>
    standingsOf(paper.actor.state, paper.actor.now).candidates.map(({ percent }) => percent);
  return { paper, sent, weights, percents };
}

describe('a vote', () => {
  test('is kept once, sent at once, and ramped to the expected shares', async () => {
    const { paper, sent, weights } = await playing('techno', 'jazz');
    const writes = paper.store.kept.length;
    expect(await paper.act('ben', up(2))).toEqual({ kind: 'done' });
    expect(paper.store.kept).toHaveLength(writes + 1);
    expect(sent()).toHaveLength(1);
    await paper.clock.advance(RAMP_MS);
    expect(weights()[0]).toBeCloseTo(2 / 5);
    expect(weights()[1]).toBeCloseTo(3 / 5);
    // Moving there is nothing to keep.
    expect(paper.store.kept).toHaveLength(writes + 1);
    await paper.ends();
  });

  test('pressed again is taken back', async () => {
    const { paper, weights } = await playing('techno', 'jazz');
    await paper.act('ben', up(2));
    await paper.act('ben', up(2));
    await paper.clock.advance(2 * RAMP_MS);
    expect(weights()).toEqual([0.5, 0.5]);
    await paper.ends();
  });

  test('of somebody who does not hear the music is refused, and nothing is kept or sent', async () => {
    const { paper, sent } = await playing('techno');
    const writes = paper.store.kept.length;
    expect(await paper.act('zoe', up(1))).toEqual(refused('not-listening'));
    expect([sent(), paper.store.kept.length]).toEqual([[], writes]);
    await paper.ends();
  });

  test('that cannot be kept fails, and nothing changes', async () => {
    const { paper, sent, percents } = await playing('techno', 'jazz');
    paper.store.writing = async () => {
      throw new Error('disk full');
    };
    await expect(paper.act('ben', up(2))).rejects.toThrow('disk full');
    expect(percents()).toEqual([50, 50]);
    expect(sent()).toEqual([]);
    paper.store.writing = async () => {};
    expect(await paper.act('ben', up(2))).toEqual({ kind: 'done' });
    await paper.ends();
  });

  test('whose effect throws costs that effect alone: the music goes there all the same', async () => {
    const { paper, sent, weights } = await playing('techno', 'jazz');
    const send = paper.media.send.bind(paper.media);
    paper.media.send = () => {
      throw new Error('the other side is gone');
    };
    await expect(paper.act('ben', up(2))).rejects.toThrow('gone');
    paper.media.send = send;
    await paper.clock.advance(RAMP_MS + 1_000);
    expect(weights()[1]).toBeCloseTo(3 / 5);
    expect(sent().at(-1)?.[1]?.weight).toBeCloseTo(3 / 5);
    await paper.ends();
  });

  test('is answered and heard only when a slow store has it', async () => {
    const { paper, sent } = await playing('techno', 'jazz');
    const written = Promise.withResolvers<void>();
    paper.store.writing = () => written.promise;
    let isAnswered = false;
    const voted = paper.act('ben', up(2)).then(() => {
      isAnswered = true;
    });
    await paper.clock.advance(60_000);
    expect([isAnswered, sent()]).toEqual([false, []]);
    written.resolve();
    await voted;
    expect(sent()).toHaveLength(1);
    await paper.ends();
  });
});

test('the mix follows when a listener who left stops counting, without anybody doing anything', async () => {
  const { paper, percents, weights } = await playing('techno', 'jazz');
  await paper.act('ben', up(2));
  await paper.audience(['ada']);
  await paper.clock.advance(GRACE_MS - 1);
  expect(percents()).toEqual([40, 60]);
  await paper.clock.advance(1 + RAMP_MS);
  expect(weights()).toEqual([0.5, 0.5]);
  await paper.ends();
});

describe('a filtered prompt', () => {
  const filter = async (paper: StationOnPaper, text: string): Promise<void> => {
    await paper.tell({ type: 'filtered', text, reason: 'policy' });
  };

  test('leaves the mix and its proposer is told once', async () => {
    const { paper } = await playing('techno', 'jazz');
    await filter(paper, 'Jazz');
    await filter(paper, 'jazz');
    const expected = { do: 'tellFiltered', userId: 'ada', text: 'jazz', reason: 'policy' };
    expect(paper.told).toEqual([expected]);
    await paper.clock.advance(RAMP_MS);
    expect(paper.actor.state.ramp.sent).toEqual([{ text: 'techno', weight: 1 }]);
    await paper.ends();
  });

  test('is in no message any more, from the first one on', async () => {
    const { paper, sent } = await playing('techno', 'jazz', 'gore');
    await paper.act('ben', up(3));
    await paper.clock.advance(1_000);
    const before = sent().length;
    await filter(paper, 'Gore');
    // The mix without it is sent at once: the service has refused the whole of the old one.
    expect(sent().length).toBe(before + 1);
    await paper.clock.advance(2 * RAMP_MS);
    expect(sent().length).toBeGreaterThan(before + 1);
    for (const mix of sent().slice(before)) {
      expect(mix.map(({ text }) => text)).not.toContain('gore');
      expect(mix.some(({ weight }) => weight > 0)).toBe(true);
    }
    const [one, other] = sent().at(-1) ?? [];
    expect(one?.weight).toBeCloseTo(other?.weight ?? 0);
    await paper.ends();
  });

  test('that was alone makes room for what the house puts up, at once', async () => {
    const { paper, sent } = await playing('gore');
    await filter(paper, 'gore');
    expect(sent()).toHaveLength(1);
    expect(sent()[0]).toEqual(mixWanted(paper.actor.state, paper.actor.now));
    expect(sent()[0]?.[0]?.text).not.toBe('gore');
    await paper.ends();
  });
});

describe('the ramp', () => {
  test('sends the first step inside the step of a vote, the rest when due, and then rests', async () => {
    const { paper, sent, weights } = await playing('techno', 'jazz');
    await paper.act('ben', up(2));
    expect(sent()).toHaveLength(1);
    await paper.clock.advance(10_000);
    expect(sent()).toHaveLength(RAMP_MS / RAMP_INTERVAL_MS.default);
    expect(weights()[1]).toBeCloseTo(3 / 5);
    expect(paper.clock.pending).toBe(0);
  });

  test('merges a storm of votes into the newest target, never faster than its steps', async () => {
    const { paper, weights } = await playing('techno', 'jazz');
    const times: number[] = [];
    const send = paper.media.send.bind(paper.media);
    paper.media.send = (command) => {
      if (command.type === 'setMix') times.push(paper.clock.now());
      send(command);
    };
    // An odd number of presses leaves the last vote standing.
    for (let press = 0; press < 601; press += 1) {
      await paper.act('ben', up(2));
      await paper.clock.advance(50);
    }
    await paper.clock.advance(RAMP_MS);
    expect(weights()[1]).toBeCloseTo(3 / 5);
    for (const [index, atMs] of times.entries()) {
      const before = times[index - 1];
      if (before !== undefined) {
        expect(atMs - before).toBeGreaterThanOrEqual(RAMP_INTERVAL_MS.default);
      }
    }
    await paper.ends();
  });

  test('takes another duration, and fading on, while music plays', async () => {
    const { paper, sent, percents } = await playing('techno', 'jazz');
    const settings = { ...paper.settings, rampMs: 2_000, voteHalfLifeMs: 60_000 };
    await paper.tell({ type: 'settings', settings });
    await paper.act('ben', up(2));
    expect(percents()).toEqual([40, 60]);
    await paper.clock.advance(2_000);
    expect(sent()).toHaveLength(2_000 / RAMP_INTERVAL_MS.default);
    await paper.clock.advance(58_000);
    // One vote at half strength beside two points each: 2 to 2.5.
    expect(percents()).toEqual([44, 56]);
    await paper.ends();
    expect(paper.clock.pending).toBe(0);
  });
});
