import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../log.ts';
import { makeFolder } from '../makeFolder.ts';

/** In the data folder, but in no backup: whoever has one of the two reads no key. */
export const SECRET_FILE = 'key-encryption.secret';
const OWNER_ONLY = 0o600;
const SECRET_BYTES = 32;
/** Of a secret that is good enough: 32 random bytes take 43 in base64. */
const LEAST_LENGTH = 32;

/**
 * What servers' keys are encrypted with: from the file in the data folder, which is made where it is not
 * there. Undefined, and a line in the log, where it can be neither read nor made.
 */
export function encryptionSecret(directory: string, log: Log): string | undefined {
  const path = join(directory, SECRET_FILE);
  try {
    const secret = readOrMake(directory, path);
    if (secret.length >= LEAST_LENGTH) return secret;
    log.error({ path }, 'This file holds no secret: servers can have no key of their own');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.error(
      { path, reason },
      'Servers can have no key of their own: no secret to encrypt it with',
    );
  }
  return undefined;
}

function readOrMake(directory: string, path: string): string {
  try {
    const secret = readFileSync(path, 'utf8').trim();
    chmodSync(path, OWNER_ONLY);
    return secret;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  makeFolder(directory);
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  writeFileSync(path, `${secret}\n`, { flag: 'wx', mode: OWNER_ONLY, flush: true });
  return secret;
}
