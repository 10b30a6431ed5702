import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import { avatarSvg } from '#src/sandbox/page/avatar.ts';
import { ClientFiles } from '#src/sandbox/page/ClientFiles.ts';
import type { Welcome } from '#src/sandbox/page/client/wire.ts';
import { pageHeaders } from '#src/sandbox/page/strangers.ts';

const FAKE = new URL('./FakeBackend.ts', import.meta.url);
const SCRIPT = `
import { FakeBackend } from '/fake/FakeBackend.js';
import { mountView } from '/view/mountView.ts';
import welcome from '/fake/welcome.js';
const root = document.getElementById('page');
root.replaceChildren();
globalThis.fake = new FakeBackend(welcome);
globalThis.unmount = mountView(root, globalThis.fake);
`;

/** Serves the real view, with a backend that the test plays. */
export async function serveView(
  welcome: Welcome,
): Promise<AsyncDisposable & { readonly url: string }> {
  const files = new ClientFiles();
  let port = 0;
  const answer = async (path: string): Promise<readonly [string, string | Buffer] | undefined> => {
    if (path.startsWith('/avatars/')) return ['image/svg+xml', avatarSvg(path)];
    if (path === '/main.ts') return ['text/javascript', SCRIPT];
    if (path === '/fake/welcome.js') {
      return ['text/javascript', `export default ${JSON.stringify(welcome)};`];
    }
    if (path === '/fake/FakeBackend.js') {
      return ['text/javascript', stripTypeScriptTypes(await readFile(FAKE, 'utf8'))];
    }
    const file = await files.get(path);
    return file === undefined ? undefined : [file.contentType, file.body];
  };
  const server = createServer((request, response) => {
    void answer(new URL(request.url ?? '/', 'http://page').pathname).then((found) => {
      if (found === undefined) response.writeHead(404).end();
      else
        response.writeHead(200, { ...pageHeaders(port), 'content-type': found[0] }).end(found[1]);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
