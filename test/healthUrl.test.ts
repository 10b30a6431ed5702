import { expect, test } from 'vitest';
import { parseConfig } from '#src/config.ts';
import { healthUrl } from '#src/healthUrl.ts';

test.each([
  [{}, 'http://127.0.0.1:8080/health'],
  [{ HEALTH_PORT: '' }, 'http://127.0.0.1:8080/health'],
  [{ HEALTH_PORT: '"9000"' }, 'http://127.0.0.1:9000/health'],
  [{ HEALTH_PORT: ' ’9000’\r' }, 'http://127.0.0.1:9000/health'],
  [{ HEALTH_PORT: '1', HEALTH_HOST: '0.0.0.0' }, 'http://127.0.0.1:1/health'],
  [{ HEALTH_PORT: '1', HEALTH_HOST: '"::"' }, 'http://[::1]:1/health'],
  [{ HEALTH_PORT: '1', HEALTH_HOST: '10.0.0.7' }, 'http://10.0.0.7:1/health'],
])('the health check of %j asks %s, where the bot answers', (environment, url) => {
  expect(healthUrl(environment)).toBe(url);
  const { healthPort = 8_080 } = parseConfig(environment);
  expect(Number(new URL(url).port)).toBe(healthPort);
});

test('a bot that does not start is asked nowhere', () => {
  expect(healthUrl({ HEALTH_PORT: 'eight' })).toBeUndefined();
});
