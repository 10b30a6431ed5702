import { afterEach, beforeEach, expect, test } from 'vitest';
import { ControlClient } from '../../../src/sandbox/client/ControlClient.ts';
import { VirtualClock } from '../../support/VirtualClock.ts';
import { callApi } from '../support/api.ts';
import { type QuietSandbox, startQuietSandbox } from '../support/sandbox.ts';

let clock: VirtualClock;
let sandbox: QuietSandbox;
let control: ControlClient;

beforeEach(async () => {
  clock = new VirtualClock();
  sandbox = await startQuietSandbox({ clock });
  control = new ControlClient(sandbox.announcement.controlUrl);
});
afterEach(async () => {
  await sandbox.close();
  expect(clock.pending).toBe(0);
});

const me = () => callApi(sandbox, 'GET', '/users/@me');

test('so many requests fail, and then no more', async () => {
  await control.discordFaults.breakRest({ status: 500, times: 2 });
  expect(await me()).toMatchObject({
    status: 500,
    body: { message: '500: Internal Server Error', code: 0 },
  });
  expect((await me()).status).toBe(500);
  expect((await me()).status).toBe(200);
});

test('a gateway error is a page, as from the servers in front', async () => {
  await control.discordFaults.breakRest({ status: 503 });
  const { discordApiUrl } = sandbox.announcement;
  const response = await fetch(`${discordApiUrl}/v10/gateway`);
  expect(response.status).toBe(503);
  expect(response.headers.get('content-type')).toContain('text/html');
});

test('only the method and route that are named', async () => {
  await control.discordFaults.breakRest({ status: 500, method: 'POST', route: '/messages' });
  const path = `/channels/${sandbox.announcement.channelIds['music']}/messages`;
  expect((await me()).status).toBe(200);
  expect((await callApi(sandbox, 'GET', path)).status).toBe(200);
  expect((await callApi(sandbox, 'POST', path, { content: 'a' })).status).toBe(500);
  await control.discordFaults.mendRest();
  expect((await callApi(sandbox, 'POST', path, { content: 'a' })).status).toBe(200);
});

test('an answer waits as long as it is told to, then is a good one', async () => {
  await control.discordFaults.breakRest({ delayMs: 2_000, times: 1 });
  let answered = false;
  const waiting = me().then((answer) => {
    answered = true;
    return answer;
  });
  while (clock.pending === 0) await new Promise(setImmediate);
  await clock.advance(1_999);
  expect(answered).toBe(false);
  await clock.advance(1);
  expect((await waiting).status).toBe(200);
});

test('a sandbox that ends lets nobody wait', async () => {
  await control.discordFaults.breakRest({ delayMs: 60_000 });
  const waiting = me().catch(() => null);
  while (clock.pending === 0) await new Promise(setImmediate);
  sandbox.discord.restFaults.close();
  expect((await waiting)?.status).toBe(200);
});

test('a fault that is none is refused', async () => {
  await expect(control.discordFaults.breakRest({ status: 404 })).rejects.toThrow('status');
});
