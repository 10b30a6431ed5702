import { describe, expect, test } from 'vitest';
import type { Piece, Wish } from '#src/control/actions.ts';
import { POLL_DURATION_MS } from '#src/crowd/votes/poll.ts';
import { StationOnPaper } from '../support/bot/StationOnPaper.ts';
import { DONE, refused } from '../support/control/outcomes.ts';

const TECHNO: Piece = { prompts: [{ text: 'techno', weight: 1 }], config: {} };
const JAZZ: Piece = { prompts: [{ text: 'jazz', weight: 1 }], config: { density: 0.2 } };
const tune = (changes: Extract<Wish, { kind: 'tune' }>['changes']): Wish => ({
  kind: 'tune',
  changes,
  askIn: 'text',
});
const play = (given: Partial<Extract<Wish, { kind: 'play' }>>): Wish => ({
  kind: 'play',
  ...JAZZ,
  keepsMix: false,
  isChange: false,
  keepsControls: false,
  askIn: 'text',
  ...given,
});

async function heardBy(...hearers: string[]) {
  const paper = await StationOnPaper.playing(hearers);
  const kept = () => paper.store.last?.record.config;
  const texts = () => paper.store.last?.vote.candidates.map(({ text }) => text);
  const configs = () => paper.media.of('setConfig').map(({ config }) => config);
  /** Everybody else agrees to what is asked. */
  const agree = async () => {
    const poll = paper.openPoll ?? 'none';
    for (const by of hearers.slice(1)) {
      if (paper.openPoll !== undefined) {
        await paper.act(by, { kind: 'answer', poll, choice: 'yes' });
      }
    }
  };
  return { paper, kept, texts, configs, agree };
}

describe('tuning', () => {
  test('alone is done at once, whatever it is', async () => {
    const { paper, kept, configs } = await heardBy('ada');
    const done = { kind: 'tuned', names: ['bpm', 'density'], isHard: true };
    expect(await paper.act('ada', tune({ bpm: 90, density: 0.2 }))).toMatchObject({ done });
    expect([kept(), configs()]).toEqual([{ bpm: 90, density: 0.2 }, [{ bpm: 90, density: 0.2 }]]);
    await paper.ends();
  });

  test('among others is asked for where it is hard, and done at once where it is soft', async () => {
    const { paper, kept, configs, agree } = await heardBy('ada', 'ben');
    expect(await paper.act('ada', tune({ bpm: 90, density: 0.2 }))).toEqual({
      kind: 'asked',
      channelId: 'text',
      isShown: false,
      question: { kind: 'controls', changes: { bpm: 90 } },
      done: { kind: 'tuned', config: { density: 0.2 }, names: ['density'], isHard: false },
    });
    expect(kept()).toEqual({ density: 0.2 });
    await agree();
    expect([kept(), configs().at(-1)]).toEqual([
      { bpm: 90, density: 0.2 },
      { bpm: 90, density: 0.2 },
    ]);
    await paper.ends();
  });

  test('tells what was done though a poll runs already', async () => {
    const { paper, kept } = await heardBy('ada', 'ben');
    await paper.act('ada', { kind: 'stop', askIn: 'text' });
    const outcome = await paper.act('ada', tune({ bpm: 90, density: 0.2 }));
    expect(outcome).toMatchObject({ ...refused('poll-running'), done: { names: ['density'] } });
    expect(kept()).toEqual({ density: 0.2 });
    await paper.ends();
  });

  test('that would leave nothing to hear is refused', async () => {
    const { paper, kept } = await heardBy('ada');
    const silent = { onlyBassAndDrums: true, muteBass: true, muteDrums: true };
    expect(await paper.act('ada', tune(silent))).toEqual(refused('nothing-left'));
    expect(kept()).toEqual({});
    await paper.ends();
  });
});

describe('something else to play', () => {
  test('keeps mix and votes where only the controls are others', async () => {
    const { paper, kept, texts } = await heardBy('ada');
    await paper.act('ada', { kind: 'vote', candidateId: 1, choice: 'up' });
    const outcome = await paper.act('ada', play({ keepsMix: true, isChange: true }));
    expect(outcome).toEqual(DONE);
    expect([kept(), texts()]).toEqual([JAZZ.config, ['techno']]);
    expect(paper.store.last?.vote.candidates[0]?.ballots).toHaveLength(1);
    await paper.ends();
  });

  test('is asked for as controls where the mix stays', async () => {
    const { paper, kept, texts, agree } = await heardBy('ada', 'ben');
    const config = { bpm: 90, density: 0.2 };
    expect(await paper.act('ada', play({ config, keepsMix: true, isChange: true }))).toEqual({
      kind: 'asked',
      channelId: 'text',
      isShown: false,
      question: { kind: 'controls', changes: config },
    });
    await agree();
    expect([kept(), texts()]).toEqual([config, ['techno']]);
    await paper.ends();
  });

  test('leaves the controls where nothing was said of them', async () => {
    const { paper, kept, texts } = await heardBy('ada');
    await paper.act('ada', tune({ bpm: 90 }));
    await paper.act('ada', play({ keepsControls: true }));
    expect([kept(), texts()]).toEqual([{ bpm: 90 }, ['jazz']]);
    await paper.ends();
  });

  test('is asked for among others, and comes with its controls when they agree', async () => {
    const { paper, kept, texts, agree } = await heardBy('ada', 'ben', 'cleo');
    expect(await paper.act('ada', play({}))).toMatchObject({
      kind: 'asked',
      channelId: 'text',
      isShown: false,
      question: { kind: 'new-start', config: JAZZ.config },
    });
    expect(texts()).toEqual(['techno']);
    await agree();
    expect([kept(), texts()]).toEqual([JAZZ.config, ['jazz']]);
    await paper.ends();
  });

  test('does not come when hardly anybody agrees', async () => {
    const { paper, kept, texts } = await heardBy('ada', 'ben', 'cleo', 'dan');
    await paper.act('ada', play({}));
    await paper.clock.advance(POLL_DURATION_MS);
    expect([kept(), texts()]).toEqual([{}, ['techno']]);
    // Then somebody else may ask.
    expect(await paper.act('ben', play({}))).toMatchObject({ kind: 'asked' });
    await paper.ends();
  });
});

describe('a better reading', () => {
  const refine: Wish = { kind: 'refine', begun: TECHNO, better: JAZZ };

  test('takes the place of what was begun', async () => {
    const { paper, kept, texts } = await heardBy('ada');
    expect(await paper.act('ada', refine)).toEqual(DONE);
    expect([kept(), texts()]).toEqual([JAZZ.config, ['jazz']]);
    await paper.ends();
  });

  test.each<Wish>([
    { kind: 'vote', candidateId: 1, choice: 'up' },
    { kind: 'propose', text: 'rain' },
    { kind: 'nudge', control: 'density', direction: 1 },
    tune({ bpm: 90 }),
  ])('leaves it to whoever has steered since: $kind', async (steered) => {
    const { paper, texts } = await heardBy('ada');
    await paper.act('ada', steered);
    expect(await paper.act('ada', refine)).toEqual(refused('steered-since'));
    expect(texts()).toContain('techno');
    await paper.ends();
  });
});

test('the end is asked for among others, and comes when they agree', async () => {
  const { paper, agree } = await heardBy('ada', 'ben');
  expect(await paper.act('ada', { kind: 'stop', askIn: 'text' })).toMatchObject({ kind: 'asked' });
  expect(paper.media.of('stop')).toEqual([]);
  await agree();
  expect(paper.media.of('stop')).toHaveLength(1);
  expect(paper.store.last).toBeNull();
});
