import { isIP } from 'node:net';
import { generate } from 'selfsigned';

/** How long a certificate is good for: longer than any sandbox runs, short enough to be harmless. */
const VALIDITY_DAYS = 365;
/** Machines whose clocks differ a little (containers, virtual machines) must agree that it is valid. */
const BACKDATING_DAYS = 1;

/** TLS material for servers on loopback, all PEM. */
export interface Certificate {
  /** The server's certificate, for 127.0.0.1 and localhost unless told otherwise. */
  readonly cert: string;
  /** Its private key. */
  readonly key: string;
  /** What a client has to trust: for `tls.setDefaultCACertificates` or `NODE_EXTRA_CA_CERTS`. */
  readonly caPem: string;
}

function daysFromNow(days: number): Date {
  const date = new Date();
  date.setDate(date.getDate() + days);
  return date;
}

/**
 * Creates an authority of its own and a server certificate signed by it. Two certificates instead
 * of one that signs itself, because not every TLS library accepts an authority as a server.
 */
export async function createCertificate({
  names = ['localhost', '127.0.0.1'],
  days = VALIDITY_DAYS,
  authorityName = 'Lyrebird sandbox authority',
}: {
  /** Of the server: host names and addresses. */
  readonly names?: readonly string[];
  readonly days?: number;
  readonly authorityName?: string;
} = {}): Promise<Certificate> {
  const validity = {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: daysFromNow(-BACKDATING_DAYS),
    notAfterDate: daysFromNow(days),
  } as const;
  const authority = await generate([{ name: 'commonName', value: authorityName }], {
    ...validity,
    extensions: [
      { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: 'commonName', value: names[0] ?? 'localhost' }], {
    ...validity,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: names.map((name) =>
          isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name },
        ),
      },
    ],
  });
  return { cert: server.cert, key: server.private, caPem: authority.cert };
}
