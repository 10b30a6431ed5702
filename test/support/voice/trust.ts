import { getCACertificates, setDefaultCACertificates } from 'node:tls';

/** Makes every TLS client of this process trust an authority beside the usual ones. */
export function trust(caPem: string): void {
  setDefaultCACertificates([...getCACertificates('default'), caPem]);
}
