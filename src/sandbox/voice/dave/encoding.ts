/** The encoding of MLS (RFC 9420, section 2.1): big-endian numbers, vectors with their length. */

/** Lengths up to these, exclusive, take 1, 2 and 4 bytes; the two highest bits say which. */
const ONE_BYTE_LIMIT = 2 ** 6;
const TWO_BYTE_LIMIT = 2 ** 14;
const FOUR_BYTE_LIMIT = 2 ** 30;

export function u8(value: number): Buffer {
  return Buffer.of(value);
}

export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

export function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
}

/** `parts` one after the other, preceded by their length: written `<V>` in the RFC. */
export function vector(...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([lengthOf(body), body]);
}

function lengthOf(body: Buffer): Buffer {
  if (body.length < ONE_BYTE_LIMIT) return u8(body.length);
  if (body.length < TWO_BYTE_LIMIT) return u16(body.length | 0x4000);
  if (body.length < FOUR_BYTE_LIMIT) return u32((body.length | 0x8000_0000) >>> 0);
  throw new RangeError(`A vector of ${body.length} bytes is too long`);
}

/** Reads from the start of a buffer. Throws a RangeError when there is not enough to read. */
export class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** How many bytes have been read. */
  get position(): number {
    return this.#at;
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  u8(): number {
    return this.bytes(1).readUInt8();
  }

  u16(): number {
    return this.bytes(2).readUInt16BE();
  }

  u32(): number {
    return this.bytes(4).readUInt32BE();
  }

  u64(): bigint {
    return this.bytes(8).readBigUInt64BE();
  }

  bytes(length: number): Buffer {
    if (this.#at + length > this.#bytes.length) throw new RangeError('Message cut short');
    const bytes = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return bytes;
  }

  vector(): Buffer {
    const first = this.u8();
    const rest = first & 0x3f;
    switch (first >> 6) {
      case 0:
        return this.bytes(rest);
      case 1:
        return this.bytes((rest << 8) | this.u8());
      case 2:
        return this.bytes(rest * 2 ** 24 + (this.u8() << 16) + this.u16());
      default:
        throw new RangeError('Impossible vector length');
    }
  }

  /** Everything not read yet. */
  remainder(): Buffer {
    return this.bytes(this.#bytes.length - this.#at);
  }

  /** What lies between a former position and this one. */
  since(position: number): Buffer {
    return this.#bytes.subarray(position, this.#at);
  }
}
