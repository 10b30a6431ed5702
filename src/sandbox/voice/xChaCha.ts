import { createCipheriv } from 'node:crypto';

/** ChaCha20 works on blocks of 16 little-endian words. */
const BLOCK_BYTES = 64;
const WORD_BYTES = 4;
/** The block's first row: the same four words in every block (RFC 8439, section 2.3). */
const CONSTANTS = Buffer.from('expand 32-byte k', 'latin1');
/** Where the counter and the nonce, given together as the IV, stand in the block: the last row. */
const IV_AT = 48;
const ROW_BYTES = 16;

const ZEROS = Buffer.alloc(BLOCK_BYTES);

/** Writes one row of `block` less `subtrahend`, word by word modulo 2^32, into `target`. */
function subtractRow(
  block: Buffer,
  blockAt: number,
  subtrahend: Buffer,
  target: Buffer,
  targetAt: number,
): void {
  for (let at = 0; at < ROW_BYTES; at += WORD_BYTES) {
    const difference = block.readUInt32LE(blockAt + at) - subtrahend.readUInt32LE(at);
    target.writeUInt32LE(difference >>> 0, targetAt + at);
  }
}

/**
 * HChaCha20 (draft-irtf-cfrg-xchacha, section 2.2): the key under which XChaCha20 encrypts what
 * has this 16-byte start of the nonce.
 *
 * OpenSSL has ChaCha20 but not HChaCha20. The two differ in one step: ChaCha20 adds the block it
 * started from to the result of the rounds. So a block of key stream, less the first and the last
 * row of that start, which are known, is HChaCha20.
 */
export function xChaChaSubkey(key: Buffer, nonce: Buffer): Buffer {
  const block = createCipheriv('chacha20', key, nonce).update(ZEROS);
  const subkey = Buffer.allocUnsafe(2 * ROW_BYTES);
  subtractRow(block, 0, CONSTANTS, subkey, 0);
  subtractRow(block, IV_AT, nonce, subkey, ROW_BYTES);
  return subkey;
}
