import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Ending, Refusal } from '#src/generator/Conditions.ts';
import { CHUNK_MS } from '#src/generator/frames.ts';
import { USUAL_CHUNKS } from '#src/generator/packChunk.ts';
import { ControlError, parse } from '../ControlError.ts';
import type { ControlContext } from '../context.ts';

const MAX_PACE = 10;
const MAX_SECONDS = 3_600;
/** A close frame holds 125 bytes, two of them the code. */
const MAX_REASON_LENGTH = 123;
/** The codes that may be sent in a close frame, less those that the WebSocket library refuses. */
const closeCode = z.union([
  z.int().min(1_000).max(1_003),
  z.int().min(1_007).max(1_014),
  z.int().min(3_000).max(4_999),
]);
const MAX_MIME_LENGTH = 200;
/** Of a header: what could begin another one is refused. */
const retryAfter = z
  .union([z.number().min(0), z.string().max(100)])
  .transform(String)
  .refine((text) => /^[\x20-\x7e]*$/.test(text));
const reason = z.string().max(MAX_REASON_LENGTH).default('');
const seconds = z.number().min(0).max(MAX_SECONDS);

const duration = z.strictObject({ seconds: seconds.positive() });

const conditions = z.strictObject({
  pace: z.number().min(0).max(MAX_PACE).optional(),
  stalled: z.boolean().optional(),
  sessionLimitSeconds: seconds.positive().nullish(),
  firstAudioSeconds: seconds.nullish(),
  startSpacingSeconds: seconds.optional(),
  filteredWords: z.array(z.string().min(1)).optional(),
  chunks: z
    .strictObject({
      pieceMs: z.int().min(1).max(CHUNK_MS).default(USUAL_CHUNKS.pieceMs),
      together: z.boolean().default(USUAL_CHUNKS.together),
      strayBytes: z.int().min(0).max(3).default(USUAL_CHUNKS.strayBytes),
      foreign: z.boolean().default(USUAL_CHUNKS.foreign),
      empty: z.boolean().default(USUAL_CHUNKS.empty),
      rate: z.int().min(4_000).max(192_000).default(USUAL_CHUNKS.rate),
      channels: z.union([z.literal(1), z.literal(2)]).default(USUAL_CHUNKS.channels),
      mimeType: z.string().min(1).max(MAX_MIME_LENGTH).nullable().default(USUAL_CHUNKS.mimeType),
      base64: z.enum(['plain', 'lines', 'url']).default(USUAL_CHUNKS.base64),
    })
    .optional(),
});

/** Without a code it is a TCP reset. */
const ending = z.strictObject({ closeCode: closeCode.optional(), reason });

const refusal = z.union([
  z.strictObject({
    status: z.int().min(400).max(599),
    text: z.string().default(''),
    retryAfter: retryAfter.optional(),
    times: z.int().min(1).nullish(),
  }),
  z.strictObject({ ...ending.shape, times: z.int().min(1).nullish() }),
]);

const drop = z.strictObject({ ...ending.shape, session: z.int().optional() });

/** What goes wrong with Lyria, on demand. */
export function lyriaFaultRoutes(app: FastifyInstance, context: ControlContext): void {
  const { conditions: service, lyria } = context;

  app.get('/lyria/attempts', async () => lyria.attempts);

  app.get('/lyria/conditions', async () => {
    const { sessionLimitMs, firstAudioMs, startSpacingMs, ...state } = service.state;
    return {
      ...state,
      sessionLimitSeconds: inSeconds(sessionLimitMs),
      firstAudioSeconds: inSeconds(firstAudioMs),
      startSpacingSeconds: startSpacingMs / 1_000,
      refusal: service.refusal ?? null,
    };
  });
  app.put('/lyria/conditions', async (request, reply) => {
    const form = parse(conditions, request.body);
    const { sessionLimitSeconds, firstAudioSeconds, startSpacingSeconds, ...rest } = form;
    service.set({
      ...defined(rest),
      ...defined({
        sessionLimitMs: inMilliseconds(sessionLimitSeconds),
        firstAudioMs: inMilliseconds(firstAudioSeconds),
        startSpacingMs: inMilliseconds(startSpacingSeconds) ?? undefined,
      }),
    });
    return reply.code(204).send();
  });
  app.delete('/lyria/conditions', async (_request, reply) => {
    service.clear();
    return reply.code(204).send();
  });

  app.put('/lyria/refusal', async (request, reply) => {
    const form = parse(refusal, request.body);
    service.refuse(refusalOf(form), form.times ?? Number.POSITIVE_INFINITY);
    return reply.code(204).send();
  });
  app.delete('/lyria/refusal', async (_request, reply) => {
    service.refuse(undefined);
    return reply.code(204).send();
  });

  app.post('/lyria/drop', async (request, reply) => {
    const { session, ...form } = parse(drop, request.body);
    if (session !== undefined && lyria.get(session)?.closed !== null) {
      throw new ControlError(409, 'lyria.notOpen', 'That session is not open.');
    }
    service.interrupt(endingOf(form), session);
    return reply.code(204).send();
  });
  app.post('/lyria/stall', async (request, reply) => {
    service.stallFor(parse(duration, request.body).seconds * 1_000);
    return reply.code(204).send();
  });
  app.post('/lyria/outage', async (request, reply) => {
    service.outageFor(parse(duration, request.body).seconds * 1_000);
    return reply.code(204).send();
  });
}

function refusalOf(form: z.output<typeof refusal>): Refusal {
  if (!('status' in form)) return endingOf(form);
  const { status, text, retryAfter: wait } = form;
  return { kind: 'status', status, text, ...(wait === undefined ? {} : { retryAfter: wait }) };
}

function endingOf({ closeCode: code, reason: text }: z.output<typeof ending>): Ending {
  return code === undefined ? { kind: 'reset' } : { kind: 'close', code, reason: text };
}

function inSeconds(ms: number | null): number | null {
  return ms === null ? null : ms / 1_000;
}

/** Null lifts a limit, undefined leaves it. */
function inMilliseconds(given: number | null | undefined): number | null | undefined {
  return given === null || given === undefined ? given : given * 1_000;
}

/** Drops what was not given. */
function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
