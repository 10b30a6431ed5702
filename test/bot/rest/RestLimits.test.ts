import { RateLimitError, REST } from 'discord.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PATIENCE_MS, RestLimits } from '#src/bot/rest/RestLimits.ts';
import type { Conditions } from '#src/conditions.ts';
import { VirtualClock } from '#test/support/VirtualClock.ts';

const JSON_HEADERS = { 'content-type': 'application/json' };
const well = (): Response => new Response('{}', { status: 200, headers: JSON_HEADERS });
const page = (retryAfter?: string): Response =>
  new Response('error code: 1015', {
    status: 429,
    headers: {
      'content-type': 'text/html',
      ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
    },
  });
const limited = (seconds: number, scope = 'user'): Response =>
  new Response('{}', {
    status: 429,
    headers: {
      ...JSON_HEADERS,
      'retry-after': String(seconds),
      'x-ratelimit-scope': scope,
      ...(scope === 'global' ? { 'x-ratelimit-global': 'true' } : {}),
    },
  });

/** The library's own REST, whose requests a test answers. */
function rig(answer: (url: string) => Response) {
  const clock = new VirtualClock();
  const told: string[] = [];
  const asked: string[] = [];
  const conditions: Conditions = {
    raise: (_name, text) => told.push(text),
    clear: (name) => told.push(`over: ${name}`),
  };
  const limits = new RestLimits({
    clock,
    wallClock: () => Date.parse('2026-11-27T12:00:00Z') + clock.now(),
    conditions,
    request: async (url) => {
      asked.push(new URL(url).pathname);
      return answer(url);
    },
  });
  const rest = new REST({ ...limits.options, retries: 0 }).setToken('token');
  return { clock, told, asked, limits, rest };
}

test.each([
  ['Cloudflare, which says for how long', () => page('300'), 300_000, 'Cloudflare'],
  ['Cloudflare, which does not', () => page(), 60_000, 'Cloudflare'],
  ['the whole bot', () => limited(300, 'global'), 300_000, 'no request of this bot'],
  ['one route', () => limited(300), 300_000, 'no GET'],
] as const)(
  'a limit of %s: told at once with until when, and no request until then',
  async (_what, answer, ms, words) => {
    let isLimited = true;
    const { rest, asked, told, clock, limits } = rig(() => (isLimited ? answer() : well()));
    for (let press = 0; press < 5; press += 1) {
      await expect(rest.get('/gateway/bot')).rejects.toBeInstanceOf(RateLimitError);
    }
    expect(asked).toHaveLength(1);
    const until = new Date(Date.parse('2026-11-27T12:00:00Z') + ms).toISOString();
    expect(told).toEqual([expect.stringContaining(words)]);
    expect(told[0]).toContain(until);
    isLimited = false;
    await clock.advance(ms);
    await rest.get('/gateway/bot').catch(() => {});
    limits.close();
    expect(clock.pending).toBe(0);
  },
);

test('it is over with the next request that passes, or when nobody asks for a while', async () => {
  let answer = page('60');
  const { rest, told, clock } = rig(() => answer);
  await expect(rest.get('/users/@me')).rejects.toThrow();
  await clock.advance(60_000);
  answer = well();
  await rest.get('/users/@me');
  expect(told.slice(1)).toEqual(['over: discord.rate-limited']);
  answer = page('60');
  await expect(rest.get('/users/@me')).rejects.toThrow();
  await clock.advance(100_000);
  expect(told.slice(3)).toEqual(['over: discord.rate-limited']);
  expect(clock.pending).toBe(0);
});

test('a start outlasts it, without hammering', async () => {
  let refusals = 3;
  const { rest, asked, limits, clock, told } = rig(() => {
    refusals -= 1;
    return refusals >= 0 ? page('600') : well();
  });
  const start = limits.outlast(() => rest.get('/gateway/bot'));
  const pass = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second += 1) await clock.advance(1_000);
  };
  await pass(1_799);
  expect(asked).toHaveLength(3);
  await pass(5);
  await expect(start).resolves.toEqual({});
  expect(told.filter((text) => text.startsWith('over'))).toHaveLength(1);
});

test('the end of the program waits for nothing', async () => {
  const { rest, limits, clock } = rig(() => page('600'));
  void limits.outlast(() => rest.get('/gateway/bot'));
  await clock.advance(0);
  limits.close();
  expect(clock.pending).toBe(0);
});

test('answers to interactions go on while the bot is limited', async () => {
  const { rest, asked } = rig((url) =>
    url.includes('interactions') ? well() : limited(300, 'global'),
  );
  await expect(rest.get('/users/@me')).rejects.toThrow();
  await rest.post('/interactions/1/token/callback', { body: {}, auth: false }).catch(() => {});
  expect(asked).toHaveLength(2);
});

test('whatever is answered, no request goes out where a lasting limit stands', async () => {
  const answers = fc.oneof(
    fc.constant(() => well()),
    fc.integer({ min: 6, max: 900 }).map((seconds) => () => limited(seconds)),
    fc.integer({ min: 6, max: 900 }).map((seconds) => () => page(String(seconds))),
    fc.constant(() => page()),
  );
  const steps = fc.array(
    fc.record({ afterMs: fc.nat(400_000), path: fc.constantFrom('/a', '/b'), answer: answers }),
    { maxLength: 30 },
  );
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      let answer = well;
      let untilMs = { '/a': 0, '/b': 0 };
      const { clock, limits, asked, told } = rig(() => answer());
      const { makeRequest } = limits.options;
      for (const step of all) {
        await clock.advance(step.afterMs);
        answer = step.answer;
        const before = asked.length;
        const path = step.path === '/a' ? '/a' : '/b';
        const response = await makeRequest(`http://discord${path}`, { method: 'GET' });
        const wasStopped = untilMs[path] > clock.now();
        expect(asked.length - before).toBe(wasStopped ? 0 : 1);
        if (wasStopped) expect(response.status).toBe(429);
        else if (response.status === 429) {
          const until = clock.now() + Number(response.headers.get('retry-after')) * 1_000;
          const isPage = response.headers.get('x-ratelimit-scope') === null;
          untilMs = isPage
            ? { '/a': Math.max(until, untilMs['/a']), '/b': Math.max(until, untilMs['/b']) }
            : { ...untilMs, [path]: until };
        }
      }
      await clock.advance(2_000_000);
      expect(clock.pending).toBe(0);
      const [first, last] = [told[0], told.at(-1)];
      expect(first === undefined || !first.startsWith('over')).toBe(true);
      expect(last === undefined || last.startsWith('over')).toBe(true);
    }),
    { numRuns: 100 },
  );
  expect(PATIENCE_MS).toBeLessThan(6_000);
});
