import { givePcm, takePcm } from '../audio/pcmPool.ts';

const BYTES_PER_SAMPLE = 2;

export type DecodedPcm =
  | { readonly ok: true; readonly pcm: Int16Array; readonly droppedBytes: number }
  | { readonly ok: false };

/** What MIME (RFC 2045) lets a line of base64 end with, and be indented by. */
const PADDING = 0x3d;
/**
 * Whole groups of four, and little enough for the part of the heap that is used over and over: a string
 * of half a megabyte would get fresh pages each time, which takes longer than to decode it.
 */
const PIECE_CHARACTERS = 49_152;

const WHITE_SPACE = /[ \t\r\n]+/g;

/**
 * Decodes base64 to 16-bit samples in an array of their own, aligned, which `givePcm` takes back. (The service's little-endian
 * is that of every machine Node 24 runs on, bar s390x.) Both alphabets, with padding or without, in
 * lines or in one.
 *
 * Bytes beyond the last whole sample of all channels are dropped, not carried over: a chunk is
 * complete in itself, so carrying the rest of a damaged one would swap bytes or channels from then
 * on, while dropping costs one sample at most.
 *
 * Not ok when anything in it is not base64. What could be read of it would be shifted against the
 * samples, and that is noise at full scale.
 */
export function decodePcm(base64: Buffer, channels: 1 | 2 = 2): DecodedPcm {
  const decoded = decode(base64) ?? decode(withoutWhiteSpace(base64));
  if (decoded === undefined) return { ok: false };
  const { pcm, byteCount } = decoded;
  const samples = Math.floor(byteCount / (BYTES_PER_SAMPLE * channels)) * channels;
  const droppedBytes = byteCount - samples * BYTES_PER_SAMPLE;
  return { ok: true, pcm: pcm.subarray(0, samples), droppedBytes };
}

function decode(base64: Buffer): { pcm: Int16Array; byteCount: number } | undefined {
  const characters = base64.length - padding(base64);
  const byteCount = Math.floor((characters * 3) / 4);
  // Node skips what is not base64: fewer bytes than the text has room for tell that it did. A
  // single character left over makes no byte, so it would go unnoticed.
  if (characters % 4 === 1) return undefined;
  const pcm = takePcm(Math.ceil(byteCount / BYTES_PER_SAMPLE));
  const target = Buffer.from(pcm.buffer);
  let written = 0;
  for (let from = 0; from < characters; from += PIECE_CHARACTERS) {
    const piece = base64.toString('latin1', from, Math.min(characters, from + PIECE_CHARACTERS));
    const room = Math.floor((piece.length * 3) / 4);
    if (target.write(piece, written, 'base64') !== room) {
      givePcm(pcm);
      return undefined;
    }
    written += room;
  }
  return { pcm, byteCount };
}

function padding(base64: Buffer): number {
  if (base64.at(-1) !== PADDING) return 0;
  return base64.at(-2) === PADDING ? 2 : 1;
}

function withoutWhiteSpace(base64: Buffer): Buffer {
  return Buffer.from(base64.toString('latin1').replace(WHITE_SPACE, ''), 'latin1');
}
