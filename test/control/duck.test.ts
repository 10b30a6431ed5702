import { expect, test } from 'vitest';
import { commandsFor, firstWish, wishAfter } from '#src/cluster/wishes.ts';
import { SETTINGS, StationOnPaper } from '../support/bot/StationOnPaper.ts';

const told = (paper: StationOnPaper) => paper.media.of('duck').map(({ people }) => people);

test('whoever hears it is told of where the server wants that, and nobody elsewhere', async () => {
  const paper = await StationOnPaper.playing(['ada']);
  await paper.audience(['ada', 'ben']);
  expect(told(paper)).toEqual([]);
  await paper.tell({ type: 'settings', settings: { ...SETTINGS, duck: true } });
  await paper.audience(['ben']);
  await paper.heard();
  await paper.tell({ type: 'settings', settings: SETTINGS });
  expect(told(paper)).toEqual([['ada', 'ben'], ['ben'], []]);
  await paper.ends();
});

test('a station that moves to another process takes it along', async () => {
  const paper = await StationOnPaper.playing(['ada'], { settings: { duck: true } });
  const [start] = paper.media.of('start');
  const [duck] = paper.media.of('duck');
  if (start === undefined || duck === undefined) throw new Error('not told');
  expect(commandsFor(wishAfter(firstWish(start), duck), true)).toContainEqual(duck);
  await paper.ends();
});
