import { expect, test } from 'vitest';
import { z } from 'zod';
import { audioMessage, type Base64Style } from '#src/generator/serverMessages.ts';

const messageSchema = z.object({
  serverContent: z.object({ audioChunks: z.array(z.object({ data: z.string() })) }),
});
/** Around the pieces that base64 is written in, and what is no whole group of three. */
const LENGTHS = [0, 1, 36_863, 36_864, 36_866, 384_000];

test.each<Base64Style>(['plain', 'url', 'lines'])('audio in %s base64 is whole', (style) => {
  const data = LENGTHS.map((length) => Buffer.alloc(length, 'lyrebird'));
  const pieces = data.map((piece) => ({ data: piece, base64: style }));
  const json = audioMessage(pieces, { prompts: [], config: {} }).toString();
  const { audioChunks } = messageSchema.parse(JSON.parse(json)).serverContent;
  const encoding = style === 'url' ? 'base64url' : 'base64';
  expect(audioChunks.map((chunk) => chunk.data.replaceAll('\r\n', ''))).toEqual(
    data.map((piece) => piece.toString(encoding)),
  );
  expect(audioChunks.at(-1)?.data.includes('\r\n')).toBe(style === 'lines');
});
