import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { parse } from '../ControlError.ts';
import type { ControlContext } from '../context.ts';
import type { LoggedEvent } from '../EventLog.ts';

const MAX_WAIT_MS = 60_000;

const query = z.object({
  after: z.coerce.number().int().min(0).optional(),
  types: z
    .string()
    .optional()
    .transform((list) => new Set(list?.split(',').filter((type) => type !== ''))),
  wait: z.coerce.number().int().min(0).max(MAX_WAIT_MS).default(0),
});

export function eventRoutes(app: FastifyInstance, { events }: ControlContext): void {
  app.get('/events', async (request) => {
    const { after, types, wait } = parse(query, request.query);
    const signal = untilGone(request);
    const found = await events.waitAfter(after ?? 0, types, wait, signal);
    return { events: found, last: found.at(-1)?.sequence ?? events.last };
  });

  app.get('/events/stream', async (request, reply) => {
    const { after, types } = parse(query, request.query);
    const lines = new Readable({ read() {} });
    const write = (event: LoggedEvent): void => {
      if (types.size === 0 || types.has(event.type)) lines.push(`${JSON.stringify(event)}\n`);
    };
    for (const event of events.after(after ?? events.last, types)) write(event);
    const unsubscribe = events.subscribe(write);
    untilGone(request).addEventListener('abort', () => {
      unsubscribe();
      lines.push(null);
    });
    return reply.type('application/x-ndjson').send(lines);
  });
}

/** Aborts when the client hangs up. */
function untilGone(request: FastifyRequest): AbortSignal {
  const controller = new AbortController();
  request.raw.socket.once('close', () => controller.abort());
  return controller.signal;
}
