import type { FastifyInstance } from 'fastify';

/** Nothing of the sandbox is reachable from other machines. */
export const HOST = '127.0.0.1';

/** The port that a listening server took. */
export function portOf(app: FastifyInstance): number {
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('Not listening on TCP');
  return address.port;
}
