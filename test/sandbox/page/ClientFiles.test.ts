import { expect, test } from 'vitest';
import { ClientFiles } from '../../../src/sandbox/page/clientFiles.ts';

const files = new ClientFiles();

test('the page and its modules are there, without types', async () => {
  const page = await files.get('/');
  expect(page?.contentType).toContain('text/html');
  const module = await files.get('/sound/JitterBuffer.ts');
  expect(module?.contentType).toContain('text/javascript');
  expect(String(module?.body)).not.toContain(': number');
  expect(module?.etag).toMatch(/^".+"$/);
});

test.each([
  '/../PageServer.ts',
  '/..%2fPageServer.ts',
  '/sound/../../PageServer.ts',
  '//etc/passwd.ts',
  '/tsconfig.json',
  '/.env',
  '/sound/audioWorkletGlobal.d.ts',
  '/sound',
  '/nothing.ts',
])('%s is not there', async (path) => {
  expect(await files.get(path)).toBeUndefined();
});
