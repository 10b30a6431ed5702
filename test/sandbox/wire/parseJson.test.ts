import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '#src/sandbox/wire/parseJson.ts';

/** Shorter numbers stay numbers. */
const FIRST_LONG = 1e15;

function isShort(value: unknown): boolean {
  if (typeof value === 'number') return Math.abs(value) < FIRST_LONG;
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(isShort);
}

describe('JSON from bots', () => {
  it('keeps every digit of ids that come as numbers', () => {
    const text =
      '{"guild_id":1345274354115543040,"ids":[ 1345274354115543041 ,7],"channel_id":null}';
    expect(parseJson(text)).toEqual({
      guild_id: '1345274354115543040',
      ids: ['1345274354115543041', 7],
      channel_id: null,
    });
  });

  it('leaves texts and fractions alone', () => {
    const text =
      '{"say":"\\"is it :1345274354115543040, then?","pi":3.14159265358979323846,"big":1e300}';
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  it('is otherwise what JSON says', () => {
    fc.assert(
      fc.property(fc.jsonValue().filter(isShort), (value) => {
        const text = JSON.stringify(value);
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('refuses what is none', () => {
    fc.assert(
      fc.property(fc.constantFrom('', '{', '[1,]', '01345274354115543040x', "{'a':1}"), (text) => {
        expect(() => parseJson(text)).toThrow(SyntaxError);
      }),
    );
  });
});
