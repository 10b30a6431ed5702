import { describe, expect, it } from 'vitest';
import { readProposal } from '#commands/propose.ts';
import { interpretLocally } from '#src/words/localInterpreter.ts';
import { isHurtful } from '#src/words/refusal/hurtful.ts';
import { HARMLESS, HOSTILE } from './cases/hurtful.ts';

describe('words that hurt', () => {
  it('are enough to mean something', () => {
    expect(new Set(HOSTILE).size).toBeGreaterThanOrEqual(60);
    expect(new Set(HARMLESS).size).toBeGreaterThanOrEqual(200);
  });

  it('are known, however they are spelt', () => {
    expect(HOSTILE.filter((text) => !isHurtful(text))).toEqual([]);
  });

  it('are not seen where they are none', () => {
    expect(HARMLESS.filter(isHurtful)).toEqual([]);
  });

  it('are refused as words, as a list of tags and beside music', () => {
    const doors = HOSTILE.flatMap((text) => [
      text,
      `techno, ${text}`,
      `${text}:2, house`,
      `play ${text} please`,
    ]);
    const passed = doors.filter((text) => {
      const made = interpretLocally({ text });
      return made.kind !== 'refused' || made.reason !== 'unkind';
    });
    expect(passed).toEqual([]);
  });

  it('are refused as a proposal, by command or form', () => {
    expect(HOSTILE.filter((text) => readProposal(text).ok)).toEqual([]);
  });
});
