import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import fastify, { type FastifyInstance } from 'fastify';
import { WebSocketServer } from 'ws';
import type { Log } from '#src/log.ts';
import type { ControlContext } from '../control/context.ts';
import { HOST, portOf } from '../loopback.ts';
import { avatarSvg } from './avatar.ts';
import { ClientFiles } from './ClientFiles.ts';
import { Room } from './Room.ts';
import { isOwnRequest, pageHeaders } from './strangers.ts';

/** Where the page is found unless something else listens there. */
export const USUAL_PAGE_PORT = 4747;
/** A request of the page is a few hundred bytes; a modal's texts may be 4,000 characters each. */
const MAX_REQUEST_BYTES = 256 * 1024;
const AVATARS_LAST = 'max-age=86400';

export interface PageServer {
  /** Such as `http://127.0.0.1:4747`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the sandbox's page on loopback: its files, the sockets it lives on, and the pictures it
 * shows. Nothing of it can be reached from another site.
 */
export async function startPageServer(
  context: ControlContext,
  options: {
    /** Taken if it is free, any other if not; 0 means any. The usual one unless given. */
    readonly port?: number;
    readonly log: Log;
  },
): Promise<PageServer> {
  const { log } = options;
  const app = fastify({ logger: false, forceCloseConnections: true });
  const room = new Room(context, log);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_REQUEST_BYTES,
    perMessageDeflate: false,
  });
  let port = 0;

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(pageHeaders(port));
    if (!isOwnRequest(request.headers, port)) {
      return reply.code(403).send('This page serves this machine only.');
    }
  });
  serveFiles(app);
  servePictures(app, context);
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', `http://${HOST}`);
    const known = pathname === '/live' || pathname === '/sound';
    if (!known || !isOwnRequest(request.headers, port)) {
      socket.end(`HTTP/1.1 ${known ? '403 Forbidden' : '404 Not Found'}\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      if (pathname === '/sound') room.listen(client, searchParams.get('tab') ?? '');
      else void room.enter(client, searchParams);
    });
  });

  await listen(app, options.port ?? USUAL_PAGE_PORT, log);
  port = portOf(app);
  return {
    url: `http://${HOST}:${port}`,
    async close() {
      room.close();
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      await app.close();
    },
  };
}

async function listen(app: FastifyInstance, port: number, log: Log): Promise<void> {
  try {
    await app.listen({ host: HOST, port });
  } catch (error) {
    const busy = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!busy || port === 0) throw error;
    log.info({ port }, "The page's port is busy; it takes another");
    await app.listen({ host: HOST, port: 0 });
  }
}

function serveFiles(app: FastifyInstance): void {
  const files = new ClientFiles();
  app.get('/*', async (request, reply) => {
    const file = await files.get(request.url.split('?')[0] ?? '/');
    if (file === undefined)
      return reply.code(404).type('text/plain').send('There is no such file.');
    reply.header('cache-control', 'no-cache').header('etag', file.etag);
    if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
    return reply.type(file.contentType).send(file.body);
  });
}

/** Everybody's picture, and the files that bots put into messages. */
function servePictures(app: FastifyInstance, { discord }: ControlContext): void {
  app.get<{ Params: { id: string } }>('/avatars/:id', async (request, reply) =>
    reply
      .header('cache-control', AVATARS_LAST)
      .type('image/svg+xml')
      .send(avatarSvg(request.params.id)),
  );
  app.get('/attachments/*', async (request, reply) => {
    const found = await fetch(new URL(request.url, discord.apiUrl));
    const type = found.headers.get('content-type') ?? 'application/octet-stream';
    const shown = /^(?:image\/(?!svg)|audio\/|video\/)/.test(type);
    if (!shown) reply.header('content-disposition', 'attachment');
    return reply
      .code(found.status)
      .type(type)
      .send(Buffer.from(await found.arrayBuffer()));
  });
}
