import { ComponentType } from 'discord-api-types/v10';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderPanel } from '#src/bot/panel/renderPanel.ts';
import { renderTuning } from '#src/bot/panel/renderTuning.ts';
import type { OwnVotes, PanelView } from '#src/control/PanelView.ts';
import { tuningStandings } from '#src/crowd/mix/tunedConfig.ts';
import { NO_TUNING, pressTuning } from '#src/crowd/mix/tuning.ts';
import { PRESETS } from '#src/crowd/typed/presets.ts';
import { createVote } from '#src/crowd/votes/createVote.ts';
import { openPoll, pollResult } from '#src/crowd/votes/poll.ts';
import { mixOf, standingsAt } from '#src/crowd/votes/standings.ts';
import type { WeightedPrompt } from '#src/music/controls.ts';
import { ENGLISH, tell } from '#src/texts/texts.ts';

function viewOf(prompts: readonly WeightedPrompt[], changes: Partial<PanelView> = {}): PanelView {
  const started = createVote({ prompts, proposedBy: '1', listeners: ['1'], halfLifeMs: null }, 0);
  if (!started.ok) throw new Error(started.refusal);
  const standings = standingsAt(started.state, 0);
  return {
    station: 'k1',
    channelId: '200',
    state: 'playing',
    listenerCount: 3,
    heard: mixOf(standings),
    wanted: mixOf(standings),
    ...standings,
    tuning: tuningStandings(
      { density: 0.5 },
      pressTuning(NO_TUNING, 'bpm', '1', 1),
      new Set(['1']),
    ),
    presets: [...PRESETS, ...PRESETS],
    ...changes,
  };
}

/** Asked by one of three, for another mix. */
function pollOn(prompts: readonly WeightedPrompt[]) {
  const question = { kind: 'new-start', prompts } as const;
  const poll = openPoll(question, '1', ['1', '2', '3'], 0);
  return { key: 'k1-1', poll, result: pollResult(poll, 0) };
}

/** All components, the nested ones too: what Discord counts towards its 40. */
function flatten(component: unknown): Record<string, unknown>[] {
  if (typeof component !== 'object' || component === null) return [];
  const nested = Object.entries(component).flatMap(([key, value]) =>
    key === 'components' && Array.isArray(value) ? value.flatMap(flatten) : [],
  );
  return [{ ...component }, ...nested];
}

function textOf(view: PanelView): string {
  return flatten(renderPanel(ENGLISH, view))
    .filter(({ type }) => type === ComponentType.TextDisplay)
    .map(({ content }) => content)
    .join('\n');
}

/** Of eight prompts everything is chosen: the most there can be to show. */
const EVERYTHING: OwnVotes = {
  isCounting: false,
  choices: new Map(Array.from({ length: 8 }, (_, i) => [i + 1, 'down'])),
  steps: { bpm: 4, brightness: 4, density: -4 },
};

const eight = Array.from({ length: 8 }, (_, i) => ({ text: `prompt ${i}`, weight: 1 + i }));

describe('limits of Discord', () => {
  test.each([
    [1, 15],
    [3, 20],
    [4, 23],
    [7, 31],
    [8, 34],
  ])('%i candidates and all else are %i components: room is left under the 40', (count, most) => {
    const components = flatten(
      renderPanel(ENGLISH, viewOf(eight.slice(0, count), { own: EVERYTHING })),
    );
    expect(components).toHaveLength(most);
    expect(components.filter(({ type }) => type === ComponentType.Button)).toHaveLength(
      2 * count + 5,
    );
  });

  test('no more than three votes stand side by side, as many as fit on any phone', () => {
    for (let count = 1; count <= 8; count += 1) {
      const { components } = renderPanel(ENGLISH, viewOf(eight.slice(0, count)));
      const rows = components.flatMap((one) =>
        one.type === ComponentType.ActionRow ? [one.components] : [],
      );
      const votes = rows.filter((one) => /:(up|down):/.test(JSON.stringify(one)));
      expect(Math.max(...votes.map(({ length }) => length))).toBeLessThanOrEqual(3);
    }
  });

  test('a button to talk by leaves room under the 40, whatever else is there', () => {
    for (let count = 1; count <= 8; count += 1) {
      for (const poll of [undefined, pollOn(eight)]) {
        const shown = { own: EVERYTHING, canTalk: true, ...(poll && { poll }) };
        const components = flatten(renderPanel(ENGLISH, viewOf(eight.slice(0, count), shown)));
        expect(components.length).toBeLessThanOrEqual(40);
        const isOffered = components.some(({ custom_id: id }) => String(id).endsWith(':talk'));
        expect(isOffered).toBe(poll === undefined || count < 8);
      }
    }
  });

  test('a poll on top of eight candidates leaves room under the 40, and fits into the text', () => {
    const prompts = Array.from({ length: 8 }, (_, i) => ({
      text: `${i}`.padEnd(200, '*'),
      weight: 1,
    }));
    const view = viewOf(prompts, { own: EVERYTHING, poll: pollOn(prompts) });
    const components = flatten(renderPanel(ENGLISH, view));
    expect(components).toHaveLength(39);
    expect(textOf(view).length).toBeLessThanOrEqual(4_000);
    expect(textOf(view)).toContain('1 yes · 0 no · 2 without a vote');
    const ids = components.map(({ custom_id: id }) => String(id));
    expect(ids.findIndex((id) => id.endsWith(':yes'))).toBeGreaterThan(
      ids.findLastIndex((id) => id.includes(':down:')),
    );
  });

  test('whatever members type, labels, ids and texts keep their length', () => {
    const prompt = fc
      .oneof(
        fc.string({ minLength: 1, maxLength: 200 }),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
      )
      .filter((typed) => /[\p{L}\p{N}]/u.test(typed));
    fc.assert(
      fc.property(fc.array(prompt, { minLength: 1, maxLength: 8 }), (texts) => {
        const prompts = texts.map((typed) => ({ text: typed, weight: 1 }));
        const view = viewOf(prompts, { own: EVERYTHING });
        let characters = 0;
        for (const { type, label, custom_id, content } of flatten(renderPanel(ENGLISH, view))) {
          if (typeof label === 'string') expect(label.length).toBeLessThanOrEqual(80);
          if (typeof custom_id === 'string') expect(custom_id.length).toBeLessThanOrEqual(100);
          if (type === ComponentType.TextDisplay) characters += String(content).length;
        }
        expect(characters).toBeLessThanOrEqual(4_000);
      }),
    );
  });
});

describe('what a member types cannot', () => {
  const hostile = viewOf([
    { text: '@everyone <@123> **bold** # big\n> quote [a](https://x.y) `code`', weight: 1 },
    { text: '\u202eevil\u2066 ||spoiler||', weight: 1 },
  ]);

  test('ping, format, link or break lines', () => {
    const shown = textOf(hostile);
    expect(shown).not.toMatch(/(?<!\\)@everyone/);
    expect(shown).not.toContain('<@123>');
    expect(shown).not.toMatch(/(?<!\\)\*\*bold/);
    expect(shown).not.toContain('](https');
    expect(shown).not.toMatch(/(?<!\\)\|\|/);
    expect(shown).not.toMatch(/^\s*#{1,2} big/m);
  });

  test('turn the direction of what follows', () => {
    expect(textOf(hostile)).not.toMatch(/[\u202a-\u202e\u2066\u2067]/);
  });
});

test('says what is heard, what is coming, shares, who proposed what, and trouble', () => {
  const shown = textOf(
    viewOf(eight.slice(0, 2), {
      heard: [{ text: 'old', weight: 1 }],
      trouble: tell('failure.station.mute'),
    }),
  );
  expect(shown).toContain('You hear');
  expect(shown).toContain('old');
  expect(shown).toContain('Moving to');
  expect(shown).toContain('**67%** · <@1>');
  expect(shown).toContain('The music service has brought no music yet.');
});

test('eight prompts that are all escaped, on their way to eight others, fit into 4,000 characters', () => {
  const nasty = (letter: string) =>
    Array.from({ length: 8 }, (_, i) => ({ text: `${letter}${i}`.padEnd(200, '*'), weight: 1 }));
  const config = {
    bpm: 100,
    scale: 'D_FLAT_MAJOR_B_FLAT_MINOR',
    density: 0.25,
    muteBass: true,
  } as const;
  const view = viewOf(nasty('a'), {
    own: EVERYTHING,
    channelId: '9'.repeat(20),
    state: 'reconnecting',
    heard: nasty('b'),
    heardConfig: config,
    wantedConfig: { ...config, bpm: 120 },
  });
  expect(textOf(view).length).toBeLessThanOrEqual(4_000);
  expect(textOf(view)).toContain('Moving to');
  expect(textOf(view)).toContain('120 bpm');
});

test('in the midst of a ramp, and steering away from more, it fits, too', () => {
  const nasty = (letter: string, weight: number) =>
    Array.from({ length: 8 }, (_, i) => ({ text: `${letter}${i}`.padEnd(200, '*'), weight }));
  const away = nasty('c', -1).slice(1);
  const between = [...nasty('a', 1), ...nasty('b', 1), ...away];
  const view = viewOf(nasty('a', 1), {
    own: EVERYTHING,
    heard: between,
    wanted: between.toReversed(),
    avoided: away,
  });
  expect(textOf(view).length).toBeLessThanOrEqual(4_000);
});

test('tells values and wishes in words, whatever is pressed', () => {
  const shown = textOf(viewOf(eight.slice(0, 1)));
  expect(shown).toContain('tempo 126 bpm (1 faster)');
  expect(shown).toContain('brightness auto');
  expect(shown).toContain('density 50%');
});

test('explains itself: who votes, what a loop is, whom a pause waits for', () => {
  const one = eight.slice(0, 1);
  expect(textOf(viewOf(one))).toContain('Everybody here votes, and the shares are the mix.');
  expect(textOf(viewOf(one, { whoMayVote: 'djs' }))).toContain('Only DJs vote');
  expect(textOf(viewOf(one))).not.toMatch(/loop|Nobody listens/);
  expect(textOf(viewOf(one, { isLoop: true }))).toContain('A loop: you hear the last bars again');
  expect(textOf(viewOf(one, { stopsAtMs: 59_500 }))).toContain('Fades out <t:60:R>');
  const waiting = viewOf(one, { state: 'paused', waitsForListeners: true });
  expect(textOf(waiting)).toContain('The music goes on as soon as somebody does.');
});

test('a name stands once in the list, and its buttons bear its number', () => {
  const view = viewOf(eight.slice(0, 3), { heard: undefined, wanted: [] });
  const panel = JSON.stringify(renderPanel(ENGLISH, view));
  for (const [index, { text }] of eight.slice(0, 3).entries()) {
    expect(panel.split(text)).toHaveLength(2);
    expect(textOf(view)).toContain(`**${index + 1} · \u2068${text}\u2069**`);
  }
  const votes = flatten(renderPanel(ENGLISH, view)).filter(({ custom_id: id }) =>
    /:(up|down):/.test(`${id}`),
  );
  expect(votes.map(({ emoji, label }) => `${JSON.stringify(emoji)} ${label}`)).toEqual([
    ...['1', '2', '3'].map((label) => `{"name":"👍"} ${label}`),
    ...['1', '2', '3'].map((label) => `{"name":"👎"} ${label}`),
  ]);
});

describe('the views for one member alone', () => {
  const labels = (container: unknown) =>
    flatten(container).flatMap(({ label, emoji }) => {
      if (typeof label !== 'string') return [];
      return [`${(emoji as { name?: string } | undefined)?.name ?? ''} ${label}`];
    });
  const steps = { bpm: 2, brightness: -1, density: 0 };
  const choices = new Map([
    [1, 'up'],
    [2, 'down'],
  ] as const);
  const own = { isCounting: true, choices, steps };

  test('mark what they chose, in words and on the buttons', () => {
    const view = viewOf(eight.slice(0, 3), { own });
    const shown = textOf(view);
    expect(shown).toContain('✔ marks what you chose.');
    expect(shown.match(/✔ you: \w+/g)).toEqual(['✔ you: up', '✔ you: down']);
    expect(labels(renderPanel(ENGLISH, view)).filter((label) => label.includes('✔'))).toEqual([
      '👍 1 ✔',
      '👎 2 ✔',
    ]);
    const tuning = renderTuning(ENGLISH, view);
    expect(JSON.stringify(tuning)).toContain('✔ You wish: 2 steps faster · 1 step darker');
    expect(labels(tuning)).toEqual([
      '⏩ Faster ✔',
      '⏪ Slower',
      '☀️ Brighter',
      '🌙 Darker ✔',
      '➕ Denser',
      '➖ Sparser',
    ]);
  });

  test('say so when it does not count', () => {
    const view = viewOf(eight, { own: { ...own, isCounting: false } });
    expect(textOf(view)).toContain('it does not count at present');
  });

  test('mark nothing while nothing is chosen, and nothing in the panel for everybody', () => {
    const nothing = { bpm: 0, brightness: 0, density: 0 };
    const undecided = { isCounting: true, choices: new Map(), steps: nothing };
    const view = viewOf(eight, { own: undecided });
    expect(JSON.stringify(renderTuning(ENGLISH, view))).not.toContain('✔');
    for (const each of [view, viewOf(eight)]) {
      expect(textOf(each)).not.toMatch(/✔ you/i);
      expect(labels(renderPanel(ENGLISH, each)).join()).not.toContain('✔');
    }
    expect(textOf(viewOf(eight))).not.toContain('✔');
  });
});

test('a panel whose bot is away says so, keeps the votes and has no buttons', () => {
  const panel = renderPanel(ENGLISH, viewOf(eight, { state: 'away' }));
  const types = flatten(panel).map(({ type }) => type);
  expect(types).not.toContain(ComponentType.Button);
  expect(types).not.toContain(ComponentType.StringSelect);
  expect(JSON.stringify(panel)).toContain('away at the moment and comes back by itself');
});

test('an ended panel has no buttons', () => {
  const types = flatten(renderPanel(ENGLISH, viewOf(eight, { state: 'ended' }))).map(
    ({ type }) => type,
  );
  expect(types).not.toContain(ComponentType.Button);
});
