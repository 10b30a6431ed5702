import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { encodeWav } from '#src/audio/wav.ts';
import { notFound, parse } from '../ControlError.ts';
import { type ControlContext, memberOf, nameOf } from '../context.ts';
import { personOf } from './people.ts';

const FORMAT = { sampleRateHz: 48_000, channels: 2 } as const;

/** Discord's packets carry 20 ms each. */
const PACKET_S = 0.02;

/** What people have heard. */
export function recordingRoutes(app: FastifyInstance, context: ControlContext): void {
  app.get('/people/:person/recordings', async (request) =>
    personOf(context, request)
      .hearing.recordings()
      .map(({ channelId, recording: { speakerId, packets } }) => ({
        channelId,
        speaker: nameOf(context, speakerId),
        speakerId,
        seconds: packets.length * PACKET_S,
        packets,
      })),
  );

  app.get('/people/:person/recordings/:speaker/audio.wav', async (request, reply) => {
    const { speaker } = parse(z.object({ speaker: z.string() }), request.params);
    const { userId } = memberOf(context, speaker);
    const heard = personOf(context, request)
      .hearing.recordings()
      .filter(({ recording }) => recording.speakerId === userId);
    if (heard.length === 0) throw notFound(`recording of "${speaker}"`);
    const parts: Int16Array[] = [];
    for (const { recording } of heard) parts.push(await recording.decode());
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
