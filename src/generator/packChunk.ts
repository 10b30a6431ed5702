import type { SourceMetadata } from '../lyria/controls.ts';
import { CHUNK_MS } from './frames.ts';
import { type AudioPiece, audioMessage } from './serverMessages.ts';

/** What may be odd about how audio comes. The music in it is whole all the same. */
export interface ChunkOddities {
  /** Length of a chunk of audio; Lyria's are 2 s long. */
  readonly pieceMs: number;
  /** The chunks of 2 s come in one message. */
  readonly together: boolean;
  /** So many bytes that make no sample pair hang on each chunk: 0 to 3. */
  readonly strayBytes: number;
  /** A chunk of another format, full of noise, comes before each message. */
  readonly foreign: boolean;
  /** Messages without chunks, and chunks without data, come before each message. */
  readonly empty: boolean;
}

export const USUAL_CHUNKS: ChunkOddities = {
  pieceMs: CHUNK_MS,
  together: false,
  strayBytes: 0,
  foreign: false,
  empty: false,
};

const SAMPLES_PER_MS = 48 * 2;
const FOREIGN_MIME_TYPE = 'audio/l16;rate=24000;channels=1';
const FOREIGN_SAMPLES = 2_400;
const FULL_SCALE = 32_767;
/** Samples between two jumps of the noise: whoever plays it cannot but hear it. */
const JUMP_EVERY = 25;

/** The messages that bring `pcm` to the client. */
export function packChunk(
  pcm: Int16Array,
  source: SourceMetadata,
  oddities: ChunkOddities,
): Buffer[] {
  const pieces = cut(pcm, oddities).map((data): AudioPiece => ({ data }));
  const messages = oddities.together ? [pieces] : pieces.map((piece) => [piece]);
  return messages.flatMap((chunks) => [
    ...(oddities.empty ? [audioMessage([], source), audioMessage([EMPTY], source)] : []),
    ...(oddities.foreign ? [audioMessage([FOREIGN], source)] : []),
    audioMessage(chunks, source),
  ]);
}

function cut(pcm: Int16Array, { pieceMs, strayBytes }: ChunkOddities): Buffer[] {
  const samples = Math.max(1, Math.round(pieceMs)) * SAMPLES_PER_MS;
  const pieces: Buffer[] = [];
  for (let start = 0; start < pcm.length; start += samples) {
    const piece = bytesOf(pcm.subarray(start, start + samples));
    pieces.push(strayBytes === 0 ? piece : Buffer.concat([piece, Buffer.alloc(strayBytes, 0x7f)]));
  }
  return pieces;
}

const EMPTY: AudioPiece = { data: Buffer.alloc(0) };
const FOREIGN: AudioPiece = {
  data: bytesOf(
    Int16Array.from({ length: FOREIGN_SAMPLES }, (_none, at) =>
      Math.floor(at / JUMP_EVERY) % 2 === 0 ? FULL_SCALE : -FULL_SCALE,
    ),
  ),
  mimeType: FOREIGN_MIME_TYPE,
};

function bytesOf(pcm: Int16Array): Buffer {
  return Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength);
}
