import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { promptKey, tidyPrompt } from '#src/crowd/typed/memberText.ts';

describe('promptKey', () => {
  it.each([
    ['Deep House', '  deep \u00a0\n HOUSE '],
    ['Café', 'CAFE\u0301'],
    ['techno', 'ｔｅｃｈｎｏ'],
    ['tech\u200bno', 'techno'],
    ['Straße', 'STRASSE'],
    ['Straße', 'STRAẞE'],
    ['ΟΔΟΣ', 'οδος'],
  ])('takes %j and %j for the same', (one, other) => {
    expect(promptKey(one)).toBe(promptKey(other));
  });

  it('keeps different prompts apart', () => {
    expect(promptKey('house')).not.toBe(promptKey('deep house'));
  });

  it('is empty when nothing can be seen', () => {
    expect(promptKey(' \u200b\u2060\t')).toBe('');
  });

  it('does not change what it made', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        expect(promptKey(promptKey(text))).toBe(promptKey(text));
        expect(promptKey(tidyPrompt(text))).toBe(promptKey(text));
      }),
      { numRuns: 2_000 },
    );
  });
});
