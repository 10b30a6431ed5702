import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tell } from '#src/texts/texts.ts';
import { FailureError } from '../failure.ts';
import type { Log } from '../log.ts';
import type { Health } from './healthOf.ts';
import type { Probe } from './probes.ts';

export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

/** What is served, each asked for when somebody asks. */
export interface HealthRoutes {
  readonly health: () => Health;
  readonly live: () => Probe;
  readonly ready: () => Probe;
  readonly metrics: () => Promise<{ readonly type: string; readonly text: string }>;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** A request is a line and a few headers; whoever needs longer or sends more is somebody else. */
const REQUEST_TIMEOUT_MS = 5_000;
const MOST_HEADER_BYTES = 8_192;
/** Prometheus, Docker and an operator with a few tabs. */
const MOST_CONNECTIONS = 32;

/**
 * Serves what monitors read: `GET /health`, `/livez`, `/readyz` and `/metrics`, and nothing else.
 *
 * @throws FailureError `health.port` when it cannot listen there
 */
export async function serveHealth(
  options: HealthRoutes & {
    readonly host: string;
    /** 0 takes a free port. */
    readonly port: number;
    readonly log: Log;
  },
): Promise<HealthServer> {
  const { host, port, log } = options;
  const routes: Readonly<Record<string, () => Answer | Promise<Answer>>> = {
    '/health': () => judged(options.health()),
    '/livez': () => judged(options.live()),
    '/readyz': () => judged(options.ready()),
    '/metrics': async () => ({ status: 200, ...(await options.metrics()) }),
  };
  const server = createServer(
    {
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: REQUEST_TIMEOUT_MS,
      maxHeaderSize: MOST_HEADER_BYTES,
    },
    (request, response) => {
      const [path = ''] = (request.url ?? '').split('?');
      const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
      void answer(request, response, route, log);
    },
  );
  server.maxConnections = MOST_CONNECTIONS;
  try {
    server.listen({ host, port });
    await once(server, 'listening');
  } catch (error) {
    throw cannotListen(host, port, error);
  }
  const address = server.address();
  const listening = typeof address === 'object' && address !== null ? address.port : port;
  return { port: listening, close: () => closed(server) };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  route: (() => Answer | Promise<Answer>) | undefined,
  log: Log,
): Promise<void> {
  // What is sent with a question is not read.
  if ('content-length' in request.headers || 'transfer-encoding' in request.headers) {
    response.setHeader('connection', 'close');
  }
  if (route === undefined) return end(response, plain(404));
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    return end(response, plain(405));
  }
  try {
    end(response, await route());
  } catch (error) {
    log.error({ error }, 'The health endpoint could not answer');
    end(response, plain(500));
  }
}

/** What was true a moment ago is of no use to anybody. */
function end(response: ServerResponse, { status, type, text }: Answer): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(text);
}

function plain(status: number): Answer {
  return { status, type: 'text/plain; charset=utf-8', text: `${status}\n` };
}

function judged(probe: Probe): Answer {
  const status = probe.ok ? 200 : 503;
  return { status, type: 'application/json; charset=utf-8', text: JSON.stringify(probe) };
}

async function closed(server: Server): Promise<void> {
  const ended = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await ended;
}

const WHY_NOT: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there. Choose another HEALTH_PORT, or leave it empty',
  EACCES: 'ports below 1024 take special rights. Choose another HEALTH_PORT',
  EADDRNOTAVAIL: 'this machine has no such address. Look at HEALTH_HOST',
  ENOTFOUND: 'there is no such host. Look at HEALTH_HOST',
};

function cannotListen(host: string, port: number, cause: unknown): FailureError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  const why = WHY_NOT[code] ?? 'look at HEALTH_PORT and HEALTH_HOST';
  return new FailureError(
    {
      code: 'health.port',
      memberText: tell('failure.start'),
      operatorText: `The health endpoint cannot listen on ${host}:${port}: ${why} (${code}).`,
    },
    { cause },
  );
}
