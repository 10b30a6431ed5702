import type { FastifyInstance } from 'fastify';
import { applicationOf, PUBLIC, type RestContext } from '../context.ts';

export function gatewayRoutes(api: FastifyInstance, context: RestContext): void {
  api.get('/gateway', PUBLIC, async () => ({ url: context.gatewayUrl() }));
  api.get('/gateway/bot', async (request) => ({
    url: context.gatewayUrl(),
    shards: context.shards(),
    session_start_limit: context.identifies.tell(applicationOf(context, request).id),
  }));
}
