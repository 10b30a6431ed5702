import { expect, test } from 'vitest';
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
