import { once } from 'node:events';
import { createServer as createPlain } from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { REUSED_READS, reuseMessages } from '#src/lyria/reuseBuffers.ts';
import { type Certificate, createCertificate } from '#src/sandbox/certificate.ts';

/** Below and above what is reused, and what comes in many reads. */
const size = fc.oneof(
  fc.nat(300),
  fc.integer({ min: 4_000, max: 70_000 }),
  fc.integer({ min: 500_000, max: 600_000 }),
);
/** Messages, each in one frame or several. */
const messages = fc.array(fc.array(size, { minLength: 1, maxLength: 3 }), { maxLength: 8 });
const RUNS = 12;

const open: AsyncDisposableStack[] = [];
let certificate: Certificate;
beforeAll(async () => {
  certificate = await createCertificate();
});
afterEach(async () => {
  for (const each of open.splice(0)) await each.disposeAsync();
});

describe.each(['ws', 'wss'] as const)('over %s', (scheme) => {
  test('messages arrive as they were sent, however long and in however many frames', async () => {
    const { server, client } = await connected(scheme);
    await fc.assert(
      fc.asyncProperty(messages, async (sizes) => {
        const sent = sizes.map((parts, index) => parts.map((bytes) => someBytes(bytes, index)));
        const arrived = arrivals(client, sent.length);
        for (const parts of sent) {
          server.ping();
          for (const [at, part] of parts.entries()) {
            server.send(part, { binary: true, fin: at === parts.length - 1 });
          }
        }
        const expected = sent.map((parts) => Buffer.concat(parts));
        expect(
          (await arrived).map((each, at) => each.equals(expected[at] ?? Buffer.of(0))),
        ).toEqual(expected.map(() => true));
      }),
      { numRuns: RUNS },
    );
  });

  test('long messages are put together in one place for all', async () => {
    const { server, client } = await connected(scheme);
    const places = new Set<ArrayBufferLike>();
    let count = 0;
    const all = new Promise<void>((resolve) => {
      client.on('message', (data) => {
        if (Buffer.isBuffer(data)) places.add(data.buffer);
        count += 1;
        if (count === 6) resolve();
      });
    });
    for (let i = 0; i < 6; i += 1) server.send(someBytes(500_000, i));
    await all;
    expect(places.size).toBe(1);
  });
});

async function connected(scheme: 'ws' | 'wss'): Promise<{ server: WebSocket; client: WebSocket }> {
  const stack = new AsyncDisposableStack();
  open.push(stack);
  const http =
    scheme === 'ws'
      ? createPlain()
      : createSecure({ key: certificate.key, cert: certificate.cert });
  stack.defer(() => void http.close());
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
  const { port } = http.address() as AddressInfo;
  const client = new WebSocket(`${scheme}://127.0.0.1:${port}`, {
    ...REUSED_READS,
    ca: certificate.caPem,
    perMessageDeflate: false,
  });
  const [[server]] = await Promise.all([once(sockets, 'connection'), once(client, 'open')]);
  stack.defer(() => client.terminate());
  reuseMessages(client);
  return { server, client };
}

/** Copies, since what a listener gets is good only until it returns. */
function arrivals(client: WebSocket, count: number): Promise<Buffer[]> {
  const arrived: Buffer[] = [];
  if (count === 0) return Promise.resolve(arrived);
  return new Promise((resolve) => {
    const listen = (data: unknown): void => {
      if (Buffer.isBuffer(data)) arrived.push(Buffer.from(data));
      if (arrived.length < count) return;
      client.off('message', listen);
      resolve(arrived);
    };
    client.on('message', listen);
  });
}

function someBytes(bytes: number, seed: number): Buffer {
  const some = Buffer.allocUnsafe(bytes);
  for (let at = 0; at < bytes; at += 1) some[at] = (at * 31 + (at >> 8) * 7 + seed) & 0xff;
  return some;
}
