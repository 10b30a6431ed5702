import { expect, test } from 'vitest';
import { isOwnRequest, pageHeaders } from '#src/sandbox/page/strangers.ts';

const PORT = 4_747;

test.each([
  [{ host: '127.0.0.1:4747' }, true],
  [{ host: 'localhost:4747', origin: 'http://localhost:4747' }, true],
  [{ host: '127.0.0.1:4747', origin: 'http://127.0.0.1:4747' }, true],
  [{ host: '127.0.0.1:4747', origin: 'http://evil.example' }, false],
  [{ host: '127.0.0.1:4747', origin: 'http://127.0.0.1:8080' }, false],
  [{ host: '127.0.0.1:4747', origin: 'null' }, false],
  [{ host: 'evil.example:4747' }, false],
  [{ host: '127.0.0.1' }, false],
  [{}, false],
])('%j belongs to the page: %s', (headers, own) => {
  expect(isOwnRequest(headers, PORT)).toBe(own);
});

test('the page may load its own files and nothing else', () => {
  const policy = pageHeaders(PORT)['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
  expect(policy).not.toMatch(/https?:/);
});
