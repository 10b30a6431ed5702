import { expect, test } from 'vitest';
import { history } from '#commands/history.ts';
import type { Moment } from '#src/control/moments.ts';
import { type OptionValues, runCommand, unused } from '../support/bot/runCommand.ts';
import { SETTINGS, StationOnPaper } from '../support/bot/StationOnPaper.ts';

const HOUR_MS = 3_600_000;
const mix = (atMs: number, text: string): Moment => ({
  kind: 'mix',
  atMs,
  prompts: [{ text, weight: 1 }],
  config: { bpm: 120 },
});
const MOMENTS: readonly Moment[] = [
  mix(HOUR_MS, 'techno'),
  mix(2 * HOUR_MS, 'naughty words'),
  mix(3 * HOUR_MS, 'rain'),
  { kind: 'silence', atMs: 20 * HOUR_MS },
  mix(21 * HOUR_MS, 'house'),
];
const seen = (text: string | undefined): string => (text ?? '').replace(/[\u2068\u2069]/g, '');

function type(paper: StationOnPaper | undefined, values: OptionValues = {}, moments = MOMENTS) {
  return runCommand(history, paper?.actor, {
    values,
    context: {
      nowMs: 22 * HOUR_MS,
      history: { list: async () => moments },
      stations: {
        get: () => paper?.actor,
        check: () => ({ ok: true }),
        start: unused,
        settings: () => ({ ...SETTINGS, blockedWords: ['naughty'] }),
        changeSettings: unused,
      },
    },
  });
}

test('tells what played when, the newest first, but nothing that the server does not want', async () => {
  const { whispered, offered } = await type(undefined);
  expect(seen(whispered[0]).split('\n').slice(1)).toEqual([
    '▶️ since <t:75600:t>: house 100% · 120 bpm',
    '**1.** <t:10800:f> to <t:72000:t>: rain 100% · 120 bpm',
    '**2.** <t:3600:f> to <t:7200:t>: techno 100% · 120 bpm',
  ]);
  expect(offered[0]?.map(({ label, option }) => [label, option])).toEqual([
    ['⏪ 1', ['moment', (3 * HOUR_MS).toString(36)]],
    ['⏪ 2', ['moment', HOUR_MS.toString(36)]],
  ]);
});

test('ten stretches of long prompts fit into one message', async () => {
  const long = Array.from(
    { length: 30 },
    (_, index): Moment => ({
      kind: 'mix',
      atMs: index * HOUR_MS,
      prompts: Array.from({ length: 8 }, (_, nth) => ({
        text: `${index} ${nth} ${'x'.repeat(190)}`,
        weight: 1,
      })),
      config: { bpm: 120, scale: 'D_FLAT_MAJOR_B_FLAT_MINOR', density: 0.5, brightness: 0.5 },
    }),
  );
  const { whispered, offered } = await type(undefined, {}, long);
  expect(whispered[0]?.length).toBeLessThanOrEqual(2_000);
  expect(offered[0]).toHaveLength(9);
});

test('a button brings that moment back, with its controls', async () => {
  const paper = await StationOnPaper.playing(['ada'], { prompts: ['pads'] });
  const { whispered } = await type(paper, { moment: HOUR_MS.toString(36) });
  expect(whispered).toEqual(['The mix is changing. You will hear it in a few seconds.']);
  await paper.clock.advance(10_000);
  expect(paper.media.of('setMix').at(-1)?.prompts).toEqual([{ text: 'techno', weight: 1 }]);
  expect(paper.media.of('setConfig').at(-1)?.config).toEqual({ bpm: 120 });
  await paper.ends();
});

test('others are asked first; what is forgotten, or not wanted any more, does not come back', async () => {
  const paper = await StationOnPaper.playing(['ada', 'ben'], {
    settings: { blockedWords: ['naughty'] },
  });
  await type(paper, { moment: HOUR_MS.toString(36) });
  expect(paper.shownPoll?.poll.question).toMatchObject({ kind: 'new-start' });
  const gone = await type(paper, { moment: '1' });
  expect(gone.whispered[0]).toContain('too long ago');
  const unwanted = await type(paper, { moment: (2 * HOUR_MS).toString(36) });
  expect(unwanted.whispered[0]).toContain('does not want that word');
  await paper.ends();
});

test('where nothing has played there is nothing to press', async () => {
  const { whispered, offered } = await type(undefined, {}, []);
  expect(whispered[0]).toContain('remember nothing yet');
  expect(offered).toEqual([]);
});
