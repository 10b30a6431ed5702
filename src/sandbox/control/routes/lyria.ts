import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { encodeWav } from '#src/audio/wav.ts';
import { notFound, parse } from '../ControlError.ts';
import type { ControlContext } from '../context.ts';
import type { TappedSession } from '../LyriaTap.ts';
import { concatenate } from './recordings.ts';

const FORMAT = { sampleRateHz: 48_000, channels: 2 } as const;

/** What the generator was told and what it played. */
export function lyriaRoutes(app: FastifyInstance, { lyria }: ControlContext): void {
  const sessionOf = (request: { params: unknown }): TappedSession => {
    const { id } = parse(z.object({ id: z.coerce.number().int() }), request.params);
    const session = lyria.get(id);
    if (session === undefined) throw notFound(`Lyria session ${id}`);
    return session;
  };

  app.get('/lyria/sessions', async () => lyria.sessions.map(show));
  app.get('/lyria/sessions/:id', async (request) => {
    const session = sessionOf(request);
    return { ...show(session), messages: session.messages };
  });

  app.get('/lyria/sessions/:id/audio.wav', async (request, reply) => {
    const parts = sessionOf(request).chunks.map(({ pcm }) => pcm);
    return reply.type('audio/wav').send(encodeWav({ ...FORMAT, pcm: concatenate(parts) }));
  });
}

function show(session: TappedSession) {
  return {
    id: session.id,
    openedAtMs: session.openedAtMs,
    closed: session.closed,
    messageCount: session.messages.length,
    sentSeconds: session.sentFrames / FORMAT.sampleRateHz,
    /** What `audio.wav` holds; the first frame counts from the session's first. */
    kept: {
      firstFrame: session.chunks[0]?.firstFrame ?? session.sentFrames,
      chunks: session.chunks.map(({ atMs, firstFrame, pcm }) => ({
        atMs,
        firstFrame,
        frames: pcm.length / FORMAT.channels,
      })),
    },
  };
}
