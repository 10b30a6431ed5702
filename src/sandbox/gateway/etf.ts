/**
 * Erlang's external term format, as far as Discord's gateway uses it: what JSON can say, and the
 * forms in which libraries send it.
 */
const VERSION = 131;
const Tag = {
  newFloat: 70,
  smallInteger: 97,
  integer: 98,
  atom: 100,
  smallTuple: 104,
  nil: 106,
  string: 107,
  list: 108,
  binary: 109,
  smallBig: 110,
  smallAtom: 115,
  map: 116,
  atomUtf8: 118,
  smallAtomUtf8: 119,
} as const;

/** Room for every integer that a double holds exactly. */
const BIG_BYTES = 8;
const MAX_SMALL_INTEGER = 255;
const MIN_INTEGER = -(2 ** 31);
const MAX_INTEGER = 2 ** 31 - 1;
const ATOMS: ReadonlyMap<string, null | boolean> = new Map([
  ['nil', null],
  ['null', null],
  ['true', true],
  ['false', false],
]);

/** A value that JSON can say; maps have binary keys, ids stay texts. */
export function encodeEtf(value: unknown): Buffer {
  const parts: Buffer[] = [Buffer.of(VERSION)];
  write(value, parts);
  return Buffer.concat(parts);
}

function write(value: unknown, parts: Buffer[]): void {
  if (value === null || value === undefined) writeAtom('nil', parts);
  else if (typeof value === 'boolean') writeAtom(String(value), parts);
  else if (typeof value === 'number') writeNumber(value, parts);
  else if (typeof value === 'string') writeBinary(value, parts);
  else if (Array.isArray(value)) writeList(value, parts);
  else if (typeof value === 'object') writeMap(value, parts);
}

function writeAtom(name: string, parts: Buffer[]): void {
  const head = Buffer.of(Tag.atom, 0, 0);
  head.writeUInt16BE(name.length, 1);
  parts.push(head, Buffer.from(name, 'latin1'));
}

function writeNumber(value: number, parts: Buffer[]): void {
  if (!Number.isSafeInteger(value)) {
    const float = Buffer.alloc(9);
    float.writeUInt8(Tag.newFloat, 0);
    float.writeDoubleBE(value, 1);
    parts.push(float);
  } else if (value < MIN_INTEGER || value > MAX_INTEGER) {
    const magnitude = Buffer.alloc(BIG_BYTES);
    magnitude.writeBigUInt64LE(BigInt(Math.abs(value)));
    parts.push(Buffer.of(Tag.smallBig, BIG_BYTES, value < 0 ? 1 : 0), magnitude);
  } else if (value >= 0 && value <= MAX_SMALL_INTEGER) {
    parts.push(Buffer.of(Tag.smallInteger, value));
  } else {
    parts.push(sized(Tag.integer, value));
  }
}

function writeBinary(text: string, parts: Buffer[]): void {
  const bytes = Buffer.from(text, 'utf8');
  parts.push(sized(Tag.binary, bytes.length), bytes);
}

function writeList(values: readonly unknown[], parts: Buffer[]): void {
  if (values.length > 0) parts.push(sized(Tag.list, values.length));
  for (const each of values) write(each, parts);
  parts.push(Buffer.of(Tag.nil));
}

function writeMap(value: object, parts: Buffer[]): void {
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  parts.push(sized(Tag.map, entries.length));
  for (const [key, each] of entries) {
    writeBinary(key, parts);
    write(each, parts);
  }
}

/** A tag and 32 bits. */
function sized(tag: number, value: number): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(tag, 0);
  head.writeInt32BE(value, 1);
  return head;
}

/**
 * What a client has sent. Integers that a double cannot hold become texts, as with `parseJson`.
 *
 * @throws RangeError when it is no term, or says what JSON cannot.
 */
export function decodeEtf(bytes: Buffer): unknown {
  if (bytes.at(0) !== VERSION) throw new RangeError('Not the external term format');
  const reader = new Reader(bytes.subarray(1));
  const value = reader.value();
  if (!reader.isAtEnd) throw new RangeError('More than one term');
  return value;
}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  value(): unknown {
    const tag = this.#u8();
    switch (tag) {
      case Tag.smallInteger:
        return this.#u8();
      case Tag.integer:
        return this.#bytes.readInt32BE(this.#step(4));
      case Tag.newFloat:
        return this.#bytes.readDoubleBE(this.#step(8));
      case Tag.smallBig:
        return this.#big(this.#u8());
      case Tag.binary:
        return this.#text(this.#u32());
      case Tag.atom:
      case Tag.atomUtf8:
        return this.#atom(this.#u16());
      case Tag.smallAtom:
      case Tag.smallAtomUtf8:
        return this.#atom(this.#u8());
      case Tag.nil:
        return [];
      // A list of small integers, such as a shard, takes this form.
      case Tag.string:
        return [...this.#take(this.#u16())];
      case Tag.smallTuple:
        return this.#values(this.#u8());
      case Tag.list:
        return this.#list(this.#u32());
      case Tag.map:
        return this.#map(this.#u32());
      default:
        throw new RangeError(`An unknown tag: ${tag}`);
    }
  }

  #list(count: number): unknown[] {
    const values = this.#values(count);
    if (this.#u8() !== Tag.nil) throw new RangeError('An improper list');
    return values;
  }

  #values(count: number): unknown[] {
    if (count > this.#bytes.length) throw new RangeError('More values than there are bytes');
    return Array.from({ length: count }, () => this.value());
  }

  #map(count: number): Record<string, unknown> {
    if (count > this.#bytes.length) throw new RangeError('More entries than there are bytes');
    const entries = Array.from({ length: count }, () => {
      // Documented: keys that are atoms are refused.
      if (this.#u8() !== Tag.binary) throw new RangeError('A key that is no binary');
      return [this.#text(this.#u32()), this.value()] as const;
    });
    return Object.fromEntries(entries);
  }

  #atom(length: number): unknown {
    const name = this.#text(length);
    return ATOMS.has(name) ? ATOMS.get(name) : name;
  }

  #big(length: number): number | string {
    const negative = this.#u8() !== 0;
    const magnitude = this.#take(length).reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
    const value = negative ? -magnitude : magnitude;
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }

  #text(length: number): string {
    return this.#take(length).toString('utf8');
  }

  #take(length: number): Buffer {
    const from = this.#step(length);
    return this.#bytes.subarray(from, this.#at);
  }

  #u8(): number {
    return this.#bytes.readUInt8(this.#step(1));
  }

  #u16(): number {
    return this.#bytes.readUInt16BE(this.#step(2));
  }

  #u32(): number {
    return this.#bytes.readUInt32BE(this.#step(4));
  }

  #step(length: number): number {
    const from = this.#at;
    if (from + length > this.#bytes.length) throw new RangeError('The term ends too soon');
    this.#at += length;
    return from;
  }
}
