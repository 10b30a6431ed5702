import type { FastifyInstance } from 'fastify';
import { PUBLIC, type RestContext } from '../context.ts';

/** Documented: a bot may identify a thousand times a day. */
const SESSION_STARTS = 1_000;
const DAY_MS = 86_400_000;

export function gatewayRoutes(api: FastifyInstance, context: RestContext): void {
  api.get('/gateway', PUBLIC, async () => ({ url: context.gatewayUrl() }));
  api.get('/gateway/bot', async () => ({
    url: context.gatewayUrl(),
    shards: 1,
    session_start_limit: {
      total: SESSION_STARTS,
      remaining: SESSION_STARTS,
      reset_after: DAY_MS,
      max_concurrency: 1,
    },
  }));
}
