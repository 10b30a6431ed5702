import { getCACertificates, setDefaultCACertificates } from 'node:tls';

const USUAL = getCACertificates('default');

/**
 * Makes every TLS client of this process trust an authority beside the usual ones, in place of the
 * one before: sandboxes' authorities all have the same name, which OpenSSL goes by.
 */
export function trust(caPem: string): void {
  setDefaultCACertificates([...USUAL, caPem]);
}
