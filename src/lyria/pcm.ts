const BYTES_PER_SAMPLE = 2;

export type DecodedPcm =
  | { readonly ok: true; readonly pcm: Int16Array; readonly droppedBytes: number }
  | { readonly ok: false };

/** What MIME (RFC 2045) lets a line of base64 end with, and be indented by. */
const WHITE_SPACE = /[ \t\r\n]+/g;

/**
 * Decodes base64 to 16-bit samples in an array of their own, aligned. (The service's little-endian
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
export function decodePcm(base64: string, channels: 1 | 2 = 2): DecodedPcm {
  const decoded = decode(base64) ?? decode(base64.replace(WHITE_SPACE, ''));
  if (decoded === undefined) return { ok: false };
  const { pcm, byteCount } = decoded;
  const samples = Math.floor(byteCount / (BYTES_PER_SAMPLE * channels)) * channels;
  const droppedBytes = byteCount - samples * BYTES_PER_SAMPLE;
  return { ok: true, pcm: pcm.subarray(0, samples), droppedBytes };
}

function decode(base64: string): { pcm: Int16Array; byteCount: number } | undefined {
  const characters = base64.length - padding(base64);
  const byteCount = Math.floor((characters * 3) / 4);
  const pcm = new Int16Array(Math.ceil(byteCount / BYTES_PER_SAMPLE));
  // Node skips what is not base64: fewer bytes than the text has room for tell that it did. A
  // single character left over makes no byte, so it would go unnoticed.
  const written = Buffer.from(pcm.buffer).write(base64, 'base64');
  return written === byteCount && characters % 4 !== 1 ? { pcm, byteCount } : undefined;
}

function padding(base64: string): number {
  if (base64.endsWith('==')) return 2;
  return base64.endsWith('=') ? 1 : 0;
}
