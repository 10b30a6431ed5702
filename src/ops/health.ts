import fastify from 'fastify';
import { FailureError } from '../failure.ts';
import type { Health } from './healthOf.ts';

export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves `GET /health` for container platforms and monitors.
 *
 * @throws FailureError `health.port` when it cannot listen there
 */
export async function serveHealth(options: {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly health: () => Health;
}): Promise<HealthServer> {
  const { host, port } = options;
  const server = fastify({ logger: false, forceCloseConnections: true });
  server.get('/health', (_request, reply) => {
    const health = options.health();
    // What was true a moment ago is of no use to anybody.
    return reply
      .code(health.ok ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(health);
  });
  try {
    await server.listen({ host, port });
  } catch (error) {
    await server.close();
    throw cannotListen(host, port, error);
  }
  const address = server.server.address();
  const listening = typeof address === 'object' && address !== null ? address.port : port;
  return { port: listening, close: () => server.close() };
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
      memberText: 'The bot cannot start. Its operator finds the reason in the log.',
      operatorText: `The health endpoint cannot listen on ${host}:${port}: ${why} (${code}).`,
    },
    { cause },
  );
}
