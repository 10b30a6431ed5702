import { VoiceCloseCodes } from 'discord-api-types/voice/v8';
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

const toggle = z.object({ enabled: z.boolean() });
const damage = z.object({ kind: z.enum(['commits', 'proposals']), times: z.int().min(0) });
const closeCode = z.enum(VoiceCloseCodes);

const refusal = z.object({
  closeCode,
  /** Until it is lifted, when null or left out. */
  times: z.int().min(1).nullish(),
});

/** What goes wrong with voice, on demand. */
export function voiceFaultRoutes(app: FastifyInstance, context: ControlContext): void {
  const { discord, voice } = context;
  /** All guilds have the same voice server. */
  const assignServersAnew = (): void => {
    for (const guildId of discord.world.guilds.keys()) {
      discord.voiceStates.assignServerAnew(guildId);
    }
  };

  app.get('/voice/network', async () => voice.faults.network());
  app.put('/voice/network', async (request, reply) => {
    voice.faults.impairNetwork(parse(networkConditions, request.body));
    return reply.code(204).send();
  });
  app.delete('/voice/network', async (_request, reply) => {
    voice.faults.impairNetwork(undefined);
    return reply.code(204).send();
  });

  app.get('/voice/attempts', async () => voice.faults.attempts());
  app.put('/voice/refusal', async (request, reply) => {
    const form = parse(refusal, request.body);
    voice.faults.refuse(form.closeCode, form.times ?? Number.POSITIVE_INFINITY);
    return reply.code(204).send();
  });
  app.delete('/voice/refusal', async (_request, reply) => {
    voice.faults.refuse(undefined, 0);
    return reply.code(204).send();
  });

  app.get('/voice/server', async () => ({
    endpoint: voice.endpoint,
    clients: voice.clients(),
  }));
  app.post('/voice/server/gone', async (request, reply) => {
    const { announced } = parse(z.object({ announced: z.boolean().default(true) }), request.body);
    await voice.faults.goAway();
    if (announced) assignServersAnew();
    return reply.code(204).send();
  });
  app.post('/voice/server/move', async (request, reply) => {
    const form = parse(z.object({ closeCode: closeCode.optional() }), request.body);
    await voice.faults.relocate(form.closeCode);
    assignServersAnew();
    return reply.code(204).send();
  });

  app.put('/voice/dave', async (request, reply) => {
    voice.faults.switchDave(parse(toggle, request.body).enabled);
    return reply.code(204).send();
  });
  app.put('/voice/dave/damage', async (request, reply) => {
    const { kind, times } = parse(damage, request.body);
    voice.faults.damageDave(kind, times);
    return reply.code(204).send();
  });
  app.put('/voice/dave/ignore', async (request, reply) => {
    voice.faults.ignoreDave(parse(toggle, request.body).enabled);
    return reply.code(204).send();
  });
}
