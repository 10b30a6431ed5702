import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePcm, isDocumentedFormat } from '../../src/lyria/pcm.ts';

describe('decodePcm', () => {
  test('gives back the samples, aligned, whatever their number', () => {
    fc.assert(
      fc.property(fc.int16Array({ maxLength: 999 }), (samples) => {
        const bytes = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
        const decoded = decodePcm(bytes.toString('base64'));
        if (!decoded.ok) throw new Error('not decoded');
        const whole = samples.length - (samples.length % 2);
        expect([...decoded.pcm]).toEqual([...samples.subarray(0, whole)]);
        expect(decoded.droppedBytes).toBe((samples.length % 2) * 2);
        expect(decoded.pcm.byteOffset % Int16Array.BYTES_PER_ELEMENT).toBe(0);
      }),
    );
  });

  test.each([0, 1, 2, 3])('drops %i bytes of an incomplete pair', (extra) => {
    const decoded = decodePcm(Buffer.alloc(8 + extra, 1).toString('base64'));
    expect(decoded).toMatchObject({ ok: true, droppedBytes: extra });
    expect(decoded.ok && decoded.pcm.length).toBe(4);
  });

  test('takes base64 with or without padding', () => {
    expect(decodePcm('AQIDBA==')).toEqual({
      ok: true,
      pcm: new Int16Array([513, 1027]),
      droppedBytes: 0,
    });
    expect(decodePcm('AQIDBA')).toEqual({
      ok: true,
      pcm: new Int16Array([513, 1027]),
      droppedBytes: 0,
    });
  });

  test.each(['A', 'AQIDB', 'AQ!DBA==', 'AQ==IDBA', 'ÄQIDBA==', 'AQID\nBA==', 'not base64 at all'])(
    'refuses %j',
    (text) => {
      expect(decodePcm(text).ok).toBe(false);
    },
  );

  test('refuses base64 that one foreign character was put into', () => {
    fc.assert(
      fc.property(
        fc.base64String({ minLength: 4 }),
        fc.nat(),
        fc.constantFrom('!', ' ', '\n', '\0', '€', '*'),
        (good, where, foreign) => {
          const at = where % good.length;
          expect(decodePcm(good.slice(0, at) + foreign + good.slice(at)).ok).toBe(false);
          expect(decodePcm(good.slice(0, at) + foreign + good.slice(at + 1)).ok).toBe(false);
        },
      ),
    );
  });

  test('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void decodePcm(text)));
  });
});

test.each([
  ['audio/l16;rate=48000;channels=2', true],
  ['audio/L16; channels=2; rate=48000', true],
  ['audio/l16', true],
  ['audio/pcm;rate=48000', true],
  ['audio/l16;rate=44100;channels=2', false],
  ['audio/l16;rate=48000;channels=1', false],
  ['audio/mpeg', false],
  ['', false],
])('isDocumentedFormat(%j) is %s', (mimeType, expected) => {
  expect(isDocumentedFormat(mimeType)).toBe(expected);
});
