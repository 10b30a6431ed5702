import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { xChaChaSubkey } from './xChaCha.ts';

/** What Discord offers since the older modes were discontinued, in its order of preference. */
export const ENCRYPTION_MODES = [
  'aead_aes256_gcm_rtpsize',
  'aead_xchacha20_poly1305_rtpsize',
] as const;

export type EncryptionMode = (typeof ENCRYPTION_MODES)[number];

export const TRANSPORT_KEY_BYTES = 32;
/** Appended to every packet: a big-endian counter, the start of the nonce. The rest is zeros. */
export const NONCE_COUNTER_BYTES = 4;
/** Appended by both ciphers, before the counter. */
export const AUTH_TAG_BYTES = 16;
/** Of AES-GCM and of ChaCha20-Poly1305 as in RFC 8439. */
const NONCE_BYTES = 12;
/** XChaCha20: the part of its 24-byte nonce that goes into deriving the key for one packet. */
const SUBKEY_NONCE_BYTES = 16;

/**
 * Seals and opens the RTP packets of one connection: the header is authenticated, the payload
 * encrypted, and the counter that makes the nonce follows in the clear.
 */
export interface Transport {
  readonly mode: EncryptionMode;
  /** The decrypted payload, or undefined when the packet was not sealed with this key. */
  open(packet: Buffer, headerBytes: number): Buffer | undefined;
  /** header, ciphertext, tag and counter, ready to send. Each call uses the next counter. */
  seal(header: Buffer, payload: Buffer): Buffer;
}

/** One direction of one packet: which cipher, with which key, under which nonce. */
type CipherParameters = (counter: Buffer) => {
  readonly algorithm: 'aes-256-gcm' | 'chacha20-poly1305';
  readonly key: KeyObject | Buffer;
  readonly nonce: Buffer;
};

function parametersOf(mode: EncryptionMode, rawKey: Buffer): CipherParameters {
  const nonce = Buffer.alloc(NONCE_BYTES);
  if (mode === 'aead_aes256_gcm_rtpsize') {
    const key = createSecretKey(rawKey);
    return (counter) => {
      counter.copy(nonce, 0);
      return { algorithm: 'aes-256-gcm', key, nonce };
    };
  }
  // The counter lies in the first 16 of the 24 bytes, so it changes the subkey, and the nonce that
  // is left for the inner cipher (4 zeros and the last 8 bytes) is always zero.
  const subkeyNonce = Buffer.alloc(SUBKEY_NONCE_BYTES);
  return (counter) => {
    counter.copy(subkeyNonce, 0);
    return { algorithm: 'chacha20-poly1305', key: xChaChaSubkey(rawKey, subkeyNonce), nonce };
  };
}

export function createTransportKey(): Buffer {
  return randomBytes(TRANSPORT_KEY_BYTES);
}

export function createTransport(mode: EncryptionMode, key: Buffer): Transport {
  const parameters = parametersOf(mode, key);
  const lastCounter = Buffer.alloc(NONCE_COUNTER_BYTES);
  let sealed = 0;

  return {
    mode,
    open(packet, headerBytes) {
      const counterAt = packet.length - NONCE_COUNTER_BYTES;
      const tagAt = counterAt - AUTH_TAG_BYTES;
      if (tagAt < headerBytes) return undefined;
      const { algorithm, key: packetKey, nonce } = parameters(packet.subarray(counterAt));
      const decipher =
        algorithm === 'aes-256-gcm'
          ? createDecipheriv(algorithm, packetKey, nonce)
          : createDecipheriv(algorithm, packetKey, nonce, { authTagLength: AUTH_TAG_BYTES });
      const ciphertext = packet.subarray(headerBytes, tagAt);
      decipher.setAAD(packet.subarray(0, headerBytes), { plaintextLength: ciphertext.length });
      decipher.setAuthTag(packet.subarray(tagAt, counterAt));
      const payload = decipher.update(ciphertext);
      try {
        decipher.final();
      } catch {
        return undefined;
      }
      return payload;
    },
    seal(header, payload) {
      sealed = (sealed + 1) % 2 ** 32;
      lastCounter.writeUInt32BE(sealed);
      const { algorithm, key: packetKey, nonce } = parameters(lastCounter);
      const cipher =
        algorithm === 'aes-256-gcm'
          ? createCipheriv(algorithm, packetKey, nonce)
          : createCipheriv(algorithm, packetKey, nonce, { authTagLength: AUTH_TAG_BYTES });
      cipher.setAAD(header, { plaintextLength: payload.length });
      const ciphertext = cipher.update(payload);
      cipher.final();
      return Buffer.concat([header, ciphertext, cipher.getAuthTag(), lastCounter]);
    },
  };
}
