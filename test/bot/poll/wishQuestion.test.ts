import { expect, test } from 'vitest';
import { questionText } from '#src/bot/poll/renderPoll.ts';
import { ENGLISH } from '#src/texts/texts.ts';

const PROMPTS = [{ text: 'Techno', weight: 1 }];

test('a question tells the controls that come with a mix', () => {
  const config = { bpm: 128, scale: 'D_MAJOR_B_MINOR', density: 0.4, muteDrums: true } as const;
  const text = questionText(ENGLISH, { kind: 'new-start', prompts: PROMPTS, config });
  expect(text).toMatch(/^Start afresh with .*Techno.*, 128 bpm, D major \/ B minor, density 40%/);
  expect(text).toContain('no drums?');
});

test.each([
  [{ bpm: 128 }, 'Change the tempo to 128 bpm?'],
  [{ bpm: null }, 'Let the model choose the tempo?'],
  [{ scale: null }, 'Let the model choose the scale?'],
  [{ musicGenerationMode: 'DIVERSITY' }, 'Change the mode to diversity?'],
  [{ muteDrums: true }, 'Play on with no drums?'],
  [{ muteDrums: null, muteBass: true }, 'Play on with drums again and no bass?'],
  [
    { bpm: null, scale: 'D_MAJOR_B_MINOR' },
    'Change the tempo to one the model chooses and the scale to D major / B minor?',
  ],
  [
    { bpm: 128, density: 0.4, onlyBassAndDrums: true },
    'Change the tempo to 128 bpm and the density to 40%, with only bass and drums?',
  ],
] as const)('a question about controls says them: %j', (changes, text) => {
  expect(questionText(ENGLISH, { kind: 'controls', changes })).toBe(text);
});

test('a question tells whether what plays is to change or to make way', () => {
  const question = { kind: 'new-start', prompts: PROMPTS } as const;
  expect(questionText(ENGLISH, question)).toMatch(/^Start afresh with .*Techno.*\?$/);
  expect(questionText(ENGLISH, { ...question, isChange: true })).toMatch(
    /^Change what plays to .*Techno/,
  );
});
