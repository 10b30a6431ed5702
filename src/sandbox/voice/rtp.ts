/** RFC 3550's fixed header. */
export const RTP_HEADER_BYTES = 12;
/** Discord's payload type for Opus. */
export const OPUS_PAYLOAD_TYPE = 120;
/** 20 ms at 48 kHz: what the timestamp grows by from one packet to the next. */
export const SAMPLES_PER_PACKET = 960;
const RTP_VERSION = 2;
const CSRC_BYTES = 4;
/** Profile and length, in 32-bit words, of the header extension. Discord leaves it in the clear. */
const EXTENSION_HEADER_BYTES = 4;
const EXTENSION_WORD_BYTES = 4;

/** What stands in the clear in front of an encrypted voice packet. */
export interface RtpHeader {
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  /** How much of the packet is authenticated but not encrypted ("rtpsize"). */
  readonly bytes: number;
  /** How much of the decrypted payload, at its start, is the header extension's body. */
  readonly extensionBytes: number;
  /** Whether the decrypted payload's last byte says how much of its end is padding. */
  readonly padded: boolean;
}

/** Reads the header of an Opus packet; undefined for everything else (RTCP, noise). */
export function parseRtpHeader(packet: Buffer): RtpHeader | undefined {
  if (packet.length < RTP_HEADER_BYTES) return undefined;
  const first = packet.readUInt8(0);
  if (first >> 6 !== RTP_VERSION) return undefined;
  if ((packet.readUInt8(1) & 0x7f) !== OPUS_PAYLOAD_TYPE) return undefined;

  let bytes = RTP_HEADER_BYTES + (first & 0x0f) * CSRC_BYTES;
  let extensionBytes = 0;
  if ((first & 0x10) !== 0) {
    if (packet.length < bytes + EXTENSION_HEADER_BYTES) return undefined;
    extensionBytes = packet.readUInt16BE(bytes + 2) * EXTENSION_WORD_BYTES;
    bytes += EXTENSION_HEADER_BYTES;
  }
  return {
    sequence: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    ssrc: packet.readUInt32BE(8),
    bytes,
    extensionBytes,
    padded: (first & 0x20) !== 0,
  };
}

/** The Opus packet inside a decrypted payload; undefined when the lengths contradict each other. */
export function opusOf(header: RtpHeader, payload: Buffer): Buffer | undefined {
  const padding = header.padded ? (payload.at(-1) ?? 0) : 0;
  const end = payload.length - padding;
  return end > header.extensionBytes ? payload.subarray(header.extensionBytes, end) : undefined;
}

/** A plain header of 12 bytes for what is forwarded to other members. */
export function buildRtpHeader(sequence: number, timestamp: number, ssrc: number): Buffer {
  const header = Buffer.alloc(RTP_HEADER_BYTES);
  header.writeUInt8(RTP_VERSION << 6, 0);
  header.writeUInt8(OPUS_PAYLOAD_TYPE, 1);
  header.writeUInt16BE(sequence, 2);
  header.writeUInt32BE(timestamp, 4);
  header.writeUInt32BE(ssrc, 8);
  return header;
}
