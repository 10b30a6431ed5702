import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { parse } from '../ControlError.ts';
import type { ControlContext } from '../context.ts';
import type { LoggedEvent } from '../EventLog.ts';

const MAX_WAIT_MS = 60_000;
/** A reader of the stream who falls further behind is cut off. */
const MAX_BACKLOG_BYTES = 16 * 1024 * 1024;

const query = z.object({
  after: z.coerce.number().int().min(0).optional(),
  types: z
    .string()
    .optional()
    .transform((list) => new Set(list?.split(',').filter((type) => type !== ''))),
  wait: z.coerce.number().int().min(0).max(MAX_WAIT_MS).default(0),
});

export function eventRoutes(app: FastifyInstance, { events }: ControlContext): void {
  app.get('/events', async (request, reply) => {
    const { after, types, wait } = parse(query, request.query);
    const signal = untilGone(reply);
    const found = await events.waitAfter(after ?? 0, types, wait, signal);
    return { events: found, last: found.at(-1)?.sequence ?? events.last };
  });

  app.get('/events/stream', (request, reply) => {
    const { after, types } = parse(query, request.query);
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' });
    // The client knows that it listens before the first event comes.
    raw.flushHeaders();
    const write = (event: LoggedEvent): void => {
      if (types.size > 0 && !types.has(event.type)) return;
      raw.write(`${JSON.stringify(event)}\n`);
      if (raw.writableLength > MAX_BACKLOG_BYTES) raw.destroy();
    };
    for (const event of events.after(after ?? events.last, types)) write(event);
    raw.once('close', events.subscribe(write));
  });
}

/** Aborts when the client hangs up. */
function untilGone(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => controller.abort());
  return controller.signal;
}
