import { expect, test } from 'vitest';
import { ClientFiles } from '#src/sandbox/page/ClientFiles.ts';

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

test('the page names every module that its first one leads to, and no other', async () => {
  const page = String((await files.get('/'))?.body);
  const named = [...page.matchAll(/rel="modulepreload" href="([^"]+)"/g)].map(([, href]) => href);
  expect(named.at(0)).toBe('/main.ts');
  expect(named).toContain('/view/workings/renderMix.ts');
  // The worker and the audio thread load their own.
  expect(named).not.toContain('/sound/soundWorker.ts');
  expect(new Set(named).size).toBe(named.length);
  for (const href of named) {
    const module = await files.get(href ?? '');
    for (const [, to] of String(module?.body).matchAll(/^import .* from '([^']+)'/gm)) {
      expect(named).toContain(new URL(to ?? '', `http://page${href}`).pathname);
    }
  }
});

test('all styles come as one file', async () => {
  const styles = String((await files.get('/styles/main.css'))?.body);
  expect(styles).not.toContain('@import');
  expect(styles.indexOf('--ground')).toBeLessThan(styles.indexOf('.workings'));
});
