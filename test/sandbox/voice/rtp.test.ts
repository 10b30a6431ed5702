import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildDiscoveryResponse,
  DISCOVERY_BYTES,
  parseDiscoveryRequest,
} from '#src/sandbox/voice/discovery.ts';
import { buildRtpHeader, opusOf, parseRtpHeader } from '#src/sandbox/voice/rtp.ts';

const unsigned16 = fc.integer({ min: 0, max: 2 ** 16 - 1 });
const unsigned32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe('RTP headers', () => {
  it('are read as they were built', () => {
    fc.assert(
      fc.property(unsigned16, unsigned32, unsigned32, (sequence, timestamp, ssrc) => {
        expect(parseRtpHeader(buildRtpHeader(sequence, timestamp, ssrc))).toEqual({
          sequence,
          timestamp,
          ssrc,
          bytes: 12,
          extensionBytes: 0,
          padded: false,
        });
      }),
    );
  });

  it('may have contributing sources, an extension and padding', () => {
    const packet = Buffer.alloc(40);
    packet.writeUInt8(0x80 | 0x20 | 0x10 | 2, 0);
    packet.writeUInt8(0x80 | 120, 1);
    packet.writeUInt16BE(0xbede, 20);
    packet.writeUInt16BE(1, 22);
    const header = parseRtpHeader(packet);
    expect(header).toMatchObject({ bytes: 24, extensionBytes: 4, padded: true });
    if (header === undefined) return;
    expect(opusOf(header, Buffer.from([9, 9, 9, 9, 1, 2, 3, 0, 2]))).toEqual(
      Buffer.from([1, 2, 3]),
    );
    expect(opusOf(header, Buffer.from([9, 9, 9, 9, 1, 200]))).toBeUndefined();
    expect(opusOf(header, Buffer.alloc(0))).toBeUndefined();
  });

  it('of other kinds are no voice', () => {
    const rtcp = Buffer.alloc(40);
    rtcp.writeUInt8(0x80, 0);
    rtcp.writeUInt8(201, 1);
    expect(parseRtpHeader(rtcp)).toBeUndefined();
    expect(parseRtpHeader(buildRtpHeader(1, 1, 1).subarray(0, 11))).toBeUndefined();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(() => parseRtpHeader(Buffer.from(bytes))).not.toThrow();
      }),
    );
  });
});

describe('IP discovery', () => {
  it('answers with the address that it saw', () => {
    const response = buildDiscoveryResponse(7, '203.0.113.9', 50_004);
    expect(response.length).toBe(DISCOVERY_BYTES);
    expect(response.readUInt16BE(0)).toBe(2);
    expect(response.readUInt32BE(4)).toBe(7);
    expect(response.toString('latin1', 8, response.indexOf(0, 8))).toBe('203.0.113.9');
    expect(response.readUInt16BE(72)).toBe(50_004);
  });

  it('takes nothing else for a request', () => {
    const request = Buffer.alloc(DISCOVERY_BYTES);
    request.writeUInt16BE(1, 0);
    request.writeUInt16BE(70, 2);
    request.writeUInt32BE(77, 4);
    expect(parseDiscoveryRequest(request)).toBe(77);
    expect(parseDiscoveryRequest(request.subarray(1))).toBeUndefined();
    expect(parseDiscoveryRequest(buildDiscoveryResponse(77, '127.0.0.1', 1))).toBeUndefined();
  });
});
