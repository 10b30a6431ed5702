import { Routes } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BucketLimiter } from '#src/sandbox/rest/BucketLimiter.ts';
import { type LimitDecision, unlimited } from '#src/sandbox/rest/RateLimiter.ts';
import { VirtualClock } from '#test/support/VirtualClock.ts';
import { type ApiAnswer, callApi } from '../support/api.ts';
import { logIn, type QuietSandbox, startQuietSandbox } from '../support/sandbox.ts';

const HOUR_MS = 3_600_000;

const SEND = { method: 'POST', route: '/channels/:channelId/messages' } as const;

describe('buckets', () => {
  let clock: VirtualClock;
  let limiter: BucketLimiter;
  beforeEach(() => {
    clock = new VirtualClock();
    limiter = new BucketLimiter(() => clock.now());
  });
  const send = (majorParameter = '1', sender = 'Bot a'): LimitDecision | null =>
    limiter.take({ ...SEND, majorParameter, sender });

  test('five messages in five seconds and channel; the sixth is told how long to wait', async () => {
    const remaining = [];
    for (let i = 0; i < 5; i += 1) remaining.push(send()?.remaining);
    expect(remaining).toEqual([4, 3, 2, 1, 0]);
    await clock.advance(1_500);
    expect(send()).toMatchObject({
      limit: 5,
      remaining: 0,
      resetAfterS: 3.5,
      refused: { scope: 'user', retryAfterS: 3.5 },
    });
    await clock.advance(3_500);
    expect(send()).toMatchObject({ remaining: 4, resetAfterS: 5 });
  });

  test('another channel, another bot and another method have windows of their own', () => {
    for (let i = 0; i < 5; i += 1) send();
    expect(send('2')?.refused).toBeUndefined();
    expect(send('1', 'Bot b')?.refused).toBeUndefined();
    const read = limiter.take({ ...SEND, method: 'GET', majorParameter: '1', sender: 'Bot a' });
    expect(read?.refused).toBeUndefined();
    expect(read?.bucket).not.toBe(send('2')?.bucket);
  });

  test('similar routes share a bucket', () => {
    const route = '/channels/:channelId/permissions/:targetId';
    const take = (method: string) =>
      limiter.take({ method, route, majorParameter: '1', sender: 'Bot a' });
    const [put, remove] = [take('PUT'), take('DELETE')];
    expect(put?.bucket).toBe(remove?.bucket);
    expect(remove?.remaining).toBe((put?.remaining ?? 0) - 1);
  });

  test('fifty requests a second in all, whatever they are for', async () => {
    const decisions = Array.from({ length: 51 }, (_, channel) => send(`${channel}`));
    expect(decisions.slice(0, 50).every((each) => each?.refused === undefined)).toBe(true);
    expect(decisions[50]?.refused).toEqual({ scope: 'global', retryAfterS: 1 });
    const follow = { method: 'POST', route: '/webhooks/:applicationId/:token' };
    const exempt = limiter.take({ ...follow, majorParameter: '1/t', sender: 'Bot a' });
    expect(exempt?.refused).toBeUndefined();
    await clock.advance(1_000);
    expect(send()?.refused).toBeUndefined();
  });

  test('first answers to interactions know no limit', () => {
    const callback = {
      method: 'POST',
      route: '/interactions/:interactionId/:token/callback',
      majorParameter: '',
      sender: 'Bot a',
    };
    for (let i = 0; i < 100; i += 1) expect(limiter.take(callback)).toBeNull();
  });

  test('windows that are over are forgotten', async () => {
    for (let i = 0; i < 5_000; i += 1) {
      limiter.take({ ...SEND, route: '/webhooks/:a/:t', majorParameter: `${i}`, sender: 'Bot a' });
      await clock.advance(50);
    }
    expect(send()?.remaining).toBe(4);
  });
});

describe('over HTTP', () => {
  let clock: VirtualClock;
  let sandbox: QuietSandbox;
  beforeEach(async () => {
    clock = new VirtualClock();
    sandbox = await startQuietSandbox({ clock, limiter: new BucketLimiter(() => clock.now()) });
  });
  afterEach(() => sandbox.close());

  const music = () => `/channels/${sandbox.announcement.channelIds['music']}/messages`;
  const say = (): Promise<ApiAnswer> => callApi(sandbox, 'POST', music(), { content: 'a' });
  const statistics = async () => {
    const response = await fetch(`${sandbox.announcement.controlUrl}/rest/statistics`);
    return response.json();
  };

  test('429 has the documented headers and body', async () => {
    for (let i = 0; i < 5; i += 1) expect((await say()).status).toBe(200);
    const { status, headers, body } = await say();
    expect(status).toBe(429);
    expect(body).toEqual({ message: 'You are being rate limited.', retry_after: 5, global: false });
    expect(headers.get('retry-after')).toBe('5');
    expect(headers.get('x-ratelimit-scope')).toBe('user');
    expect(headers.get('x-ratelimit-global')).toBeNull();
    expect(headers.get('x-ratelimit-limit')).toBe('5');
    expect(headers.get('x-ratelimit-remaining')).toBe('0');
    expect(headers.get('x-ratelimit-reset-after')).toBe('5.000');
    const resetMs = Number(headers.get('x-ratelimit-reset')) * 1_000;
    expect(Math.abs(resetMs - sandbox.discord.world.time.epochMs() - 5_000)).toBeLessThan(2);
    expect(headers.get('via')).toBe('1.1 google');
    expect(await statistics()).toMatchObject({
      limited: { user: 1, global: 0, shared: 0 },
      invalid: 1,
      shutOut: false,
    });
  });

  test('the limit of the whole says that it is global', async () => {
    const answers = await Promise.all(
      Array.from({ length: 51 }, (_, i) =>
        callApi(sandbox, 'GET', `/channels/${100_000_000_000_000_000n + BigInt(i)}`),
      ),
    );
    const limited = answers.filter(({ status }) => status === 429);
    expect(limited).toHaveLength(1);
    expect(limited[0]?.body).toMatchObject({ global: true });
    expect(limited[0]?.headers.get('x-ratelimit-global')).toBe('true');
    expect(limited[0]?.headers.get('x-ratelimit-scope')).toBe('global');
  });

  test('edits: five in five seconds, and three in six once a message is an hour old', async () => {
    const id = String(Object(await say()).body.id);
    const edit = (): Promise<ApiAnswer> =>
      callApi(sandbox, 'PATCH', `${music()}/${id}`, { content: 'b' });
    for (let i = 0; i < 5; i += 1) expect((await edit()).status).toBe(200);
    expect(await edit()).toMatchObject({ status: 429 });
    await clock.advance(HOUR_MS);
    for (let i = 0; i < 3; i += 1) expect((await edit()).status).toBe(200);
    const refused = await edit();
    expect(refused).toMatchObject({ status: 429, body: { code: 30046, retry_after: 6 } });
    expect(refused.headers.get('retry-after')).toBe('6');
    await clock.advance(6_000);
    expect((await edit()).status).toBe(200);
  });

  test('an answer to an interaction carries no limits and is never refused', async () => {
    const token = 'x'.repeat(40);
    for (let i = 0; i < 60; i += 1) {
      const path = `/interactions/123456789012345678/${token}/callback`;
      const { status, headers } = await callApi(sandbox, 'POST', path, { type: 4 });
      expect(status).toBe(404);
      expect(headers.get('x-ratelimit-bucket')).toBeNull();
    }
  });

  test('ten thousand invalid requests in ten minutes shut the address out', async () => {
    const { traffic } = sandbox.discord;
    for (let i = 0; i < 9_999; i += 1) traffic.answered(i % 2 === 0 ? 401 : 403, null);
    traffic.answered(404, null);
    traffic.answered(429, 'shared');
    expect((await callApi(sandbox, 'GET', '/users/@me')).status).toBe(200);
    const wrong = { authorization: 'Bot wrong' };
    expect((await callApi(sandbox, 'GET', '/users/@me', undefined, wrong)).status).toBe(401);
    const answer = await callApi(sandbox, 'GET', '/users/@me');
    expect(answer).toMatchObject({ status: 429, body: { code: 0 } });
    expect(answer.headers.get('via')).toBeNull();
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    await clock.advance(600_000);
    expect((await callApi(sandbox, 'GET', '/users/@me')).status).toBe(200);
  });
});

test('an unmodified REST client keeps the limits by the headers alone', async () => {
  const limiter = new BucketLimiter(() => performance.now());
  const sandbox = await startQuietSandbox({ limiter });
  const client = await logIn(sandbox);
  const { music } = sandbox.announcement.channelIds;
  const started = performance.now();
  // One at first, so that the client knows the bucket, then more than fit into a window.
  for (let i = 0; i < 7; i += 1) {
    await client.rest.post(Routes.channelMessages(music ?? ''), { body: { content: `${i}` } });
  }
  expect(performance.now() - started).toBeGreaterThan(4_500);
  expect(sandbox.discord.traffic.statistics.limited).toEqual({ user: 0, global: 0, shared: 0 });
  await client.destroy();
  await sandbox.close();
}, 15_000);

test('an unmodified REST client that runs into a limit it could not know waits and goes on', async () => {
  const limiter = new BucketLimiter(() => performance.now());
  // Another process of the same bot has used the window up.
  const sandbox = await startQuietSandbox({ limiter });
  const client = await logIn(sandbox);
  const { music = '' } = sandbox.announcement.channelIds;
  const sender = `Bot ${sandbox.announcement.discordToken}`;
  for (let i = 0; i < 5; i += 1) limiter.take({ ...SEND, majorParameter: music, sender });
  await client.rest.post(Routes.channelMessages(music), { body: { content: 'late' } });
  expect(sandbox.discord.traffic.statistics.limited.user).toBe(1);
  await client.destroy();
  await sandbox.close();
}, 15_000);

test('without limits nothing is refused', () => {
  const request = { ...SEND, majorParameter: '1', sender: 'Bot a' };
  for (let i = 0; i < 100; i += 1) expect(unlimited.take(request)?.refused).toBeUndefined();
});
