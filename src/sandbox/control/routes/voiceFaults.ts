import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parse } from '../ControlError.ts';
import type { ControlContext } from '../context.ts';

const MAX_DELAY_MS = 10_000;

const share = z.number().min(0).max(1).default(0);
const milliseconds = z.number().min(0).max(MAX_DELAY_MS).default(0);

const networkConditions = z.object({
  loss: share,
  delayMs: milliseconds,
  jitterMs: milliseconds,
  reordering: share,
  seed: z.int().default(1),
});

/** What goes wrong with voice, on demand. */
export function voiceFaultRoutes(app: FastifyInstance, context: ControlContext): void {
  const { voice } = context;

  app.get('/voice/network', async () => voice.faults.network());
  app.put('/voice/network', async (request, reply) => {
    voice.faults.impairNetwork(parse(networkConditions, request.body));
    return reply.code(204).send();
  });
  app.delete('/voice/network', async (_request, reply) => {
    voice.faults.impairNetwork(undefined);
    return reply.code(204).send();
  });
}
