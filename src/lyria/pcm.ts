const BYTES_PER_SAMPLE = 2;
/** A left and a right sample. */
const SAMPLES_PER_PAIR = 2;

export type DecodedPcm =
  | { readonly ok: true; readonly pcm: Int16Array; readonly droppedBytes: number }
  | { readonly ok: false };

/**
 * Decodes base64 to 16-bit stereo samples in an array of their own, aligned. (The service's
 * little-endian is that of every machine Node 24 runs on, bar s390x.)
 *
 * Bytes beyond the last whole sample pair are dropped, not carried over: a chunk is complete in
 * itself, so carrying the rest of a damaged one would swap bytes or channels from then on, while
 * dropping costs one pair at most.
 *
 * Not ok when anything in it is not base64. What could be read of it would be shifted against the
 * samples, and that is noise at full scale.
 */
export function decodePcm(base64: string): DecodedPcm {
  const characters = base64.length - padding(base64);
  const byteCount = Math.floor((characters * 3) / 4);
  const pcm = new Int16Array(Math.ceil(byteCount / BYTES_PER_SAMPLE));
  // Node skips what is not base64: fewer bytes than the text has room for tell that it did. A
  // single character left over makes no byte, so it would go unnoticed.
  const written = Buffer.from(pcm.buffer).write(base64, 'base64');
  if (written !== byteCount || characters % 4 === 1) return { ok: false };
  const pairs = Math.floor(byteCount / (BYTES_PER_SAMPLE * SAMPLES_PER_PAIR));
  const droppedBytes = byteCount - pairs * BYTES_PER_SAMPLE * SAMPLES_PER_PAIR;
  return { ok: true, pcm: pcm.subarray(0, pairs * SAMPLES_PER_PAIR), droppedBytes };
}

function padding(base64: string): number {
  if (base64.endsWith('==')) return 2;
  return base64.endsWith('=') ? 1 : 0;
}

/** What Lyria documents: the only format that is played. */
const FORMAT = { types: ['audio/l16', 'audio/pcm'], rate: '48000', channels: '2' } as const;

/** Whether a MIME type such as `audio/l16;rate=48000;channels=2` names the documented format. */
export function isDocumentedFormat(mimeType: string): boolean {
  const [type, ...parameters] = mimeType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const given = new Map(
    parameters.map((parameter) => {
      const [name = '', value = ''] = parameter.split('=').map((part) => part.trim());
      return [name, value] as const;
    }),
  );
  return (
    FORMAT.types.some((known) => known === type) &&
    (given.get('rate') ?? FORMAT.rate) === FORMAT.rate &&
    (given.get('channels') ?? FORMAT.channels) === FORMAT.channels
  );
}
