import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parse } from '../ControlError.ts';
import type { ControlContext } from '../context.ts';
import { stationReport } from '../StationReports.ts';

const form = z.object({ station: stationReport.nullable() });

/** What the bot tells of its station, and what it told last. */
export function stationRoutes(app: FastifyInstance, { reports }: ControlContext): void {
  app.put('/station', async (request, reply) => {
    reports.put(parse(form, request.body).station);
    return reply.code(204).send();
  });
  app.get('/station', async () => ({ station: reports.latest ?? null }));
}
