import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Interaction } from '#src/sandbox/interactions/Interaction.ts';
import { presentMessage } from '#src/sandbox/wire/messages.ts';
import { PUBLIC, param, type RestContext } from '../context.ts';
import { bodyOf } from '../RequestBody.ts';

/** Edits and follow-ups by an interaction's token. */
export function webhookRoutes(api: FastifyInstance, context: RestContext): void {
  const { responder, world } = context;
  const interactionOf = (request: FastifyRequest): Interaction =>
    context.interactions.toFollowUp(param(request, 'applicationId'), param(request, 'token'));

  const base = '/webhooks/:applicationId/:token';

  api.post(base, PUBLIC, async (request) => {
    const { json, files } = bodyOf(request);
    return presentMessage(world, responder.followUp(interactionOf(request), json, files));
  });

  const one = `${base}/messages/:messageId`;

  api.get(one, PUBLIC, async (request) => {
    const message = responder.message(interactionOf(request), param(request, 'messageId'));
    return presentMessage(world, message);
  });

  api.patch(one, PUBLIC, async (request) => {
    const { json, files } = bodyOf(request);
    const interaction = interactionOf(request);
    const edited = responder.edit(interaction, param(request, 'messageId'), json, files);
    return presentMessage(world, edited);
  });

  api.delete(one, PUBLIC, async (request, reply) => {
    responder.delete(interactionOf(request), param(request, 'messageId'));
    return reply.code(204).send();
  });
}
