import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ControlError, parse } from '../ControlError.ts';
import { type ControlContext, memberOf } from '../context.ts';

const MIN_CLOSE_CODE = 1_000;
const MAX_CLOSE_CODE = 4_999;
/** Any code: clients meet new ones, and those of the servers in front. */
export const anyCloseCode = z.int().min(MIN_CLOSE_CODE).max(MAX_CLOSE_CODE);
const closeCode = anyCloseCode.optional();

export const refusal = z.object({
  closeCode: anyCloseCode,
  /** Until it is lifted, when null or left out. */
  times: z.int().min(1).nullish(),
});

/** What goes wrong with a real Discord, on demand. */
export function faultRoutes(app: FastifyInstance, context: ControlContext): void {
  const { gateway } = context.discord;

  app.post('/gateway/drop', async (request, reply) => {
    gateway.dropConnections(parse(z.object({ closeCode }), request.body).closeCode);
    return reply.code(204).send();
  });

  app.post('/gateway/reconnect', async (_request, reply) => {
    gateway.requestReconnect();
    return reply.code(204).send();
  });

  app.post('/gateway/heartbeat', async (_request, reply) => {
    gateway.requestHeartbeat();
    return reply.code(204).send();
  });

  app.post('/gateway/invalidate', async (request, reply) => {
    const form = z.object({ resumable: z.boolean().default(false) });
    gateway.invalidateSessions(parse(form, request.body).resumable);
    return reply.code(204).send();
  });

  app.put('/gateway/refuse-resumes', async (request, reply) => {
    gateway.refuseResumes = parse(z.object({ enabled: z.boolean() }), request.body).enabled;
    return reply.code(204).send();
  });

  app.post('/voice/interrupt', async (request, reply) => {
    const form = parse(z.object({ member: z.string(), closeCode }), request.body);
    const { userId } = memberOf(context, form.member);
    if (!context.voice.interrupt(context.guildId, userId, form.closeCode)) {
      throw new ControlError(409, 'voice.notConnected', 'That member has no voice connection.');
    }
    return reply.code(204).send();
  });
}
