import fc from 'fast-check';
import { expect, test } from 'vitest';
import { completePlay } from '#src/crowd/typed/completePlay.ts';
import { findPresetByTitle, PRESETS } from '#src/crowd/typed/presets.ts';
import { ENGLISH } from '#src/texts/texts.ts';
import { translate } from '#src/words/translate.ts';

const valuesFor = (typed: string): string[] =>
  completePlay(ENGLISH, typed, translate).map(({ value }) => value);

test('there are at least 20 ready-made mixes, each found by its title', () => {
  expect(PRESETS.length).toBeGreaterThanOrEqual(20);
  for (const preset of PRESETS) {
    expect(valuesFor(preset.title)).toContain(preset.title);
    expect(findPresetByTitle(`  ${preset.title.toLowerCase()} `)).toBe(preset);
  }
});

test('a ready-made mix is found by what is in it, and shows its controls and tags', () => {
  const found = completePlay(ENGLISH, 'minimal', translate).find(
    ({ value }) => value === 'Warehouse at 4 am',
  );
  expect(found?.name).toContain('130 bpm');
  expect(found?.name).toContain('Minimal Techno');
});

test('what is typed comes first, then what begins so', () => {
  for (const typed of ['tech', 'sur', 'amb', 'lo-f']) {
    const [first, ...others] = valuesFor(typed);
    expect(first).toBe(typed);
    const begins = others.map((value) => value.toLowerCase().startsWith(typed));
    expect(begins).toContain(true);
    expect(begins).toEqual(begins.toSorted((a, b) => Number(b) - Number(a)));
  }
});

test.each([
  ['schlagz', 'Funk Drums'],
  ['guitarr', 'Warm Acoustic Guitar'],
  ['batteri', 'Funk Drums'],
  ['ピアノ', 'Smooth Pianos'],
  ['vertr', 'Dreamy'],
  ['violonc', 'Cello'],
])('a word of another language is completed: %s', (typed, tag) => {
  expect(valuesFor(typed)).toContain(tag);
});

test('a tag and ready-made mixes are both found', () => {
  const values = valuesFor('techno');
  expect(values).toContain('Minimal Techno');
  expect(values).toContain('Acid basement');
});

test('before anything is typed there are mixes and tags', () => {
  const values = valuesFor('');
  const titles = new Set(PRESETS.map(({ title }) => title));
  expect(values.some((value) => titles.has(value))).toBe(true);
  expect(values.some((value) => !titles.has(value))).toBe(true);
});

test('whatever is typed, Discord takes the choices', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (typed) => {
      const choices = completePlay(ENGLISH, typed, translate);
      expect(choices.length).toBeLessThanOrEqual(25);
      expect(new Set(choices.map(({ value }) => value)).size).toBe(choices.length);
      for (const { name, value } of choices) {
        expect(name.length).toBeGreaterThan(0);
        expect(name.length).toBeLessThanOrEqual(100);
        expect(value.length).toBeGreaterThan(0);
        expect(value.length).toBeLessThanOrEqual(100);
      }
    }),
  );
});
