import { expect, test } from 'vitest';
import { limitKey, limitOf, routeText } from '#src/bot/rest/restLimit.ts';

const NOW = Date.parse('2026-11-27T12:00:00Z');
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const refusal = (headers: Record<string, string>) => ({ headers: new Headers(headers) });

test.each([
  ['of a route', { ...JSON_TYPE, 'retry-after': '300' }, { kind: 'route', ms: 300_000 }],
  [
    'of the bot',
    { ...JSON_TYPE, 'retry-after': '1.5', 'x-ratelimit-global': 'true' },
    { kind: 'global', ms: 1_500 },
  ],
  [
    'of the bot, by its scope',
    { ...JSON_TYPE, 'retry-after': '2', 'x-ratelimit-scope': 'global' },
    { kind: 'global', ms: 2_000 },
  ],
  [
    'Cloudflare, with a time',
    { 'content-type': 'text/html', 'retry-after': '3600' },
    { kind: 'edge', ms: 3_600_000 },
  ],
  ['Cloudflare, without a time', { 'content-type': 'text/plain' }, { kind: 'edge', ms: 60_000 }],
  ['without anything', {}, { kind: 'edge', ms: 60_000 }],
  [
    'with a date',
    { 'retry-after': 'Fri, 27 Nov 2026 12:10:00 GMT' },
    { kind: 'edge', ms: 600_000 },
  ],
  ['with a date gone by', { 'retry-after': 'Fri, 27 Nov 2026 11:00:00 GMT' }, { ms: 60_000 }],
  ['of no time', { ...JSON_TYPE, 'retry-after': '0' }, { kind: 'route', ms: 60_000 }],
  ['for ever', { 'retry-after': '1e9' }, { ms: 86_400_000 }],
] as const)('a limit %s', (_what, headers, expected) => {
  expect(limitOf(refusal(headers), NOW)).toMatchObject(expected);
});

test("the bot's limit stops everything but answers to interactions, Cloudflare's all of it", () => {
  const answer = 'http://discord/api/v10/interactions/1/token/callback';
  const edit = 'http://discord/api/v10/channels/1/messages/2?x=y';
  expect(limitKey('global', 'POST', answer)).toBeUndefined();
  expect(limitKey('global', 'PATCH', edit)).toBe('global');
  expect(limitKey('edge', 'POST', answer)).toBe(limitKey('edge', 'PATCH', edit));
  expect(limitKey('route', 'PATCH', edit)).toBe('PATCH /api/v10/channels/1/messages/2');
});

test('a route is told without ids and tokens', () => {
  const token = 'aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkw';
  expect(routeText(`POST /api/v10/interactions/123456789012345678/${token}/callback`)).toBe(
    'POST /api/v10/interactions/:id/:token/callback',
  );
});
