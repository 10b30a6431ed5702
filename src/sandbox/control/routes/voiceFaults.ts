import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ForgedMessage } from '#src/sandbox/voice/contract.ts';
import { ControlError, parse } from '../ControlError.ts';
import { type ControlContext, memberOf } from '../context.ts';
import { anyCloseCode, refusal } from './faults.ts';

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

const MAX_RANDOM_BYTES = 65_536;
/** JSON with `d`, or binary: bytes in base64, or so many random ones. */
const forgery = z.object({
  member: z.string(),
  op: z.int().min(0).max(255),
  d: z.unknown().optional(),
  bytes: z.base64().optional(),
  randomBytes: z.int().min(0).max(MAX_RANDOM_BYTES).optional(),
});

function messageOf({ op, d, bytes, randomBytes: count }: z.output<typeof forgery>): ForgedMessage {
  if (bytes !== undefined) return { op, bytes: Buffer.from(bytes, 'base64') };
  if (count !== undefined) return { op, bytes: randomBytes(count) };
  return { op, d: d ?? null };
}

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

  app.put('/voice/alone', async (request, reply) => {
    const { closeCode } = parse(z.object({ closeCode: anyCloseCode.nullable() }), request.body);
    voice.faults.closeWhenAlone(closeCode);
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
    const form = parse(z.object({ closeCode: anyCloseCode.optional() }), request.body);
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
  app.post('/voice/forge', async (request, reply) => {
    const form = parse(forgery, request.body);
    const { userId } = memberOf(context, form.member);
    if (!voice.faults.forge(context.guildId, userId, messageOf(form))) {
      throw new ControlError(409, 'voice.notConnected', 'That member has no voice connection.');
    }
    return reply.code(204).send();
  });
  app.put('/voice/dave/ignore', async (request, reply) => {
    voice.faults.ignoreDave(parse(toggle, request.body).enabled);
    return reply.code(204).send();
  });
}
