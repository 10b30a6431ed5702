import fastify from 'fastify';

/** What the health endpoint tells. `ok` decides the status code: 200 or 503. */
export interface Health {
  readonly ok: boolean;
  readonly discord: 'connecting' | 'ready' | 'lost';
  readonly stations: number;
  readonly uptimeS: number;
}

export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves `GET /health` for container platforms and monitors. */
export async function serveHealth(options: {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly health: () => Health;
}): Promise<HealthServer> {
  const server = fastify({ logger: false, forceCloseConnections: true });
  server.get('/health', (_request, reply) => {
    const health = options.health();
    return reply.code(health.ok ? 200 : 503).send(health);
  });
  await server.listen({ host: options.host, port: options.port });
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  return { port, close: () => server.close() };
}
