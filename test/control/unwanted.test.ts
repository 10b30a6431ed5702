import { describe, expect, test } from 'vitest';
import { play } from '#commands/play.ts';
import { settings } from '#commands/settings.ts';
import { timeout } from '#commands/timeout.ts';
import type { Wish } from '#src/control/actions.ts';
import { whyNoStart } from '#src/control/parts/conduct.ts';
import type { GuildSettings } from '#src/control/StationRecord.ts';
import { outcomeText } from '#src/control/texts.ts';
import { saysOneOf, wordOf } from '#src/crowd/typed/plainWords.ts';
import { surprise } from '#src/crowd/votes/proposals.ts';
import { VOCABULARY } from '#src/music/vocabulary.ts';
import { ENGLISH } from '#src/texts/texts.ts';
import { HOSTILE } from '#test/words/cases/hurtful.ts';
import { runCommand, unused } from '../support/bot/runCommand.ts';
import { keptOnPaper, SETTINGS, StationOnPaper } from '../support/bot/StationOnPaper.ts';
import { refused } from '../support/control/outcomes.ts';

const BLOCKED = ['polka', 'death metal', 'schlager*', 'шансон', '演歌'].map(wordOf);
const SAYS = [
  'Polka',
  'P O L K A',
  'p-o-l-k-a',
  'polkaaa',
  'p0lka',
  'pólka',
  'роlka',
  'ｐｏｌｋａ',
  'p\u200bolka',
  'p*lka',
  'happy polka with drums',
  'Death   Metal',
  'death-metal',
  'Schlagermusik',
  'ШАНСОН',
  '昭和の演歌',
];
const HARMLESS = [
  'Polkagris',
  'metal',
  'death',
  'dance of death, house',
  'шансонье',
  '演奏',
  'rock',
];
const settingsWith = (changes: Partial<GuildSettings>) => ({ ...SETTINGS, ...changes });

test('blocked words are known however they are spelt, and nothing else is', () => {
  expect(SAYS.filter((text) => !saysOneOf(BLOCKED, text))).toEqual([]);
  expect(HARMLESS.filter((text) => saysOneOf(BLOCKED, text))).toEqual([]);
  expect(saysOneOf([], 'polka')).toBe(false);
  // What is no pattern of ours is none of regular expressions, either.
  expect(['c++', '(', '[a-z]*', '*', '.', '🎷'].map(wordOf)).toEqual(['c', '', 'az *', '', '', '']);
});

const PIECE = { config: {}, keepsMix: false, isChange: false, keepsControls: false, askIn: 'text' };

describe.each(SAYS)('%s is taken at no door:', (text) => {
  const prompts = [
    { text: 'house', weight: 1 },
    { text, weight: -1 },
  ];
  const doors: Readonly<Record<string, Wish>> = {
    'command and form': { kind: 'propose', text },
    'a surprise': { kind: 'propose', text, surprise: true },
    'a mix, a list of tags, a ready-made one': { kind: 'play', prompts, ...PIECE },
    'another reading': {
      kind: 'refine',
      begun: { prompts: [{ text: 'techno', weight: 1 }], config: {} },
      better: { prompts, config: {} },
    },
  };

  test.each(Object.entries(doors))('%s', async (_door, wish) => {
    const paper = await StationOnPaper.playing(['ada', 'ben'], {
      settings: { blockedWords: BLOCKED },
    });
    for (const caller of [{}, { isDj: true, canManageGuild: true }]) {
      expect(await paper.act('ben', wish, caller)).toEqual(refused('unwanted'));
    }
    await paper.ends();
  });

  test('the start, and words of which nothing of the kind is made', async () => {
    const start = { userId: 'ada', atMs: 0, prompts };
    expect(whyNoStart(settingsWith({ blockedWords: BLOCKED }), [], start)).toEqual(
      refused('unwanted'),
    );
    const { whispered } = await runCommand(play, undefined, {
      values: { prompt: `something like ${text} please` },
      context: {
        stations: {
          get: unused,
          check: unused,
          start: unused,
          settings: () => settingsWith({ blockedWords: BLOCKED }),
          changeSettings: unused,
        },
      },
    });
    expect(whispered).toEqual([expect.stringContaining('does not want that word')]);
  });
});

test('words that hurt are taken at none of these doors, whoever has read them before', async () => {
  const paper = await StationOnPaper.playing(['ada', 'ben']);
  const [text = ''] = HOSTILE;
  const prompts = [{ text, weight: 1 }];
  const wishes: readonly Wish[] = [
    { kind: 'propose', text },
    // As out of a code that somebody has posted.
    { kind: 'play', prompts, ...PIECE },
  ];
  for (const wish of wishes) expect(await paper.act('ben', wish)).toEqual(refused('unkind'));
  const start = { userId: 'ada', atMs: 0, prompts };
  expect(whyNoStart(SETTINGS, [], start)).toEqual(refused('unkind'));
  await paper.ends();
});

describe('a word that is blocked while it plays', () => {
  test('leaves the list and the music at once', async () => {
    const paper = await StationOnPaper.playing(['ada'], { prompts: ['techno', 'polka'] });
    const changed = settingsWith({ blockedWords: BLOCKED });
    await paper.tell({ type: 'settings', settings: changed });
    expect(paper.store.last?.vote.candidates.map(({ text }) => text)).toEqual(['techno']);
    await paper.clock.advance(10_000);
    expect(paper.media.of('setMix').at(-1)?.prompts).toEqual([{ text: 'techno', weight: 1 }]);
    await paper.ends();
  });

  test('and is all there is makes way for something of the house', async () => {
    const paper = await StationOnPaper.playing(['ada'], { prompts: ['polka'] });
    await paper.tell({ type: 'settings', settings: settingsWith({ blockedWords: BLOCKED }) });
    expect(paper.store.last?.vote.candidates).toMatchObject([{ proposedBy: null }]);
    await paper.ends();
  });

  test('does not come back by undo, or by a poll that was under way', async () => {
    const { candidates, avoided } = keptOnPaper([], { prompts: ['polka', 'jazz'] }).vote;
    const earlier = { candidates, avoided, config: {}, replacedAtMs: 0 };
    const paper = await StationOnPaper.playing(['ada', 'ben'], { record: { earlier } });
    const blocks = settingsWith({ blockedWords: BLOCKED });
    const texts = () => paper.store.last?.vote.candidates.map(({ text }) => text);
    const prompts = ['house', 'polka'].map((text) => ({ text, weight: 1 }));
    await paper.act('ada', { kind: 'play', prompts, ...PIECE });
    await paper.tell({ type: 'settings', settings: blocks });
    const poll = paper.openPoll ?? '';
    await paper.act('ben', { kind: 'answer', poll, choice: 'yes' });
    expect(texts()).toEqual(['house']);
    await paper.ends();
    const alone = await StationOnPaper.playing(['ada'], { record: { earlier }, settings: blocks });
    await alone.act('ada', { kind: 'undo', askIn: 'text' });
    expect(alone.store.last?.vote.candidates.map(({ text }) => text)).toEqual(['jazz']);
    await alone.ends();
  });
});

test('the house surprises with nothing that is blocked', () => {
  const { vote } = keptOnPaper([]);
  const all = VOCABULARY.filter((word) => word !== 'Polka');
  expect(all.length).toBeLessThan(VOCABULARY.length);
  expect(
    surprise(
      vote,
      () => 0.5,
      (word) => word !== 'Polka',
    ),
  ).toBe('Polka');
});

describe('somebody whose proposals are stopped', () => {
  const timeouts = [{ userId: 'ben', untilMs: 3_600_000 }];

  test('can vote, but puts nothing up, starts nothing, and is told until when', async () => {
    const paper = await StationOnPaper.playing(['ada', 'ben', 'cleo'], { settings: { timeouts } });
    const proposal = { kind: 'propose', text: 'rain' } as const;
    const mix = { kind: 'play', prompts: [{ text: 'jazz', weight: 1 }], ...PIECE } as const;
    for (const wish of [proposal, { ...proposal, surprise: true } as const, mix]) {
      const outcome = await paper.act('ben', wish);
      expect(outcome).toEqual({ ...refused('timed-out'), waitMs: 3_600_000 });
      expect(outcomeText(ENGLISH, outcome, 'lounge')).toMatch(
        /stopped your proposals.* in 60 min\.$/,
      );
    }
    const vote = { kind: 'vote', candidateId: 1, choice: 'up' } as const;
    expect(await paper.act('ben', vote)).toMatchObject({ kind: 'done' });
    expect(await paper.act('cleo', proposal)).toMatchObject({ kind: 'done' });
    const start = { userId: 'ben', atMs: 0, prompts: [] };
    expect(whyNoStart(settingsWith({ timeouts }), [], start)).toMatchObject(refused('timed-out'));
    await paper.clock.advance(3_600_000);
    expect(await paper.act('ben', { ...proposal, text: 'snow' })).toMatchObject({ kind: 'done' });
    await paper.ends();
  });
});

describe('the commands', () => {
  const MANAGER = { isDj: true, canManageGuild: true };
  const server = () => {
    let now: GuildSettings = SETTINGS;
    const stations = {
      get: () => undefined,
      check: unused,
      start: unused,
      settings: () => now,
      changeSettings: (_guildId: string, changes: Partial<GuildSettings>) => {
        now = { ...now, ...changes };
        return now;
      },
    };
    const run = async (command: typeof settings, values = {}, caller = {}, nowMs = 0) =>
      (await runCommand(command, undefined, { caller, values, context: { stations, nowMs } }))
        .whispered[0];
    return { run, now: () => now };
  };

  test('block and unblock, and show the words to those alone who manage the server', async () => {
    const { run, now } = server();
    expect(await run(settings, { block: 'polka' })).toContain('Manage Server');
    expect(await run(settings, { block: ' Pólka , death metal,, ' }, MANAGER)).toContain(
      '2: ||polka, death metal||',
    );
    expect(await run(settings)).toMatch(/\*\*Blocked words:\*\* 2$/m);
    await run(settings, { unblock: 'POLKA' }, MANAGER);
    expect(now().blockedWords).toEqual(['death metal']);
    const many = Array.from({ length: 100 }, (_, n) => `word${n}`).join(',');
    expect(await run(settings, { block: many }, MANAGER)).toContain('A server can block 100 words');
    expect(now().blockedWords).toEqual(['death metal']);
    expect(
      ((await run(settings, { block: 'x'.repeat(1_000) }, MANAGER)) ?? '').length,
    ).toBeLessThan(2_001);
  });

  test('stop proposals for a time and allow them again', async () => {
    const { run, now } = server();
    expect(await run(timeout, { member: 'ben', minutes: 5 })).toContain('Manage Server');
    expect(await run(timeout, { member: 'ben', minutes: 5 }, MANAGER)).toContain(
      '<@ben> until <t:300:f>',
    );
    await run(timeout, { member: 'cleo', minutes: 10 }, MANAGER);
    expect(now().timeouts).toEqual([
      { userId: 'ben', untilMs: 300_000 },
      { userId: 'cleo', untilMs: 600_000 },
    ]);
    expect(await run(timeout, { member: 'cleo', minutes: 0 }, MANAGER, 300_000)).toContain(
      '<@cleo>',
    );
    expect(now().timeouts).toEqual([]);
  });
});
