import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeEtf, encodeEtf } from '#src/sandbox/gateway/etf.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** As Erlang's `term_to_binary` and libraries write them. */
const TERMS: readonly (readonly [name: string, bytes: string, value: unknown])[] = [
  ['a small integer', '83 61 01', 1],
  ['an integer', '83 62 ff ff ff ff', -1],
  ['a float', '83 46 3f f8 00 00 00 00 00 00', 1.5],
  ['a binary', '83 6d 00 00 00 02 6f 70', 'op'],
  ['nil as an old atom', '83 64 00 03 6e 69 6c', null],
  ['nil as a small atom', '83 73 03 6e 69 6c', null],
  ['true as a UTF-8 atom', '83 77 04 74 72 75 65', true],
  ['no list', '83 6a', []],
  ['a list of bytes', '83 6b 00 02 00 01', [0, 1]],
  ['a list', '83 6c 00 00 00 01 61 07 6a', [7]],
  ['a tuple', '83 68 02 61 00 61 01', [0, 1]],
  ['a map', '83 74 00 00 00 01 6d 00 00 00 01 73 61 05', { s: 5 }],
  ['a time in ms', '83 6e 06 00 a8 6f f6 91 93 01', 1_733_320_667_048],
  ['an id as a number', '83 6e 08 00 00 00 80 c2 e5 5f ab 12', '1345274354115543040'],
];

describe("Erlang's external term format", () => {
  test.each(TERMS)('reads %s', (_name, bytes, value) => {
    expect(decodeEtf(hex(bytes))).toEqual(value);
  });

  test('writes whatever JSON can say so that it is read the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(decodeEtf(encodeEtf(plain))).toEqual(plain);
      }),
    );
  });

  test('refuses keys that are atoms', () => {
    const bytes = hex('83 74 00 00 00 01 64 00 01 73 61 05');
    expect(() => decodeEtf(bytes)).toThrow(RangeError);
  });

  test('refuses what is cut short, and whatever else is no term, with a RangeError', () => {
    const whole = encodeEtf({ op: 2, d: { token: 'x', shard: [0, 1], presence: null } });
    for (let length = 0; length < whole.length; length += 1) {
      expect(() => decodeEtf(whole.subarray(0, length))).toThrow(RangeError);
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        try {
          decodeEtf(Buffer.concat([Buffer.of(131), noise]));
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });
});
