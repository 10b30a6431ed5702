import {
  constants,
  createDeflate,
  createZstdCompress,
  type Deflate,
  deflateSync,
  type ZstdCompress,
} from 'node:zlib';

/** Turns a frame's text into what goes into the WebSocket message. */
export interface FrameEncoder {
  /** Text for JSON, bytes for ETF. */
  encode(frame: string | Buffer, done: (data: string | Buffer) => void): void;
  close(): void;
}

/** @param compress The `compress` parameter of the gateway's URL. */
export function createEncoder(compress: string | null): FrameEncoder {
  if (compress === 'zlib-stream') return new StreamEncoder(createDeflate(), constants.Z_SYNC_FLUSH);
  if (compress === 'zstd-stream') {
    return new StreamEncoder(createZstdCompress(), constants.ZSTD_e_flush);
  }
  return plainEncoder;
}

export const plainEncoder: FrameEncoder = {
  encode: (frame, done) => done(frame),
  close() {},
};

/** Each frame by itself, for clients that ask for it when they identify. */
export const payloadEncoder: FrameEncoder = {
  encode: (frame, done) => done(deflateSync(frame)),
  close() {},
};

/** One compression context for the whole connection, flushed after each frame. */
class StreamEncoder implements FrameEncoder {
  readonly #stream: Deflate | ZstdCompress;
  readonly #flushKind: number;
  #chunks: Buffer[] = [];

  constructor(stream: Deflate | ZstdCompress, flushKind: number) {
    this.#stream = stream;
    this.#flushKind = flushKind;
    stream.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
  }

  encode(frame: string | Buffer, done: (data: Buffer) => void): void {
    this.#stream.write(frame);
    this.#stream.flush(this.#flushKind, () => {
      done(Buffer.concat(this.#chunks));
      this.#chunks = [];
    });
  }

  close(): void {
    this.#stream.destroy();
  }
}
