import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client, GatewayIntentBits } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { patientSharding } from '#src/bot/gateway/PatientSharding.ts';
import type { Clock } from '#src/clock.ts';
import { silentLog } from '#src/log.ts';
import { VirtualClock } from '#test/support/VirtualClock.ts';

const HOST = '127.0.0.1';

/** Discord as it is in an outage: its API tells of a gateway that hangs up on everybody. */
async function brokenDiscord() {
  const waiting = new Set<() => void>();
  let connections = 0;
  const gateway = new WebSocketServer({ host: HOST, port: 0 });
  gateway.on('connection', (socket) => {
    socket.terminate();
    connections += 1;
    for (const wake of waiting) wake();
  });
  const portOf = (address: AddressInfo | string | null): number => {
    if (address === null || typeof address === 'string') throw new Error('has no port');
    return address.port;
  };
  const limit = { total: 1_000, remaining: 1_000, reset_after: 0, max_concurrency: 1 };
  const api = createServer((_request, response) => {
    const url = `ws://${HOST}:${portOf(gateway.address())}`;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ url, shards: 1, session_start_limit: limit }));
  });
  await new Promise<void>((resolve) => api.listen(0, HOST, resolve));
  onTestFinished(() => {
    api.closeAllConnections();
    api.close();
    gateway.close();
  });
  return {
    api: `http://${HOST}:${portOf(api.address())}/api`,
    get connections() {
      return connections;
    },
    async connected(count: number): Promise<void> {
      while (connections < count) await new Promise<void>((resolve) => waiting.add(resolve));
    },
  };
}

function clientOf(api: string, clock: Clock): Client {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api },
    ws: { buildStrategy: patientSharding({ clock, random: () => 1, log: silentLog }) },
  });
  onTestFinished(() => client.destroy());
  return client;
}

test('an unreachable gateway is tried later and later', async () => {
  const discord = await brokenDiscord();
  const waits: number[] = [];
  const clock: Clock = {
    now: () => 0,
    after(delayMs, callback) {
      waits.push(delayMs);
      queueMicrotask(callback);
      return { cancel: () => {} };
    },
  };
  const client = clientOf(discord.api, clock);
  void client.login('MTIz.abc.def');
  await discord.connected(4);
  expect(waits.slice(0, 3)).toEqual([1_000, 2_000, 4_000]);
});

test('nothing connects any more after the end, however it was waiting', async () => {
  const discord = await brokenDiscord();
  const clock = new VirtualClock();
  const client = clientOf(discord.api, clock);
  void client.login('MTIz.abc.def');
  const due = Promise.withResolvers<void>();
  const after = clock.after.bind(clock);
  clock.after = (delayMs, callback) => {
    due.resolve();
    return after(delayMs, callback);
  };
  await due.promise;
  expect(clock.pending).toBe(1);
  await client.destroy();
  expect(clock.pending).toBe(0);
  await clock.advance(60_000);
  expect(discord.connections).toBe(1);
});
