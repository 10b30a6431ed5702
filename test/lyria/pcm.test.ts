import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePcm } from '#src/lyria/pcm.ts';

const decoded = (text: string, channels?: 1 | 2) => decodePcm(Buffer.from(text), channels);

describe('decodePcm', () => {
  test('gives back the samples, aligned, whatever their number', () => {
    fc.assert(
      fc.property(fc.int16Array({ maxLength: 999 }), (samples) => {
        const bytes = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
        const made = decoded(bytes.toString('base64'));
        if (!made.ok) throw new Error('not decoded');
        const whole = samples.length - (samples.length % 2);
        expect([...made.pcm]).toEqual([...samples.subarray(0, whole)]);
        expect(made.droppedBytes).toBe((samples.length % 2) * 2);
        expect(made.pcm.byteOffset % Int16Array.BYTES_PER_ELEMENT).toBe(0);
      }),
    );
  });

  test.each([0, 1, 2, 3])('drops %i bytes of an incomplete pair', (extra) => {
    const made = decoded(Buffer.alloc(8 + extra, 1).toString('base64'));
    expect(made).toMatchObject({ ok: true, droppedBytes: extra });
    expect(made.ok && made.pcm.length).toBe(4);
  });

  test('takes base64 with or without padding', () => {
    expect(decoded('AQIDBA==')).toEqual({
      ok: true,
      pcm: new Int16Array([513, 1027]),
      droppedBytes: 0,
    });
    expect(decoded('AQIDBA')).toEqual({
      ok: true,
      pcm: new Int16Array([513, 1027]),
      droppedBytes: 0,
    });
  });

  test.each(['A', 'AQIDB', 'AQ!DBA==', 'AQ==IDBA', 'ÄQIDBA==', 'AQID\0BA==', 'not base64 at all!'])(
    'refuses %j',
    (text) => {
      expect(decoded(text).ok).toBe(false);
    },
  );

  test('refuses base64 that one foreign character was put into', () => {
    fc.assert(
      fc.property(
        fc.base64String({ minLength: 4 }),
        fc.nat(),
        fc.constantFrom('!', '.', '\0', '\u00a0', '€', '*'),
        (good, where, foreign) => {
          const at = where % good.length;
          expect(decoded(good.slice(0, at) + foreign + good.slice(at)).ok).toBe(false);
          expect(decoded(good.slice(0, at) + foreign + good.slice(at + 1)).ok).toBe(false);
        },
      ),
    );
  });

  test('takes base64 in lines, in the alphabet for URLs, and both, as if it were neither', () => {
    const blank = fc.constantFrom('\n', '\r\n', ' ', '\t', '\r\n  ');
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.nat({ max: 90 }),
        blank,
        (bytes, width, gap) => {
          const plain = Buffer.from(bytes).toString('base64');
          const lines = plain.match(new RegExp(`.{1,${width + 1}}`, 'g'))?.join(gap) ?? '';
          const forUrls = plain.replaceAll('+', '-').replaceAll('/', '_');
          const expected = decoded(plain);
          expect(expected.ok).toBe(true);
          for (const written of [lines, `${lines}${gap}`, forUrls, forUrls.replaceAll('=', '')]) {
            expect(decoded(written)).toEqual(expected);
          }
        },
      ),
    );
  });

  test('of one channel drops half a sample only', () => {
    expect(decoded(Buffer.alloc(7, 1).toString('base64'), 1)).toMatchObject({
      ok: true,
      droppedBytes: 1,
      pcm: new Int16Array(3).fill(257),
    });
  });

  test('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void decoded(text)));
  });
});
