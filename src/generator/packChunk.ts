import { SAMPLE_RATE } from '../audio/frame.ts';
import { type PcmFormat, Resampler } from '../audio/resample/Resampler.ts';
import type { SourceMetadata } from '../music/controls.ts';
import { CHUNK_MS } from './frames.ts';
import { type AudioPiece, audioMessage, type Base64Style } from './serverMessages.ts';

/** What may be odd about how audio comes. The music in it is whole all the same. */
export interface ChunkOddities {
  /** Length of a chunk of audio; Lyria's are 2 s long. */
  readonly pieceMs: number;
  /** The chunks of 2 s come in one message. */
  readonly together: boolean;
  /** So many bytes that make no sample pair hang on each chunk: 0 to 3. */
  readonly strayBytes: number;
  /** A chunk of a format that nobody plays, full of noise, comes before each message. */
  readonly foreign: boolean;
  /** Messages without chunks, and chunks without data, come before each message. */
  readonly empty: boolean;
  /** Of the audio itself; Lyria's own is 48,000 Hz and stereo. */
  readonly rate: number;
  readonly channels: 1 | 2;
  /** What is said about it; null: the truth. Anything else is said of audio that is as it was. */
  readonly mimeType: string | null;
  /** How it is written: in one line, in lines of 76 characters, or in the alphabet for URLs. */
  readonly base64: Base64Style;
}

export const USUAL_CHUNKS: ChunkOddities = {
  pieceMs: CHUNK_MS,
  together: false,
  strayBytes: 0,
  foreign: false,
  empty: false,
  rate: SAMPLE_RATE,
  channels: 2,
  mimeType: null,
  base64: 'plain',
};

const FOREIGN_MIME_TYPE = 'audio/mpeg';
const FOREIGN_SAMPLES = 2_400;
const FULL_SCALE = 32_767;
/** Samples between two jumps of the noise: whoever plays it cannot but hear it. */
const JUMP_EVERY = 25;

/** Makes messages of one session's audio; a format of another rate is one stream from the first on. */
export class ChunkPacker {
  #resampler: Resampler | undefined;
  #rate = SAMPLE_RATE;

  /** The messages that bring `pcm`, 48 kHz stereo, to the client. */
  pack(pcm: Int16Array, source: SourceMetadata, oddities: ChunkOddities): Buffer[] {
    const { rate, channels, mimeType, base64 } = oddities;
    const name = mimeType ?? `audio/l16;rate=${rate};channels=${channels}`;
    const pieces = cut(this.#asFormat(pcm, { rate, channels }), oddities).map(
      (data): AudioPiece => ({ data, mimeType: name, base64 }),
    );
    const messages = oddities.together ? [pieces] : pieces.map((piece) => [piece]);
    return messages.flatMap((chunks) => [
      ...(oddities.empty ? [audioMessage([], source), audioMessage([EMPTY], source)] : []),
      ...(oddities.foreign ? [audioMessage([FOREIGN], source)] : []),
      audioMessage(chunks, source),
    ]);
  }

  #asFormat(pcm: Int16Array, { rate, channels }: PcmFormat): Int16Array {
    const stereo = this.#atRate(pcm, rate);
    if (channels === 2) return stereo;
    return Int16Array.from({ length: stereo.length >> 1 }, (_none, at) =>
      Math.round(((stereo[2 * at] ?? 0) + (stereo[2 * at + 1] ?? 0)) / 2),
    );
  }

  #atRate(pcm: Int16Array, rate: number): Int16Array {
    if (rate !== this.#rate) this.#resampler = undefined;
    this.#rate = rate;
    if (rate === SAMPLE_RATE) return pcm;
    this.#resampler ??= new Resampler({ rate: SAMPLE_RATE, channels: 2 }, rate);
    this.#resampler.push(pcm);
    const out = new Int16Array(2 * this.#resampler.availablePairs);
    this.#resampler.pull(out, 0, out.length >> 1);
    return out;
  }
}

function cut(pcm: Int16Array, oddities: ChunkOddities): Buffer[] {
  const { pieceMs, strayBytes, rate, channels } = oddities;
  const samples = Math.max(1, Math.round((Math.max(1, pieceMs) * rate) / 1_000)) * channels;
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
