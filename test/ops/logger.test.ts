import { expect, test } from 'vitest';
import { createLogger } from '../../src/ops/logger.ts';

test('secrets are blotted out wherever they turn up', () => {
  const lines: string[] = [];
  const key = 'AIzaSy+slash/quote"x';
  const log = createLogger({
    level: 'debug',
    secrets: [key, undefined, 'ab'],
    write: (line) => lines.push(line),
  });
  log.info({ url: `wss://host/ws?key=${encodeURIComponent(key)}` }, `refused ${key}, about`);
  log.error({ error: new Error(`closed: ${key} not valid`) }, 'closed');
  const all = lines.join('');
  expect(lines).toHaveLength(2);
  expect(all).not.toContain('AIzaSy');
  expect(all).toContain('[secret]');
  expect(all).toContain('about');
});
