import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createTransport,
  createTransportKey,
  ENCRYPTION_MODES,
} from '#src/sandbox/voice/transport.ts';
import { xChaChaSubkey } from '#src/sandbox/voice/xChaCha.ts';

const HEADER_BYTES = 12;
const header = fc.uint8Array({ minLength: HEADER_BYTES, maxLength: HEADER_BYTES });
const payload = fc.uint8Array({ minLength: 0, maxLength: 400 });

it('derives the subkey of the test vector in draft-irtf-cfrg-xchacha-03, section 2.2.1', () => {
  const key = Buffer.from(
    '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f',
    'hex',
  );
  const nonce = Buffer.from('000000090000004a0000000031415927', 'hex');
  expect(xChaChaSubkey(key, nonce).toString('hex')).toBe(
    '82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc',
  );
});

describe.each(ENCRYPTION_MODES)('%s', (mode) => {
  it('opens what was sealed with the same key, in any order', () => {
    fc.assert(
      fc.property(header, fc.array(payload, { minLength: 1, maxLength: 5 }), (head, payloads) => {
        const key = createTransportKey();
        const sender = createTransport(mode, key);
        const receiver = createTransport(mode, key);
        const sealed = payloads.map((body) => sender.seal(Buffer.from(head), Buffer.from(body)));
        for (const [index, packet] of [...sealed.entries()].toReversed()) {
          expect(receiver.open(packet, HEADER_BYTES)).toEqual(Buffer.from(payloads[index] ?? []));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('opens nothing that was changed by a bit, header and counter included', () => {
    const key = createTransportKey();
    const sealed = createTransport(mode, key).seal(Buffer.alloc(HEADER_BYTES), Buffer.from('x'));
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(createTransport(mode, key).open(changed, HEADER_BYTES)).toBeUndefined();
    }
  });

  it('opens nothing that is too short or sealed with another key', () => {
    const sealed = createTransport(mode, createTransportKey()).seal(
      Buffer.alloc(HEADER_BYTES),
      Buffer.from('x'),
    );
    const receiver = createTransport(mode, createTransportKey());
    for (let bytes = 0; bytes <= sealed.length; bytes++) {
      expect(receiver.open(sealed.subarray(0, bytes), HEADER_BYTES)).toBeUndefined();
    }
  });

  it('counts from 1, and appends the counter', () => {
    const sender = createTransport(mode, createTransportKey());
    const counters = [1, 2, 3].map(() =>
      sender.seal(Buffer.alloc(HEADER_BYTES), Buffer.from('x')).subarray(-4).readUInt32BE(),
    );
    expect(counters).toEqual([1, 2, 3]);
  });
});
