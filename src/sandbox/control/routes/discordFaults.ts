import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { OUTAGE_PARTS } from '#src/sandbox/Outage.ts';
import { cloudflareLimit, type FaultAnswer, plainError } from '#src/sandbox/rest/RestFaults.ts';
import { ControlError, parse } from '../ControlError.ts';
import { type ControlContext, guildOf } from '../context.ts';
import { refusal } from './faults.ts';

/** The gateway is heard of at least this often, and no more often than makes sense. */
const MIN_HEARTBEAT_MS = 100;
const MAX_HEARTBEAT_MS = 120_000;
const MAX_DELAY_MS = 120_000;
const TOO_MANY_REQUESTS = 429;

const toggle = z.object({ enabled: z.boolean() });

/** From a captive portal's 200 to Cloudflare's own 5xx. */
const MIN_STATUS = 200;
const FIRST_ERROR = 400;
const MAX_STATUS = 599;
/** Longer than any limit or ban that bots have met. */
const MAX_SECONDS = 86_400;
const seconds = z.number().min(0).max(MAX_SECONDS);

const restFault = z.object({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).nullish(),
  route: z.string().min(1).nullish(),
  status: z.int().min(MIN_STATUS).max(MAX_STATUS).nullish(),
  /** Discord's error code and words, for an error of the API's own. */
  code: z.int().min(0).nullish(),
  message: z.string().nullish(),
  /** What a server in front of the API answers instead of it. */
  page: z.string().min(1).nullish(),
  retryAfterSeconds: seconds.nullish(),
  scope: z.enum(['user', 'global', 'shared']).default('user'),
  cloudflare: z.boolean().default(false),
  reset: z.boolean().default(false),
  delayMs: z.int().min(0).max(MAX_DELAY_MS).default(0),
  times: z.int().min(1).nullish(),
  /** Lifted by itself after so long. */
  seconds: seconds.nullish(),
});

/** @throws ControlError for an answer that is none. */
function answerOf(form: z.output<typeof restFault>): FaultAnswer | null {
  const { status, code, message, page } = form;
  const retryAfterS = form.retryAfterSeconds ?? null;
  if (form.reset) return { kind: 'reset' };
  if (form.cloudflare) return cloudflareLimit(retryAfterS);
  if (status == null) return null;
  if (page != null) return { kind: 'page', status, text: page, retryAfterS };
  if (status < FIRST_ERROR) {
    throw new ControlError(400, 'request.invalid', `status: ${status} needs a page.`);
  }
  if (status === TOO_MANY_REQUESTS) {
    return { kind: 'limited', retryAfterS: retryAfterS ?? 1, scope: form.scope };
  }
  const plain = plainError(status);
  if (code == null && message == null) return plain;
  const words = plain.kind === 'json' ? plain.message : `${status}`;
  return { kind: 'json', status, code: code ?? 0, message: message ?? words };
}

const outage = z.object({
  /** Until it is ended, when null or left out. */
  seconds: seconds.nullish(),
  /** Without one, connections are reset. */
  status: z.int().min(500).max(MAX_STATUS).nullish(),
  parts: z
    .array(z.enum(OUTAGE_PARTS))
    .min(1)
    .default([...OUTAGE_PARTS]),
});

const delay = z.int().min(0).max(MAX_DELAY_MS).default(0);
const delays = z.object({ identifyMs: delay, resumeMs: delay });

/** How strict Discord has been, and what goes wrong with it, on demand. */
export function discordFaultRoutes(app: FastifyInstance, context: ControlContext): void {
  const { traffic, restFaults, gateway, world } = context.discord;

  app.post('/bots', async (_request, reply) => {
    for (const { botUserId } of world.applications.values()) {
      const guild = guildOf(context);
      if (guild.members.has(botUserId)) continue;
      const role = [...guild.roles.values()].find(({ botId }) => botId === botUserId);
      world.addMember(guild.id, {
        userId: botUserId,
        nick: null,
        roleIds: role === undefined ? [] : [role.id],
        joinedEpochMs: world.time.epochMs(),
        mute: false,
        deaf: false,
        timedOutUntilEpochMs: null,
      });
    }
    return reply.code(204).send();
  });

  app.get('/rest/statistics', async () => traffic.statistics);

  app.get('/rest/faults', async () => restFaults.standing);
  app.post('/rest/faults', async (request, reply) => {
    const form = parse(restFault, request.body);
    restFaults.add({
      method: form.method ?? null,
      route: form.route ?? null,
      answer: answerOf(form),
      delayMs: form.delayMs,
      times: form.times ?? null,
      lastsMs: form.seconds == null ? null : form.seconds * 1_000,
    });
    return reply.code(204).send();
  });
  app.delete('/rest/faults', async (_request, reply) => {
    restFaults.lift();
    return reply.code(204).send();
  });

  app.get('/discord/outage', async () => context.outage.standing);
  app.post('/discord/outage', async (request, reply) => {
    const form = parse(outage, request.body);
    context.outage.begin({
      lastsMs: form.seconds == null ? null : form.seconds * 1_000,
      status: form.status ?? null,
      parts: form.parts,
    });
    return reply.code(204).send();
  });
  app.delete('/discord/outage', async (_request, reply) => {
    context.outage.end();
    return reply.code(204).send();
  });

  app.put('/gateway/refusal', async (request, reply) => {
    const { closeCode, times } = parse(refusal, request.body);
    gateway.refuse(closeCode, times ?? Number.POSITIVE_INFINITY);
    return reply.code(204).send();
  });
  app.delete('/gateway/refusal', async (_request, reply) => {
    gateway.refuse(undefined, 0);
    return reply.code(204).send();
  });
  app.put('/gateway/delays', async (request, reply) => {
    const { identifyMs, resumeMs } = parse(delays, request.body);
    gateway.delays = { identifyMs, resumeMs };
    return reply.code(204).send();
  });

  app.put('/guild/outage', async (request, reply) => {
    gateway.setGuildOutage(context.guildId, parse(toggle, request.body).enabled);
    return reply.code(204).send();
  });
  app.put('/gateway/refuse-connections', async (request, reply) => {
    gateway.refuseConnections = parse(toggle, request.body).enabled;
    return reply.code(204).send();
  });
  app.put('/gateway/ignore-heartbeats', async (request, reply) => {
    gateway.ignoreHeartbeats = parse(toggle, request.body).enabled;
    return reply.code(204).send();
  });
  app.put('/gateway/heartbeat-interval', async (request, reply) => {
    const form = z.object({ ms: z.int().min(MIN_HEARTBEAT_MS).max(MAX_HEARTBEAT_MS) });
    gateway.heartbeatIntervalMs = parse(form, request.body).ms;
    return reply.code(204).send();
  });
}
