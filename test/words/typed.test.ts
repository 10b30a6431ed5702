import { describe, expect, it } from 'vitest';
import { ENGLISH } from '#src/texts/texts.ts';
import type { Interpretation } from '#src/words/interpretation.ts';
import { interpretLocally } from '#src/words/localInterpreter.ts';
import { TYPED, type TypedRequest } from './cases/typed.ts';
import { judge } from './judge.ts';

function wrongWith(one: TypedRequest, made: Interpretation): string[] {
  const { becomes, language, text, playing } = one;
  const kind = 'tags';
  const base = { language, kind, text, ...(playing && { playing }) } as const;
  if (!('refused' in becomes)) return judge({ ...base, expect: becomes }, made);
  if (made.kind === 'refused' && !ENGLISH.put(made.memberText).includes(becomes.refused)) {
    return [`answers: ${made.memberText.id}`];
  }
  return judge({ ...base, expect: 'refused' }, made);
}

describe('what members type', () => {
  it('is 80 requests in six languages', () => {
    expect(TYPED).toHaveLength(80);
    expect(new Set(TYPED.map(({ language }) => language)).size).toBe(6);
  });

  it.each(TYPED)('$language: $text', (one) => {
    expect(wrongWith(one, interpretLocally(one))).toEqual([]);
  });
});
