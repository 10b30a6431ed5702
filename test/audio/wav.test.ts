import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeWav, encodeWav, WAV_HEADER_BYTES } from '#src/audio/wav.ts';

const wavs = fc.record({
  sampleRateHz: fc.integer({ min: 8_000, max: 192_000 }),
  channels: fc.integer({ min: 1, max: 8 }),
  pcm: fc.int16Array(),
});

describe('WAV', () => {
  it('reads what it wrote', () => {
    fc.assert(
      fc.property(wavs, (wav) => {
        expect(decodeWav(encodeWav(wav))).toEqual(wav);
      }),
    );
  });

  it('reads a file that begins at an odd offset and has chunks of other kinds', () => {
    const wav = { sampleRateHz: 48_000, channels: 2, pcm: Int16Array.of(1, -2, 3, -32_768) };
    const plain = encodeWav(wav);
    const list = Buffer.from('LIST\x03\0\0\0abc\0', 'latin1');
    const file = Buffer.concat([Buffer.of(0), plain.subarray(0, 36), list, plain.subarray(36)]);
    expect(decodeWav(file.subarray(1))).toEqual(wav);
  });

  it('writes the fields where every player looks for them', () => {
    const file = encodeWav({ sampleRateHz: 48_000, channels: 2, pcm: Int16Array.of(0x0201, 5) });
    expect(file.length).toBe(WAV_HEADER_BYTES + 4);
    expect(file.readUInt32LE(4)).toBe(file.length - 8);
    expect(file.readUInt32LE(28)).toBe(192_000);
    expect(file.readUInt16LE(32)).toBe(4);
    expect([...file.subarray(44, 46)]).toEqual([0x01, 0x02]);
  });

  it.each([
    ['noise', Buffer.alloc(100, 7)],
    ['nothing', Buffer.alloc(0)],
    [
      'a header alone',
      encodeWav({ sampleRateHz: 1, channels: 1, pcm: new Int16Array() }).subarray(0, 36),
    ],
    [
      '8-bit sound',
      Buffer.from(encodeWav({ sampleRateHz: 1, channels: 1, pcm: Int16Array.of(1) })).fill(
        8,
        34,
        35,
      ),
    ],
  ])('refuses %s', (_what, file) => {
    expect(() => decodeWav(file)).toThrow(RangeError);
  });
});
