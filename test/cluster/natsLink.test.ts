import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { NatsLink } from '#src/cluster/NatsLink.ts';
import { silentLog } from '#src/log.ts';

/** As much of a NATS server as a client needs to log in. */
async function natsServer() {
  const refusals = { left: 0 };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.write('INFO {"server_id":"A","version":"2.11.0","proto":1,"max_payload":1048576}\r\n');
    socket.on('data', (bytes) => {
      const lines = bytes.toString('utf8').split('\r\n');
      if (lines.some((line) => line.startsWith('CONNECT')) && refusals.left > 0) {
        refusals.left -= 1;
        socket.end("-ERR 'Authorization Violation'\r\n");
      } else for (const line of lines) if (line === 'PING') socket.write('PONG\r\n');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const drop = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(() => {
    drop();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `nats://user:password@127.0.0.1:${port}`, refusals, drop };
}

test('a server that refuses a user for a while is tried until it does not', async () => {
  const server = await natsServer();
  const { signal } = new AbortController();
  const link = await NatsLink.open({ url: server.url, log: silentLog, signal });
  onTestFinished(() => link.close());
  const back = new Promise<void>((resolve) => link.onBack(resolve));
  server.refusals.left = 3;
  server.drop();
  await back;
  expect(server.refusals.left).toBe(0);
  expect(link.upForMs).toBeDefined();
});

test('one that refuses a user from the beginning is told of at once', async () => {
  const server = await natsServer();
  server.refusals.left = 1;
  const { signal } = new AbortController();
  await expect(NatsLink.open({ url: server.url, log: silentLog, signal })).rejects.toMatchObject({
    failure: { code: 'cluster.denied' },
  });
});
