/** Uncompressed 16-bit PCM in a RIFF WAVE file. */

const BYTES_PER_SAMPLE = 2;
const PCM_FORMAT = 1;
const FORMAT_CHUNK_BYTES = 16;
/** RIFF header (12), format chunk (8 + 16), header of the data chunk (8). */
export const WAV_HEADER_BYTES = 44;
const RIFF_HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;

export interface WavFormat {
  readonly sampleRateHz: number;
  readonly channels: number;
}

export interface Wav extends WavFormat {
  /** Interleaved. */
  readonly pcm: Int16Array;
}

/** What comes before `dataBytes` of PCM. */
function wavHeader(format: WavFormat, dataBytes: number): Buffer {
  const { sampleRateHz, channels } = format;
  const header = Buffer.alloc(WAV_HEADER_BYTES);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(WAV_HEADER_BYTES - CHUNK_HEADER_BYTES + dataBytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(FORMAT_CHUNK_BYTES, 16);
  header.writeUInt16LE(PCM_FORMAT, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(sampleRateHz, 24);
  header.writeUInt32LE(sampleRateHz * channels * BYTES_PER_SAMPLE, 28);
  header.writeUInt16LE(channels * BYTES_PER_SAMPLE, 32);
  header.writeUInt16LE(8 * BYTES_PER_SAMPLE, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(dataBytes, 40);
  return header;
}

export function encodeWav(wav: Wav): Buffer {
  const { buffer, byteOffset, byteLength } = wav.pcm;
  // Every machine Node 24 runs on is little-endian, as WAV is.
  const data = Buffer.from(buffer, byteOffset, byteLength);
  return Buffer.concat([wavHeader(wav, byteLength), data]);
}

/**
 * Reads a file with 16-bit PCM, skipping the chunks it does not know. Throws a RangeError that
 * says what is wrong with any other file.
 */
export function decodeWav(file: Buffer): Wav {
  if (
    file.length < RIFF_HEADER_BYTES ||
    file.toString('latin1', 0, 4) !== 'RIFF' ||
    file.toString('latin1', 8, 12) !== 'WAVE'
  ) {
    throw new RangeError('Not a WAVE file');
  }
  let format: WavFormat | undefined;
  let at = RIFF_HEADER_BYTES;
  while (at + CHUNK_HEADER_BYTES <= file.length) {
    const id = file.toString('latin1', at, at + 4);
    const declaredBytes = file.readUInt32LE(at + 4);
    const body = file.subarray(at + CHUNK_HEADER_BYTES, at + CHUNK_HEADER_BYTES + declaredBytes);
    if (id === 'fmt ') format = readFormat(body);
    if (id === 'data') {
      if (format === undefined) throw new RangeError('WAVE file without a format');
      return { ...format, pcm: samplesOf(body) };
    }
    // Chunks of odd length are followed by a byte of padding.
    at += CHUNK_HEADER_BYTES + declaredBytes + (declaredBytes % 2);
  }
  throw new RangeError('WAVE file without sound');
}

function readFormat(body: Buffer): WavFormat {
  if (body.length < FORMAT_CHUNK_BYTES) throw new RangeError('WAVE format cut short');
  if (body.readUInt16LE(0) !== PCM_FORMAT || body.readUInt16LE(14) !== 8 * BYTES_PER_SAMPLE) {
    throw new RangeError('Not 16-bit PCM');
  }
  return { channels: body.readUInt16LE(2), sampleRateHz: body.readUInt32LE(4) };
}

/** A copy: a view would need an even offset, and would keep the whole file alive. */
function samplesOf(body: Buffer): Int16Array {
  const samples = new Int16Array(Math.floor(body.length / BYTES_PER_SAMPLE));
  Buffer.from(samples.buffer).set(body.subarray(0, samples.byteLength));
  return samples;
}
