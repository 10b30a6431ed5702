import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { promptKey } from '#src/crowd/typed/memberText.ts';
import { MAX_WEIGHT, MIN_WEIGHT, parsePrompts } from '#src/crowd/typed/parsePrompts.ts';
import { MAX_CANDIDATES } from '#src/crowd/votes/voteState.ts';
import { MAX_PROMPT_LENGTH, type WeightedPrompt } from '#src/music/controls.ts';
import { ENGLISH } from '#src/texts/texts.ts';

function promptsOf(typed: string) {
  const parsed = parsePrompts(typed);
  if (!parsed.ok) throw new Error(parsed.problem.id);
  return parsed.prompts.map(({ text, weight }) => [text, weight]);
}

function problemOf(typed: string): string {
  const parsed = parsePrompts(typed);
  return parsed.ok ? '' : ENGLISH.put(parsed.problem);
}

describe('what is understood', () => {
  test.each([
    ['techno', [['techno', 1]]],
    [
      'techno:2, dreamy pads:0.5, piano:-1',
      [
        ['techno', 2],
        ['dreamy pads', 0.5],
        ['piano', -1],
      ],
    ],
    ['  warm   piano ', [['warm piano', 1]]],
    ['techno : .5', [['techno', 0.5]]],
    ['techno:+2', [['techno', 2]]],
    [
      'techno,,rain,',
      [
        ['techno', 1],
        ['rain', 1],
      ],
    ],
    [
      'テクノ、雨',
      [
        ['テクノ', 1],
        ['雨', 1],
      ],
    ],
  ])('%s', (typed, prompts) => expect(promptsOf(typed)).toEqual(prompts));

  test.each(['Blade Runner: night', 'techno:', 'mood:abc', 'a:b:c', '12:30pm'])(
    'a colon that is followed by no weight is text: %s',
    (typed) => expect(promptsOf(typed)).toEqual([[typed, 1]]),
  );

  test('only the last colon makes a weight', () => {
    expect(promptsOf('scene: night:2')).toEqual([['scene: night', 2]]);
  });

  test('what says the same becomes one, in the first spelling', () => {
    expect(promptsOf('Techno:2, rain, TECHNO')).toEqual([
      ['Techno', 3],
      ['rain', 1],
    ]);
  });
});

describe('what is refused, with words that say what to do', () => {
  test.each([
    ['', 'Say what you would like to hear'],
    [' , ,', 'Say what you would like to hear'],
    ['\u200b\u2060', 'Say what you would like to hear'],
    ['x'.repeat(MAX_PROMPT_LENGTH + 1), 'too long'],
    ['techno:0', 'weight of 0'],
    ['techno:-0', 'weight of 0'],
    ['techno:1000', `${-MAX_WEIGHT} to ${MAX_WEIGHT}`],
    ['techno:0.001', `${-MAX_WEIGHT} to ${MAX_WEIGHT}`],
    ['piano:-1', 'at least one thing to play'],
    ['piano:-1, rain:-2', 'at least one thing to play'],
    ['techno:1, techno:-1', 'cancel'],
    ['techno:0.1, techno:0.2, techno:-0.3, rain', 'cancel'],
    ['techno:1e9', `${-MAX_WEIGHT} to ${MAX_WEIGHT}`],
    ['techno:Infinity', `${-MAX_WEIGHT} to ${MAX_WEIGHT}`],
    ['techno:NaN', `${-MAX_WEIGHT} to ${MAX_WEIGHT}`],
    ['techno:10, techno:10', `${-MAX_WEIGHT} to ${MAX_WEIGHT}`],
    ['a,b,c,d,e,f,g,h,i', `${MAX_CANDIDATES} prompts at most`],
  ])('%j', (typed, words) => expect(problemOf(typed)).toContain(words));

  test('a problem quotes nothing that was typed', () => {
    const typed = '@everyone https://evil.example:0';
    expect(problemOf(typed)).not.toBe('');
    expect(problemOf(typed)).not.toContain('evil');
  });
});

const word = fc.stringMatching(/^[a-zA-Z][a-zA-Z &'-]{0,14}[a-zA-Z]$/);
/** The prompts as a member would type them. */
function formatPrompts(prompts: readonly WeightedPrompt[]): string {
  return prompts.map(({ text, weight }) => (weight === 1 ? text : `${text}:${weight}`)).join(', ');
}

const weight = fc
  .integer({ min: MIN_WEIGHT * 100, max: MAX_WEIGHT * 100 })
  .chain((size) => fc.constantFrom(size / 100, -size / 100));
const mix = fc
  .uniqueArray(fc.record({ text: word.map((text) => text.replace(/\s+/g, ' ')), weight }), {
    minLength: 1,
    maxLength: MAX_CANDIDATES,
    selector: ({ text }) => promptKey(text),
  })
  .filter((prompts) => prompts.some((prompt) => prompt.weight > 0))
  .filter((prompts) => formatPrompts(prompts).length <= MAX_PROMPT_LENGTH);

test('what is written as a member would type it is read as it was', () => {
  fc.assert(
    fc.property(mix, (prompts) => {
      expect(parsePrompts(formatPrompts(prompts))).toEqual({ ok: true, prompts });
    }),
  );
});

test('whatever is typed, what is understood is fit for Lyria', () => {
  const piece = fc.constantFrom('techno', 'a', ':', ',', '2', '-1', '0', '.', ' ', '\u202e', 'é');
  const typed = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(typed, (input) => {
      const parsed = parsePrompts(input);
      if (!parsed.ok) {
        expect(parsed.problem).not.toBe('');
        return;
      }
      const { prompts } = parsed;
      expect(prompts.length).toBeGreaterThan(0);
      expect(prompts.length).toBeLessThanOrEqual(MAX_CANDIDATES);
      expect(prompts.some((prompt) => prompt.weight > 0)).toBe(true);
      for (const prompt of prompts) {
        expect(promptKey(prompt.text)).not.toBe('');
        expect(Number.isFinite(prompt.weight)).toBe(true);
        expect(Math.abs(prompt.weight)).toBeGreaterThanOrEqual(MIN_WEIGHT);
      }
      expect(new Set(prompts.map(({ text }) => promptKey(text))).size).toBe(prompts.length);
    }),
    { numRuns: 2_000 },
  );
});
