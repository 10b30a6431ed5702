import { Networking } from '@discordjs/voice';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ENCRYPTION_MODES } from '#src/sandbox/voice/transport.ts';
import { sealPackets } from '#src/voice/sealPackets.ts';

type Seal = (opus: Buffer, connection: object, dave: unknown) => Buffer;

function sealOf(networking: object): Seal {
  const seal: unknown = Reflect.get(networking, 'createAudioPacket');
  if (typeof seal !== 'function') throw new TypeError('No such method');
  return (...given) => Reflect.apply(seal, networking, given);
}

/** The library's own way, and ours, without a connection behind them. */
function ways(): { readonly library: Seal; readonly ours: Seal } {
  const library = Object.create(Networking.prototype);
  const ours = Object.create(Networking.prototype);
  sealPackets(ours);
  return { library: sealOf(library), ours: sealOf(ours) };
}

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

test.each(ENCRYPTION_MODES)(
  'packets sealed with %s are those of the library, byte for byte',
  (mode) => {
    const nonceBytes = mode === 'aead_aes256_gcm_rtpsize' ? 12 : 24;
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 400 }), { minLength: 1, maxLength: 5 }),
        bytes(32),
        fc.nat(65_535),
        fc.nat(2 ** 31),
        fc.constantFrom(0, 1, 2 ** 32 - 2, 2 ** 32 - 1),
        fc.boolean(),
        (payloads, secretKey, sequence, timestamp, nonce, hasDave) => {
          const { library, ours } = ways();
          const dave = hasDave
            ? { encrypt: (packet: Buffer) => Buffer.concat([packet, Buffer.from('dave')]) }
            : undefined;
          const connectionOf = () => ({
            encryptionMode: mode,
            secretKey,
            sequence,
            timestamp,
            ssrc: 77,
            nonce,
            nonceBuffer: Buffer.alloc(nonceBytes),
          });
          const one = connectionOf();
          const other = connectionOf();
          for (const payload of payloads) {
            const opus = Buffer.from(payload);
            expect(ours(opus, one, dave)).toEqual(library(opus, other, dave));
          }
          expect(one).toEqual(other);
        },
      ),
    );
  },
);

test('a new connection has its own key', () => {
  const { library, ours } = ways();
  const connectionOf = (key: number) => ({
    encryptionMode: 'aead_aes256_gcm_rtpsize',
    secretKey: new Uint8Array(32).fill(key),
    sequence: 1,
    timestamp: 1,
    ssrc: 1,
    nonce: 0,
    nonceBuffer: Buffer.alloc(12),
  });
  const opus = Buffer.from([1, 2, 3]);
  for (const key of [1, 2, 1]) {
    expect(ours(opus, connectionOf(key), undefined)).toEqual(
      library(opus, connectionOf(key), undefined),
    );
  }
});
