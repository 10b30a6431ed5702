import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedact } from '../../src/lyria/redact.ts';

const KEY = 'AIzaSyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY';

describe('createRedact', () => {
  test.each([
    [`API key not valid: ${KEY}. Please`, 'API key not valid: [key]. Please'],
    [`cut off at AIzaSyD-9t`, 'cut off at [key]'],
    ['another: AIzaXXXXXXXX!', 'another: [key]!'],
    ['wss://host/ws?alt=json&key=anything&x=1', 'wss://host/ws?alt=json&key=[key]&x=1'],
    ['?key%3Danything', '?key%3D[key]'],
    ['newer AQ.Ab8RN6Ixyz_123', 'newer [key]'],
    ['The key of D major', 'The key of D major'],
  ])('%s', (given, expected) => {
    expect(createRedact([KEY])(given)).toBe(expected);
  });

  test('knows a secret of any shape, its writings and its beginning', () => {
    const redact = createRedact(['my+secret/key=9']);
    expect(redact('a my+secret/key=9 b')).toBe('a [key] b');
    expect(redact('a my%2Bsecret%2Fkey%3D9 b')).toBe('a [key] b');
    expect(redact('a my+secret… b')).toBe('a [key]… b');
  });

  test('leaves texts alone when a secret is no more than a letter', () => {
    expect(createRedact(['a'])('a text')).toBe('a text');
  });

  test('never lets a secret through, wherever it stands', () => {
    const secret = fc.string({ minLength: 4, maxLength: 60, unit: 'binary-ascii' });
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (key, before, after) => {
        // The placeholder itself may hold what a very short secret looks like.
        fc.pre(!'[key]'.includes(key) && !`${before}[key]${after}`.includes(key));
        expect(createRedact([key])(`${before}${key}${after}`)).not.toContain(key);
      }),
    );
  });
});
