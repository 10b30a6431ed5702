import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parse } from '../ControlError.ts';
import { type ControlContext, guildOf } from '../context.ts';

/** The gateway is heard of at least this often, and no more often than makes sense. */
const MIN_HEARTBEAT_MS = 100;
const MAX_HEARTBEAT_MS = 120_000;
const MAX_DELAY_MS = 120_000;

const toggle = z.object({ enabled: z.boolean() });

const restFault = z.object({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).nullish(),
  route: z.string().min(1).nullish(),
  status: z.int().min(500).max(599).nullish(),
  delayMs: z.int().min(0).max(MAX_DELAY_MS).default(0),
  times: z.int().min(1).nullish(),
});

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
    const { method, route, status, delayMs, times } = parse(restFault, request.body);
    restFaults.add({
      method: method ?? null,
      route: route ?? null,
      status: status ?? null,
      delayMs,
      times: times ?? null,
    });
    return reply.code(204).send();
  });
  app.delete('/rest/faults', async (_request, reply) => {
    restFaults.lift();
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
