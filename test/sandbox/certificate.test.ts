import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:tls';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Certificate, createCertificate } from '#src/sandbox/certificate.ts';

let certificate: Certificate;
const server = createServer();

beforeAll(async () => {
  certificate = await createCertificate();
  server.setSecureContext({ cert: certificate.cert, key: certificate.key });
  server.on('secureConnection', (socket) => socket.end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(() => {
  server.close();
});

function port(): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Not listening');
  return (address satisfies AddressInfo).port;
}

it.each(['127.0.0.1', 'localhost'])(
  'is trusted for %s by who trusts the authority',
  async (name) => {
    const socket = connect({
      port: port(),
      host: '127.0.0.1',
      ...(name === 'localhost' ? { servername: name } : {}),
      ca: certificate.caPem,
    });
    await once(socket, 'secureConnect');
    expect(socket.authorized).toBe(true);
    socket.destroy();
  },
);

it('is trusted by nobody else', async () => {
  const socket = connect({ port: port(), host: '127.0.0.1' });
  const [error] = await once(socket, 'error').catch((cause: unknown) => [cause]);
  expect(error).toBeInstanceOf(Error);
});

it('names loopback only, and cannot sign other certificates', () => {
  const x509 = new X509Certificate(certificate.cert);
  expect(x509.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1');
  expect(x509.ca).toBe(false);
  expect(new X509Certificate(certificate.caPem).ca).toBe(true);
});
