import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { encodeWav } from '#src/audio/wav.ts';
import { LIVE_FAULTS } from '#src/generator/live/LiveConditions.ts';
import type { LiveRecord } from '#src/generator/live/LiveRecord.ts';
import { notFound, parse } from '../ControlError.ts';
import type { ControlContext } from '../context.ts';
import { concatenate } from './recordings.ts';

const FORMAT = { sampleRateHz: 16_000, channels: 1 } as const;
/** A close frame holds 125 bytes, two of them the code. */
const MAX_REASON_LENGTH = 123;
const MAX_THINK_MS = 60_000;

const conditions = z.strictObject({
  thinkMs: z.number().min(0).max(MAX_THINK_MS).optional(),
  faults: z.array(z.enum(LIVE_FAULTS)).optional(),
  refusal: z
    .union([
      z.strictObject({ status: z.int().min(400).max(599), text: z.string().default('') }),
      z.strictObject({
        closeCode: z.int().min(1_000).max(4_999),
        reason: z.string().max(MAX_REASON_LENGTH).default(''),
      }),
    ])
    .nullish(),
});

/** What stands in for the Live API: its faults, and what it heard and did. */
export function liveRoutes(app: FastifyInstance, { live }: ControlContext): void {
  const recordOf = (request: { params: unknown }): LiveRecord => {
    const { id } = parse(z.object({ id: z.coerce.number().int() }), request.params);
    const record = live.records.find((one) => one.id === id);
    if (record === undefined) throw notFound(`Live session ${id}`);
    return record;
  };

  app.get('/live/conditions', async () => live.conditions.state);
  app.put('/live/conditions', async (request, reply) => {
    const { thinkMs, faults, refusal } = parse(conditions, request.body);
    live.conditions.set({
      ...(thinkMs !== undefined && { thinkMs }),
      ...(faults !== undefined && { faults }),
      ...(refusal !== undefined && { refusal }),
    });
    return reply.code(204).send();
  });
  app.delete('/live/conditions', async (_request, reply) => {
    live.conditions.clear();
    return reply.code(204).send();
  });

  /** Answers when its ears are there. */
  app.post('/live/warm-up', async (_request, reply) => {
    await live.warmUp();
    return reply.code(204).send();
  });

  app.get('/live/sessions', async () => live.records.map(show));
  app.get('/live/sessions/:id', async (request) => show(recordOf(request)));
  app.get('/live/sessions/:id/audio.wav', async (request, reply) => {
    const pcm = concatenate(recordOf(request).heard);
    return reply.type('audio/wav').send(encodeWav({ ...FORMAT, pcm }));
  });
}

function show({ id, openedAtMs, closed, heard, turns, tools, instruction }: LiveRecord) {
  const samples = heard.reduce((sum, { length }) => sum + length, 0);
  const heardSeconds = samples / FORMAT.sampleRateHz;
  return { id, openedAtMs, closed, heardSeconds, turns, tools, instruction };
}
