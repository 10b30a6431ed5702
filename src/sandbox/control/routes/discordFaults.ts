import type { FastifyInstance } from 'fastify';
import type { ControlContext } from '../context.ts';

/** How strict Discord has been, and what goes wrong with its REST API, on demand. */
export function discordFaultRoutes(app: FastifyInstance, context: ControlContext): void {
  const { traffic } = context.discord;

  app.get('/rest/statistics', async () => traffic.statistics);
}
