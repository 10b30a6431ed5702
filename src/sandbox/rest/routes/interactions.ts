import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { presentCallback } from '#src/sandbox/interactions/payload.ts';
import { PUBLIC, param, type RestContext } from '../context.ts';
import { bodyOf } from '../RequestBody.ts';

const query = z.object({ with_response: z.string().optional() });

/** The first answer to an interaction; its token is the proof. */
export function interactionRoutes(api: FastifyInstance, context: RestContext): void {
  api.post('/interactions/:interactionId/:token/callback', PUBLIC, async (request, reply) => {
    const { json, files } = bodyOf(request);
    const { interaction, message } = context.responder.answer(
      param(request, 'interactionId'),
      param(request, 'token'),
      json,
      files,
    );
    if (query.parse(request.query).with_response !== 'true') return reply.code(204).send();
    return presentCallback(context.world, interaction, message?.id ?? null);
  });
}
