/** What @discordjs/voice tries, in its order; it takes the first that can be imported. */
const CANDIDATES: readonly (readonly [packageName: string, usedExport: string])[] = [
  ['sodium-native', 'crypto_aead_xchacha20poly1305_ietf_encrypt'],
  ['sodium', 'api'],
  ['libsodium-wrappers', 'crypto_aead_xchacha20poly1305_ietf_encrypt'],
  ['@stablelib/xchacha20poly1305', 'XChaCha20Poly1305'],
  ['@noble/ciphers/chacha.js', 'xchacha20poly1305'],
];

/**
 * Whether @discordjs/voice can encrypt with XChaCha20 here. It cannot where the first package it
 * finds is `libsodium-wrappers`: as an ES module that has its functions only on its default export.
 */
export async function libraryHasXChaCha(): Promise<boolean> {
  for (const [packageName, usedExport] of CANDIDATES) {
    try {
      const library: unknown = await import(packageName);
      return typeof library === 'object' && library !== null && usedExport in library;
    } catch {
      // Not installed: the next one.
    }
  }
  return false;
}
