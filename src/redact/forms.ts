import { layersOf } from './layers.ts';

/** A secret shorter than this is more likely a word: blotting it would garble every text. */
const SHORTEST_SECRET = 4;
/** An encoded form shorter than this could be part of anything. */
const SHORTEST_FORM = 6;
/** Bytes that a base64 text may hold before the secret: three of them make four whole characters. */
const BASE64_OFFSETS = [0, 1, 2];
const BYTES_A_GROUP = 3;
const BITS_A_BYTE = 8;
const BITS_A_CHARACTER = 6;

/**
 * How secrets are written, apart from escapes, which `layers.ts` takes off: as they are, as the bytes
 * that percent-encoding stands for, in hex, and in both alphabets of base64, wherever in the
 * encoded text they stand.
 */
export function formsOf(secrets: readonly string[]): string[] {
  const long = secrets.filter((secret) => secret.length >= SHORTEST_SECRET);
  return [...new Set(long.flatMap(formsOfOne))];
}

function formsOfOne(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const base64 = BASE64_OFFSETS.map((offset) => base64At(bytes, offset));
  const base64url = base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
  const encoded = [bytes.toString('hex'), ...base64, ...base64url];
  return [
    secret,
    bytes.toString('latin1'),
    // What looks like an escape in the secret itself is taken off with those around it.
    ...Array.from(layersOf(secret), ({ text }) => text),
    // A space in what a form sends.
    secret.replaceAll(' ', '+'),
    ...encoded.filter(({ length }) => length >= SHORTEST_FORM),
  ];
}

/** The characters that say nothing but the secret, after so many other bytes. */
function base64At(bytes: Buffer, offset: number): string {
  const before = Buffer.alloc(offset);
  const after = Buffer.alloc(BYTES_A_GROUP);
  const text = Buffer.concat([before, bytes, after]).toString('base64');
  const first = Math.ceil((offset * BITS_A_BYTE) / BITS_A_CHARACTER);
  const end = Math.floor(((offset + bytes.length) * BITS_A_BYTE) / BITS_A_CHARACTER);
  return text.slice(first, end);
}
