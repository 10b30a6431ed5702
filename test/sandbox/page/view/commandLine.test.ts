import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '#src/sandbox/page/client/view/composer/parseCommandLine.ts';
import { readOptionValues } from '#src/sandbox/page/client/view/composer/readOptionValues.ts';
import { suggest, withChoices } from '#src/sandbox/page/client/view/composer/suggest.ts';
import type { ShownCommand } from '#src/sandbox/page/client/wire.ts';
import { lyriaCommands } from './support/sampleWelcome.ts';

const COMMANDS: readonly ShownCommand[] = [
  ...lyriaCommands(),
  {
    name: 'mix set',
    description: 'Sets everything at once',
    options: [
      {
        type: 3,
        name: 'style',
        description: 'Style',
        required: true,
        choices: [
          { name: 'Slow and soft', value: 'slow' },
          { name: 'Loud and fast', value: 'loud' },
        ],
      },
      { type: 4, name: 'bpm', description: 'Tempo', min_value: 60, max_value: 200 },
      { type: 5, name: 'drums', description: 'With drums' },
      { type: 6, name: 'dj', description: 'Who decides' },
      { type: 10, name: 'density', description: 'How dense', min_value: 0, max_value: 1 },
    ],
  },
];
const PLACE = {
  members: [
    { id: '11', name: 'Ada' },
    { id: '12', name: 'Ben' },
  ],
  channels: [{ id: '21', name: 'music' }],
  roles: [{ id: 'DJ', name: 'DJ' }],
};

function read(line: string) {
  const parsed = parseCommandLine(line, COMMANDS);
  return parsed && readOptionValues(parsed, PLACE);
}

describe('a command line', () => {
  it.each<[string, object]>([
    ['/lyria play techno', { prompt: 'techno' }],
    ['/lyria play prompt: techno:2, dreamy pads:0.5', { prompt: 'techno:2, dreamy pads:0.5' }],
    ['/lyria resume', {}],
    ['/mix set Loud and fast', { style: 'loud' }],
    ['/mix set slow bpm: 120 drums: no', { style: 'slow', bpm: 120, drums: false }],
    ['/mix set style: slow dj: @ben density: 0,5', { style: 'slow', dj: '12', density: 0.5 }],
    ['/mix set slow bpm:', { style: 'slow' }],
  ])('%s', (line, values) => {
    expect(read(line)).toEqual({ ok: true, values });
  });

  it.each([
    ['/lyria play', 'prompt', /prompt is required/],
    ['/lyria resume now', undefined, /takes no options/],
    ['/mix set jazz', 'style', /one of the list/],
    ['/mix set slow bpm: 300', 'bpm', /60 to 200/],
    ['/mix set slow bpm: 90.5', 'bpm', /whole number/],
    ['/mix set slow drums: perhaps', 'drums', /true or false/],
    ['/mix set slow dj: Zoe', 'dj', /no such member/],
    [`/lyria play ${'x'.repeat(3_000)}`, 'prompt', /at most/],
  ])('%s is refused', (line, option, problem) => {
    expect(read(line)).toEqual({ ok: false, option, problem: expect.stringMatching(problem) });
  });

  it('is none while no command is named in full', () => {
    expect(parseCommandLine('/lyria pla', COMMANDS)).toBeUndefined();
    expect(parseCommandLine('hello', COMMANDS)).toBeUndefined();
  });
});

describe('what is offered', () => {
  const offer = (line: string, caret = line.length) => suggest(line, caret, COMMANDS, PLACE);
  const labels = (line: string, caret?: number) =>
    offer(line, caret).items.map(({ label }) => label);

  it('lists commands by what is typed, whole starts first', () => {
    expect(labels('/')).toHaveLength(COMMANDS.length);
    expect(labels('/lyria pl')[0]).toBe('/lyria play');
    expect(labels('/set')).toContain('/mix set');
    expect(labels('hello')).toEqual([]);
  });

  it('completes a command that takes something with a blank after it', () => {
    expect(offer('/lyria pl').items[0]?.line).toBe('/lyria play ');
    expect(offer('/lyria resu').items[0]?.line).toBe('/lyria resume');
    expect(offer('/lyria pl').eager).toBe(true);
    expect(offer('/lyria resume').eager).toBe(false);
  });

  it('offers choices for a required option, narrowed by what is typed', () => {
    expect(labels('/mix set ')).toEqual(['Slow and soft', 'Loud and fast']);
    expect(labels('/mix set lo')).toEqual(['Slow and soft', 'Loud and fast']);
    expect(labels('/mix set fast')).toEqual(['Loud and fast']);
    expect(offer('/mix set fast').items[0]?.line).toBe('/mix set Loud and fast ');
  });

  it('offers the options that are left, with their names', () => {
    const line = '/mix set slow bpm: 90 ';
    expect(labels(line)).toEqual(['drums', 'dj', 'density']);
    expect(offer(line).items[0]?.line).toBe('/mix set slow bpm: 90 drums: ');
  });

  it('offers members and truth values', () => {
    expect(labels('/mix set slow dj: ')).toEqual(['@Ada', '@Ben']);
    expect(labels('/mix set slow dj: @b')).toEqual(['@Ben']);
    expect(labels('/mix set slow drums: ')).toEqual(['true', 'false']);
  });

  it('asks the bot where the bot completes, and puts its answer in the place of what is typed', () => {
    const line = '/lyria play te';
    const asked = offer(line);
    expect(asked.ask?.option.name).toBe('prompt');
    const offered = withChoices(asked, line, [{ name: 'techno, driving', value: 'techno' }]);
    expect(offered.items).toEqual([
      { label: 'techno, driving', detail: '', line: '/lyria play techno ', caret: 19 },
    ]);
    // What the bot suggests is a help: Enter sends what was typed.
    expect(offered.eager).toBe(false);
  });
});
