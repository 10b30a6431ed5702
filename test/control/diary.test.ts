import { describe, expect, test } from 'vitest';
import { type Moment, stretchesOf } from '#src/control/moments.ts';
import { type PaperOptions, StationOnPaper } from '../support/bot/StationOnPaper.ts';

const JAZZ = {
  kind: 'play',
  prompts: [{ text: 'jazz', weight: 1 }],
  config: {},
  keepsMix: false,
  isChange: false,
  keepsControls: false,
  askIn: 'text',
} as const;

const shares = (moment: Moment): string =>
  moment.kind === 'mix'
    ? moment.prompts.map(({ text, weight }) => `${text} ${Math.round(weight * 100)}`).join(', ')
    : moment.kind;

async function playing(hearers: readonly string[], options: PaperOptions = {}) {
  const paper = await StationOnPaper.playing(hearers, { prompts: ['techno', 'pads'], ...options });
  const mixes = () => paper.noted.filter(({ kind }) => kind === 'mix' || kind === 'silence');
  return { paper, mixes };
}

describe('what is noted', () => {
  test('what plays, from the first sound on, and who began with what', async () => {
    const { paper, mixes } = await playing(['ada']);
    expect(paper.noted[0]).toEqual({
      kind: 'proposed',
      atMs: 0,
      by: 'ada',
      texts: ['techno', 'pads'],
    });
    expect(mixes().map(shares)).toEqual(['techno 50, pads 50']);
    await paper.ends();
    expect(mixes().map(shares)).toEqual(['techno 50, pads 50', 'silence']);
  });

  test('votes in a flurry are one moment, later ones another', async () => {
    const { paper, mixes } = await playing(['ada', 'ben']);
    await paper.clock.advance(60_000);
    for (const who of ['ada', 'ben']) {
      await paper.act(who, { kind: 'vote', candidateId: 1, choice: 'up' });
      await paper.clock.advance(3_000);
    }
    const [first, ...flurry] = mixes();
    expect(first?.atMs).toBe(0);
    expect(flurry.map(({ atMs }) => atMs)).toEqual([60_000, 60_000]);
    expect(flurry.map(shares)).toEqual(['techno 60, pads 40', 'techno 67, pads 33']);
    await paper.clock.advance(10_000);
    await paper.act('ben', { kind: 'vote', candidateId: 1, choice: 'up' });
    expect(mixes().at(-1)).toMatchObject({ atMs: 76_000 });
    await paper.ends();
  });

  test('nothing of what nobody would hear', async () => {
    const { paper, mixes } = await playing(['ada']);
    await paper.act('ada', { kind: 'volume', volume: 0.5, askIn: 'text' });
    await paper.heard();
    await paper.clock.advance(3_600_000);
    expect(mixes()).toHaveLength(1);
    await paper.ends();
  });

  test('a pause is silence, and what goes on is noted anew', async () => {
    const { paper, mixes } = await playing(['ada']);
    await paper.clock.advance(60_000);
    await paper.act('ada', { kind: 'pause', askIn: 'text' });
    await paper.clock.advance(1_000);
    await paper.act('ada', { kind: 'resume' });
    expect(mixes().map(({ kind, atMs }) => [kind, atMs])).toEqual([
      ['mix', 0],
      ['silence', 60_000],
      ['mix', 61_000],
    ]);
    await paper.ends();
  });

  test('proposals, decisions, loops and sessions that take over', async () => {
    const { paper } = await playing(['ada', 'ben']);
    await paper.clock.advance(60_000);
    await paper.act('ben', { kind: 'propose', text: 'rain' });
    await paper.act('ada', JAZZ);
    const poll = paper.openPoll ?? '';
    await paper.act('ben', { kind: 'answer', poll, choice: 'yes' });
    await paper.heard({ isLoop: true });
    await paper.heard({ isLoop: true, handovers: 1 });
    await paper.heard({ handovers: 1 });
    // Another process counts from the beginning.
    await paper.heard();
    await paper.heard({ handovers: 1 });
    const marks = paper.noted.filter(({ kind, atMs }) => kind !== 'mix' && atMs > 0);
    expect(marks.map(({ atMs: _atMs, ...moment }) => moment)).toEqual([
      { kind: 'proposed', by: 'ben', texts: ['rain'] },
      { kind: 'proposed', by: 'ada', texts: ['jazz'] },
      { kind: 'decided', by: 'ada', about: 'new-start', hasPassed: true },
      { kind: 'loop' },
      { kind: 'handover' },
      { kind: 'handover' },
    ]);
    await paper.ends();
  });

  test('what comes back by an undo was proposed long ago', async () => {
    const { paper } = await playing(['ada']);
    await paper.clock.advance(60_000);
    await paper.act('ada', JAZZ);
    await paper.clock.advance(60_000);
    await paper.act('ada', { kind: 'undo', askIn: 'text' });
    expect(paper.noted.filter(({ kind }) => kind === 'proposed').at(-1)).toMatchObject({
      texts: ['jazz'],
    });
    await paper.ends();
  });
});

describe('stretches', () => {
  const mix = (atMs: number, ...texts: string[]): Moment => ({
    kind: 'mix',
    atMs,
    prompts: texts.map((text, index) => ({ text, weight: index + 1 })),
    config: {},
  });
  const silence = (atMs: number): Moment => ({ kind: 'silence', atMs });
  const shown = (moments: readonly Moment[]) =>
    stretchesOf(moments).map(({ fromMs, toMs, atMs, prompts }) => [
      fromMs / 1_000,
      toMs && toMs / 1_000,
      atMs / 1_000,
      prompts.map(({ text }) => text).join(),
    ]);

  test('are as long as the same prompts play, and give their last shares', () => {
    const moments = [mix(0, 'a', 'b'), mix(30_000, 'b', 'a'), mix(90_000, 'b'), silence(200_000)];
    expect(shown(moments)).toEqual([
      [0, 90, 30, 'b,a'],
      [90, 200, 90, 'b'],
    ]);
  });

  test('leave out what was on the way, and go on where nothing has ended them', () => {
    const moments = [silence(0), mix(10_000, 'a'), mix(40_000, 'b'), mix(50_000, 'c')];
    expect(shown(moments)).toEqual([
      [10, 40, 10, 'a'],
      [50, null, 50, 'c'],
    ]);
    expect(shown([])).toEqual([]);
  });
});
