import { expect, test } from 'vitest';
import { questionText } from '../../../src/bot/poll/renderPoll.ts';

const PROMPTS = [{ text: 'Techno', weight: 1 }];

test('a question tells the controls that come with a mix', () => {
  const config = { bpm: 128, scale: 'D_MAJOR_B_MINOR', density: 0.4, muteDrums: true } as const;
  const text = questionText({ kind: 'new-start', prompts: PROMPTS, config });
  expect(text).toMatch(/^Start afresh with .*Techno.*, 128 bpm, D major \/ B minor, density 40 %/);
  expect(text).toContain('no drums?');
});

test('a question tells whether what plays is to change or to make way', () => {
  const question = { kind: 'new-start', prompts: PROMPTS } as const;
  expect(questionText(question)).toMatch(/^Start afresh with .*Techno.*\?$/);
  expect(questionText({ ...question, isChange: true })).toMatch(/^Change what plays to .*Techno/);
});
