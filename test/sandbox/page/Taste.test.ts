import { expect, test } from 'vitest';
import { VOCABULARY } from '#src/generator/live/ears/vocabulary.ts';
import { think } from '#src/generator/live/mind.ts';
import { pleasure, TASTES } from '#src/sandbox/page/crowd/Taste.ts';

const taste = (name: string) => {
  const found = TASTES.find((each) => each.name === name);
  if (found === undefined) throw new Error(name);
  return found;
};

test('tastes differ as one would expect', () => {
  expect(pleasure(taste('loud and fast'), 'techno')).toBeGreaterThan(0.2);
  expect(pleasure(taste('soft and dreamy'), 'techno')).toBeLessThan(-0.2);
  expect(pleasure(taste('soft and dreamy'), 'ambient')).toBeGreaterThan(0.5);
  expect(pleasure(taste('made by hand'), 'synthwave')).toBeLessThan(0);
});

test('what nobody has heard of pleases the same each time, within bounds', () => {
  for (const each of TASTES) {
    const once = pleasure(each, 'qwertz uiop');
    expect(pleasure(each, 'qwertz uiop')).toBe(once);
    expect(Math.abs(once)).toBeLessThanOrEqual(1);
  }
});

test('asks the DJ only for what the stand-in understands', () => {
  const tools = new Set(['change_mix', 'set_controls']);
  for (const { name, sayings } of TASTES) {
    expect(sayings.length, name).toBeGreaterThan(0);
    for (const saying of sayings) {
      expect(think(saying, tools), saying).not.toEqual([]);
      const known = VOCABULARY.flatMap((phrase) => phrase.split(' '));
      for (const word of saying.split(' ')) expect(known, saying).toContain(word);
    }
  }
});
