import { expect, test } from 'vitest';
import { questionText } from '#src/bot/poll/renderPoll.ts';
import type { Wish } from '#src/control/actions.ts';
import { ENGLISH } from '#src/texts/texts.ts';
import { StationOnPaper } from '../support/bot/StationOnPaper.ts';
import { DONE, refused } from '../support/control/outcomes.ts';

const UNDO: Wish = { kind: 'undo', askIn: 'text' };
const JAZZ: Wish = {
  kind: 'play',
  prompts: [{ text: 'jazz', weight: 1 }],
  config: { bpm: 90 },
  keepsMix: false,
  isChange: false,
  keepsControls: false,
  askIn: 'text',
};
const DJ = { isDj: true };

async function heardBy(...hearers: string[]) {
  const paper = await StationOnPaper.playing(hearers, {
    prompts: ['techno', 'pads'],
    record: { config: { bpm: 120, density: 0.5 } },
  });
  const plays = () => paper.store.last?.vote.candidates.map(({ text }) => text);
  const bpm = () => paper.store.last?.record.config.bpm;
  const answer = (by: string, choice: 'yes' | 'no') =>
    paper.act(by, { kind: 'answer', poll: paper.openPoll ?? '', choice });
  return { paper, plays, bpm, answer };
}

test('brings back the mix, its votes and its controls, and once more goes forward again', async () => {
  const { paper, plays, bpm } = await heardBy('ada');
  await paper.act('ada', { kind: 'vote', candidateId: 2, choice: 'up' });
  const before = paper.store.last?.vote.candidates;
  await paper.act('ada', JAZZ);
  expect([plays(), bpm()]).toEqual([['jazz'], 90]);
  expect(await paper.act('ada', UNDO)).toEqual(DONE);
  expect(paper.store.last?.vote.candidates).toEqual(before);
  await paper.clock.advance(10_000);
  expect(paper.media.of('setMix').at(-1)?.prompts).toEqual([
    { text: 'techno', weight: expect.closeTo(0.4) },
    { text: 'pads', weight: expect.closeTo(0.6) },
  ]);
  expect(paper.media.of('setConfig').at(-1)?.config).toEqual({ bpm: 120, density: 0.5 });
  await paper.act('ada', UNDO);
  expect([plays(), bpm()]).toEqual([['jazz'], 90]);
  await paper.ends();
});

test('brings back a tempo, and leaves what is no new piece as it is', async () => {
  const { paper, plays, bpm } = await heardBy('ada');
  expect(await paper.act('ada', UNDO)).toEqual(refused('nothing-to-undo'));
  await paper.act('ada', { kind: 'tune', changes: { density: 0.9 }, askIn: 'text' });
  await paper.act('ada', { kind: 'vote', candidateId: 1, choice: 'up' });
  expect(await paper.act('ada', UNDO)).toEqual(refused('nothing-to-undo'));
  await paper.act('ada', { kind: 'tune', changes: { bpm: 140 }, askIn: 'text' });
  expect(bpm()).toBe(140);
  await paper.act('ada', UNDO);
  expect([plays(), bpm()]).toEqual([['techno', 'pads'], 120]);
  await paper.ends();
});

test('is put to the others, by name, and done when they agree', async () => {
  const { paper, plays, answer } = await heardBy('ada', 'ben', 'cleo');
  await paper.act('cleo', JAZZ, DJ);
  const asked = await paper.act('ada', UNDO);
  const question = asked.kind === 'asked' ? questionText(ENGLISH, asked.question) : '';
  expect(question).toMatch(/^Go back to .*techno.* 50\s?%.*pads.* 50\s?%.*120 bpm.*\?$/u);
  expect(plays()).toEqual(['jazz']);
  await answer('ben', 'yes');
  expect(plays()).toEqual(['techno', 'pads']);
  await paper.ends();
});

test('that was asked for takes back nothing that came meanwhile', async () => {
  const { paper, plays, answer } = await heardBy('ada', 'ben', 'cleo');
  await paper.act('cleo', JAZZ, DJ);
  await paper.act('ada', UNDO);
  await paper.clock.advance(1_000);
  await paper.act('cleo', { ...JAZZ, prompts: [{ text: 'polka', weight: 1 }] }, DJ);
  await answer('ben', 'yes');
  expect(plays()).toEqual(['polka']);
  await paper.ends();
});

test('is possible after a poll, and after a restart', async () => {
  const { paper, plays, answer } = await heardBy('ada', 'ben', 'cleo');
  await paper.act('ada', JAZZ);
  await answer('ben', 'yes');
  expect(plays()).toEqual(['jazz']);
  const kept = paper.store.last;
  await paper.ends();
  if (kept === null) throw new Error('nothing is kept');
  const back = new StationOnPaper(kept);
  await back.tell({ type: 'restored', bitrate: 64_000 });
  await back.audience(['ada']);
  await back.act('ada', UNDO);
  expect(back.store.last?.vote.candidates.map(({ text }) => text)).toEqual(['techno', 'pads']);
  await back.ends();
});
