import fc from 'fast-check';
import { expect, test } from 'vitest';
import { completePrompts } from '#src/crowd/typed/completePlay.ts';
import { VOCABULARY } from '#src/music/vocabulary.ts';
import { translate } from '#src/words/translate.ts';

test('beginnings come first, then beginnings of words, then parts', () => {
  const choices = completePrompts('tech', translate);
  expect(choices.indexOf('Techno')).toBeLessThan(choices.indexOf('Minimal Techno'));
  expect(completePrompts('string', translate).length).toBeGreaterThan(0);
  expect(completePrompts('unsett', translate)).toContain('Unsettling');
});

test('a letter left out is forgiven', () => {
  expect(completePrompts('tecno', translate)).toContain('Techno');
});

test('what was typed can always be chosen as it is', () => {
  expect(completePrompts('my own words', translate)[0]).toBe('my own words');
});

test('the entries before the last one are kept, and not offered again', () => {
  const choices = completePrompts('Techno:2, dreamy pads:0.5, tec', translate);
  expect(choices).toContain('Techno:2, dreamy pads:0.5, tec');
  expect(choices.every((choice) => choice.startsWith('Techno:2, dreamy pads:0.5, '))).toBe(true);
  expect(choices).not.toContain('Techno:2, dreamy pads:0.5, Techno');
  expect(choices).toContain('Techno:2, dreamy pads:0.5, Minimal Techno');
});

test('before anything is typed there is some of everything', () => {
  const choices = completePrompts('', translate);
  expect(choices.length).toBeGreaterThan(15);
  expect(choices.every((choice) => VOCABULARY.includes(choice))).toBe(true);
});

test('whatever is typed, Discord takes the choices', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 250 }),
    fc
      .array(fc.constantFrom('Techno', 'te', ', ', ':2', ' '), { maxLength: 60 })
      .map((all) => all.join('')),
  );
  fc.assert(
    fc.property(typed, (input) => {
      const choices = completePrompts(input, translate);
      expect(choices.length).toBeLessThanOrEqual(25);
      expect(new Set(choices).size).toBe(choices.length);
      for (const choice of choices) {
        expect(choice.trim().length).toBeGreaterThan(0);
        expect(choice.length).toBeLessThanOrEqual(100);
      }
    }),
    { numRuns: 1_000 },
  );
});
