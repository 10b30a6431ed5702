/**
 * Whether a secret stands in a text, in whatever writing. Made apart from src/redact, which is what is
 * put to the test: it knows other ways than that one does only by chance.
 */

/** So many characters of a secret are as bad as the whole: services quote keys in part. */
const PIECE = 12;
const BYTES_A_GROUP = 3;

/** The writing in which one of the secrets, or a good part of it, stands in a text; undefined when none does. */
export function leakIn(text: string, secrets: readonly string[]): string | undefined {
  const texts = [text, unescaped(text)];
  for (const secret of secrets) {
    for (const [writing, form] of writings(secret)) {
      const pieces = piecesOf(form, Math.round((PIECE * form.length) / secret.length));
      if (texts.some((each) => pieces.some((piece) => each.includes(piece)))) return writing;
    }
  }
  return undefined;
}

function writings(secret: string): readonly (readonly [string, string])[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  return [
    ['plain', secret],
    ['backwards', [...secret].reverse().join('')],
    ['URL-encoded', encodeURIComponent(secret)],
    ['URL-encoded, every character', hex.replace(/../g, '%$&')],
    ['in JSON', JSON.stringify(secret).slice(1, -1)],
    ['in JSON, every character', hex.replace(/../g, '\\u00$&')],
    ['hex', hex],
    ['HEX', hex.toUpperCase()],
    ['hex in pairs', hex.replace(/..(?=.)/g, '$& ')],
    ['bytes', [...bytes].join(',')],
    ...[0, 1, 2].flatMap((before) => {
      const form = base64(bytes, before);
      const urlForm = form.replaceAll('+', '-').replaceAll('/', '_');
      return [['base64', form] as const, ['base64url', urlForm] as const];
    }),
  ];
}

/** Of the encoded characters those that say nothing of what stands around the secret. */
function base64(bytes: Buffer, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const first = before === 0 ? 0 : before + 1;
  const clean = bytes.length + before - ((bytes.length + before) % BYTES_A_GROUP);
  return text.slice(first, (clean / BYTES_A_GROUP) * 4);
}

function piecesOf(form: string, length: number): string[] {
  if (form.length <= length) return [form];
  return Array.from({ length: form.length - length + 1 }, (_, start) =>
    form.slice(start, start + length),
  );
}

/** One layer of JSON off: what stands in a string of a log line. */
function unescaped(text: string): string {
  return text.replaceAll('\\"', '"').replaceAll('\\/', '/').replaceAll('\\\\', '\\');
}
