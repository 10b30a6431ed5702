import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { encodeWav } from '../../../audio/wav.ts';
import { notFound, parse } from '../ControlError.ts';
import { type ControlContext, memberOf, nameOf } from '../context.ts';
import { personOf } from './people.ts';

const FORMAT = { sampleRateHz: 48_000, channels: 2 } as const;

/** What people have heard. */
export function recordingRoutes(app: FastifyInstance, context: ControlContext): void {
  app.get('/people/:person/recordings', async (request) =>
    personOf(context, request)
      .hearing.recordings()
      .map(({ channelId, speakerId, packets, pcm }) => ({
        channelId,
        speaker: nameOf(context, speakerId),
        speakerId,
        seconds: pcm.length / FORMAT.channels / FORMAT.sampleRateHz,
        packets,
      })),
  );

  app.get('/people/:person/recordings/:speaker/audio.wav', async (request, reply) => {
    const { speaker } = parse(z.object({ speaker: z.string() }), request.params);
    const { userId } = memberOf(context, speaker);
    const parts = personOf(context, request)
      .hearing.recordings()
      .filter(({ speakerId }) => speakerId === userId)
      .map(({ pcm }) => pcm);
    if (parts.length === 0) throw notFound(`recording of "${speaker}"`);
    return reply.type('audio/wav').send(encodeWav({ ...FORMAT, pcm: concatenate(parts) }));
  });

  app.delete('/people/:person/recordings', async (request, reply) => {
    personOf(context, request).hearing.clear();
    return reply.code(204).send();
  });
}

export function concatenate(parts: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
