import { setImmediate as turn } from 'node:timers/promises';

/** Ogg's checksum: CRC-32 with the polynomial 04c11db7, unreflected, from 0 (RFC 3533). */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index << 24;
  for (let bit = 0; bit < 8; bit += 1) {
    value = value & 0x80_00_00_00 ? (value << 1) ^ 0x04_c1_1d_b7 : value << 1;
  }
  return value >>> 0;
});

const HEADER_BYTES = 27;
const FIRST_PAGE = 2;
const LAST_PAGE = 4;
const SAMPLE_RATE = 48_000;
const PACKET_SAMPLES = 960;
/** A second a page: one can be sought to. Packets have 1,275 bytes at most, so 255 lacings suffice. */
const PACKETS_A_PAGE = 50;
/** A page of 128 kbit/s takes some 0.1 ms; the event loop is the music's after so many. */
const PAGES_A_TURN = 4;
/** A page holds 255 segments of up to 255 bytes. */
const MOST_SEGMENTS = 255;

/**
 * An Ogg Opus file (RFC 7845) of packets of 20 ms, stereo, as they are: nothing is encoded again.
 *
 * @param skip how many of the first packets are only there for the decoder to find in, and not heard
 * @param tags `TITLE=...`, for players to show
 */
export async function oggOpus(
  packets: readonly Uint8Array[],
  { skip, tags, serial }: { skip: number; tags: readonly string[]; serial: number },
): Promise<Buffer> {
  const pages: Buffer[] = [];
  const add = (group: readonly Uint8Array[], flags: number, granule: number): void => {
    pages.push(page(group, { flags, granule, serial, sequence: pages.length }));
  };
  add([head(skip * PACKET_SAMPLES)], FIRST_PAGE, 0);
  add([comments(tags)], 0, 0);
  for (let from = 0; from < packets.length; ) {
    const group = groupFrom(packets, from);
    from += group.length;
    add(group, from === packets.length ? LAST_PAGE : 0, from * PACKET_SAMPLES);
    if (pages.length % PAGES_A_TURN === 0) await turn();
  }
  return Buffer.concat(pages);
}

/** As many of the next as fit on a page. */
function groupFrom(packets: readonly Uint8Array[], from: number): readonly Uint8Array[] {
  let segments = 0;
  let count = 0;
  for (const packet of packets.slice(from, from + PACKETS_A_PAGE)) {
    segments += segmentsOf(packet);
    if (segments > MOST_SEGMENTS) break;
    count += 1;
  }
  return packets.slice(from, from + count);
}

function segmentsOf({ length }: Uint8Array): number {
  return Math.floor(length / 255) + 1;
}

function page(
  packets: readonly Uint8Array[],
  place: { flags: number; granule: number; serial: number; sequence: number },
): Buffer {
  const lacing = packets.flatMap((packet) => [
    ...new Array<number>(segmentsOf(packet) - 1).fill(255),
    packet.length % 255,
  ]);
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('OggS', 0, 'latin1');
  header[5] = place.flags;
  header.writeBigInt64LE(BigInt(place.granule), 6);
  header.writeUInt32LE(place.serial, 14);
  header.writeUInt32LE(place.sequence, 18);
  header[26] = lacing.length;
  const whole = Buffer.concat([header, Buffer.from(lacing), ...packets]);
  whole.writeUInt32LE(crcOf(whole), 22);
  return whole;
}

function crcOf(bytes: Uint8Array): number {
  let crc = 0;
  // By index: an iterator takes several times as long.
  for (let at = 0; at < bytes.length; at += 1) {
    crc = (crc << 8) ^ (CRC_TABLE[(crc >>> 24) ^ (bytes[at] ?? 0)] ?? 0);
  }
  return crc >>> 0;
}

function head(preSkip: number): Buffer {
  const head = Buffer.alloc(19);
  head.write('OpusHead', 0, 'latin1');
  head[8] = 1;
  head[9] = 2;
  head.writeUInt16LE(preSkip, 10);
  head.writeUInt32LE(SAMPLE_RATE, 12);
  return head;
}

function comments(tags: readonly string[]): Buffer {
  const strings = ['Lyrebird', ...tags].map((text) => Buffer.from(text));
  const [vendor, ...list] = strings.map((text) => Buffer.concat([uint32(text.length), text]));
  if (vendor === undefined) throw new Error('There is a vendor');
  return Buffer.concat([Buffer.from('OpusTags'), vendor, uint32(list.length), ...list]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
