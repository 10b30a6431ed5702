const CHUNK_BYTES = 256 * 1_024;
/** 3 MB a station, whatever the channel's bitrate: 300 s of the usual 64 kbit/s come to 2.4. */
const MOST_CHUNKS = 12;
/** Silence packets are the smallest, and there are five of them in a row. */
const MOST_PACKETS = CHUNK_BYTES / 32;

interface Chunk {
  readonly bytes: Buffer;
  readonly lengths: Uint16Array;
  used: number;
  count: number;
}

/** Packets as they were sent, one after the other: `lengths` says where each ends. */
export interface KeptPackets {
  readonly bytes: Uint8Array;
  /** In bytes, the oldest first. */
  readonly lengths: readonly number[];
}

/**
 * The last packets that were sent. Keeping one copies some 200 bytes into room that is there: twelve
 * pieces of it are made in a station's life, each when it is needed first, and then used again.
 */
export class PacketRing {
  /** The oldest first. */
  readonly #chunks: Chunk[] = [];

  keep(packet: Uint8Array): void {
    let chunk = this.#chunks.at(-1);
    if (
      chunk === undefined ||
      chunk.used + packet.length > CHUNK_BYTES ||
      chunk.count === MOST_PACKETS
    ) {
      chunk = this.#nextChunk();
    }
    chunk.bytes.set(packet, chunk.used);
    chunk.lengths[chunk.count] = packet.length;
    chunk.used += packet.length;
    chunk.count += 1;
  }

  /** The newest so many, or all there are. */
  last(most: number): KeptPackets {
    const lengths = this.#chunks.flatMap((chunk) => [...chunk.lengths.subarray(0, chunk.count)]);
    const kept = lengths.slice(Math.max(0, lengths.length - most));
    const all = Buffer.concat(this.#chunks.map(({ bytes, used }) => bytes.subarray(0, used)));
    const size = kept.reduce((sum, length) => sum + length, 0);
    return { bytes: all.subarray(all.length - size), lengths: kept };
  }

  #nextChunk(): Chunk {
    const oldest = this.#chunks.length < MOST_CHUNKS ? undefined : this.#chunks.shift();
    const chunk = oldest ?? {
      bytes: Buffer.allocUnsafeSlow(CHUNK_BYTES),
      lengths: new Uint16Array(MOST_PACKETS),
      used: 0,
      count: 0,
    };
    chunk.used = 0;
    chunk.count = 0;
    this.#chunks.push(chunk);
    return chunk;
  }
}
