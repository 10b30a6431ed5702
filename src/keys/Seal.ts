import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
/** As GCM is specified: chosen at random, they hardly repeat in 2^32 keys. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** What is sealed under another purpose or in another format opens nowhere else. */
const PURPOSE = 'lyrebird server keys 1';

/** Encrypts what is kept for one server, so that nobody reads it who has the database alone. */
export class Seal {
  readonly #key: Buffer;

  /** @param secret of 32 characters or more, which nobody can guess */
  constructor(secret: string) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', PURPOSE, KEY_BYTES));
  }

  /** @returns base64 of nonce, tag and ciphertext */
  close(guildId: string, text: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key, nonce, { authTagLength: TAG_BYTES });
    // One server's opens for no other.
    cipher.setAAD(Buffer.from(guildId));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /** Undefined: sealed with another secret, for another server, or damaged. */
  open(guildId: string, sealed: string): string | undefined {
    const bytes = Buffer.from(sealed, 'base64');
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
    if (tag.length < TAG_BYTES) return undefined;
    const cipher = createDecipheriv(CIPHER, this.#key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(guildId)).setAuthTag(tag);
    try {
      const text = [cipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), cipher.final()];
      return Buffer.concat(text).toString('utf8');
    } catch {
      return undefined;
    }
  }
}
