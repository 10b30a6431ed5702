import { afterEach, beforeEach, expect, test } from 'vitest';
import { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { VirtualClock } from '#test/support/VirtualClock.ts';
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

const gateway = () => fetch(`${sandbox.announcement.discordApiUrl}/v10/gateway`);

test.each([
  [401, '401: Unauthorized'],
  [403, '403: Forbidden'],
  [404, '404: Not Found'],
  [500, '500: Internal Server Error'],
])("the API's own %i is JSON", async (status, message) => {
  await control.discordFaults.breakRest({ status });
  expect(await me()).toMatchObject({ status, body: { message, code: 0 } });
  expect((await me()).headers.get('via')).toBe('1.1 google');
});

test('an error has the code and the words that are asked for', async () => {
  const fault = { status: 403, code: 50_001, message: 'Missing Access' };
  await control.discordFaults.breakRest(fault);
  expect(await me()).toMatchObject({
    status: 403,
    body: { message: 'Missing Access', code: 50_001 },
  });
});

test.each(['user', 'global', 'shared'] as const)('a limit of the scope %s', async (scope) => {
  await control.discordFaults.breakRest({ status: 429, retryAfterSeconds: 64.57, scope, times: 1 });
  const { status, headers, body } = await me();
  expect({ status, body }).toEqual({
    status: 429,
    body: {
      message: 'You are being rate limited.',
      retry_after: 64.57,
      global: scope === 'global',
    },
  });
  expect(headers.get('retry-after')).toBe('65');
  expect(headers.get('x-ratelimit-scope')).toBe(scope);
  expect(headers.get('x-ratelimit-global')).toBe(scope === 'global' ? 'true' : null);
  if (scope === 'user') expect(headers.get('x-ratelimit-remaining')).toBe('0');
  expect(await control.discordFaults.restStatistics()).toMatchObject({
    limited: { [scope]: 1 },
    invalid: scope === 'shared' ? 0 : 1,
  });
  expect((await me()).status).toBe(200);
});

test("Cloudflare's ban is no JSON, and the API has not seen the request", async () => {
  await control.discordFaults.breakRest({ cloudflare: true, retryAfterSeconds: 3_600 });
  const response = await gateway();
  expect(response.status).toBe(429);
  expect(response.headers.get('retry-after')).toBe('3600');
  expect(response.headers.get('via')).toBeNull();
  expect(response.headers.get('x-ratelimit-scope')).toBeNull();
  expect(response.headers.get('content-type')).toContain('text/plain');
  expect(await response.text()).toBe('error code: 1015');
});

test('a captive portal answers everything with its page', async () => {
  await control.discordFaults.breakRest({ status: 200, page: '<html>Log in</html>' });
  const response = await gateway();
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/html');
  expect(await response.text()).toBe('<html>Log in</html>');
});

test('a connection is reset without an answer', async () => {
  await control.discordFaults.breakRest({ reset: true, times: 1 });
  await expect(gateway()).rejects.toThrow('fetch failed');
  expect((await gateway()).status).toBe(200);
});

test('a fault ends by itself after its time', async () => {
  await control.discordFaults.breakRest({ status: 502, seconds: 90 });
  expect((await gateway()).status).toBe(502);
  await clock.advance(90_000);
  expect((await gateway()).status).toBe(200);
});

test('a fault that is none is refused', async () => {
  await expect(control.discordFaults.breakRest({ status: 199 })).rejects.toThrow('status');
  await expect(control.discordFaults.breakRest({ status: 204 })).rejects.toThrow('page');
  await expect(control.discordFaults.breakRest({ status: 600 })).rejects.toThrow('status');
});
