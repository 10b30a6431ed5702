import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { liftAudio } from '#src/lyria/liftAudio.ts';

const LONG = Buffer.alloc(6_000, 7).toString('base64');

/** What a chunk's data is in the end, by way of the lifted message. */
function dataIn(message: string): unknown[] {
  const { json, base64Of } = liftAudio(Buffer.from(message));
  const parsed = JSON.parse(json);
  const chunks: { readonly data: string }[] = parsed.serverContent.audioChunks;
  return chunks.map(({ data }) => base64Of(data).toString());
}

const messageOf = (...data: string[]) => ({
  serverContent: { audioChunks: data.map((each) => ({ data: each, mimeType: 'audio/l16' })) },
});

describe('base64 is taken out of a message before it is parsed', () => {
  test.each([
    ['in one line', JSON.stringify(messageOf(LONG))],
    ['indented', JSON.stringify(messageOf(LONG, 'AAAA', LONG), null, 2)],
    ['with escapes in it', JSON.stringify(messageOf(LONG.replace(/.{76}/g, '$&\r\n')))],
    ['beside long text of the same name', JSON.stringify({ data: [LONG], ...messageOf(LONG) })],
  ])('%s', (_what, message) => {
    const { serverContent } = JSON.parse(message);
    expect(dataIn(message)).toEqual(
      serverContent.audioChunks.map(({ data }: { readonly data: string }) => data),
    );
  });

  test('what is parsed is small', () => {
    expect(liftAudio(Buffer.from(JSON.stringify(messageOf(LONG)))).json.length).toBeLessThan(100);
  });

  test('any JSON stays what it was', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(LONG, '"data":"', '\u00000'),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), fc.dictionary(text, text), (data, others) => {
        const message = { ...messageOf(...data, LONG), zothers: others };
        const { json, base64Of } = liftAudio(Buffer.from(JSON.stringify(message)));
        const { zothers, serverContent } = JSON.parse(json);
        const kept = ([name, value]: [string, string]) => name !== 'data' || value !== LONG;
        expect(Object.entries(zothers).length).toBe(Object.entries(others).length);
        for (const [name, value] of Object.entries(others).filter(kept)) {
          if (!name.endsWith('"data')) expect(zothers[name]).toBe(value);
        }
        const chunks: { readonly data: string }[] = serverContent.audioChunks;
        expect(base64Of(chunks.at(-1)?.data ?? '').toString()).toBe(LONG);
      }),
    );
  });

  test('broken off in the middle it is no JSON, as before', () => {
    const message = JSON.stringify(messageOf(LONG));
    for (const end of [message.length - 3, 5_000, 40]) {
      const { json } = liftAudio(Buffer.from(message.slice(0, end)));
      expect(() => JSON.parse(json)).toThrow(SyntaxError);
    }
  });
});
