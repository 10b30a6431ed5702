import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommitWelcome, parseKeyPackageOwner } from '#src/sandbox/voice/dave/commit.ts';
import { Reader, u8, u16, u32, u64, vector } from '#src/sandbox/voice/dave/encoding.ts';

describe('the encoding of MLS', () => {
  it('takes 1, 2 or 4 bytes for a length', () => {
    expect(vector(Buffer.alloc(63)).length).toBe(64);
    expect(vector(Buffer.alloc(64)).subarray(0, 2)).toEqual(Buffer.of(0x40, 0x40));
    expect(vector(Buffer.alloc(16_383)).length).toBe(16_385);
    expect(vector(Buffer.alloc(16_384)).subarray(0, 4)).toEqual(Buffer.of(0x80, 0, 0x40, 0));
  });

  it('is read as it was written', () => {
    fc.assert(
      fc.property(
        fc.nat(255),
        fc.nat(65_535),
        fc.nat(2 ** 31 - 1),
        fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
        fc.uint8Array({ maxLength: 20_000 }),
        (a, b, c, d, bytes) => {
          const body = Buffer.from(bytes);
          const reader = new Reader(Buffer.concat([u8(a), u16(b), u32(c), u64(d), vector(body)]));
          expect([reader.u8(), reader.u16(), reader.u32(), reader.u64()]).toEqual([a, b, c, d]);
          expect(reader.vector().equals(body)).toBe(true);
          expect(reader.atEnd).toBe(true);
        },
      ),
    );
  });

  it('that makes no sense is refused with a RangeError', () => {
    expect(() => new Reader(Buffer.of(0xc0)).vector()).toThrow(RangeError);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const noise = Buffer.concat([Buffer.of(0, 1, 0, 1), Buffer.from(bytes)]);
        expect(() => parseCommitWelcome(noise)).toThrow(RangeError);
        expect(() => parseKeyPackageOwner(noise)).toThrow(RangeError);
      }),
    );
  });
});
