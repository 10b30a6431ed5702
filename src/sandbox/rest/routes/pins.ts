import type { FastifyInstance } from 'fastify';
import { refusals } from '#src/sandbox/DiscordError.ts';
import { presentMessage } from '#src/sandbox/wire/messages.ts';
import type { Message } from '#src/sandbox/world/message.ts';
import type { Channel } from '#src/sandbox/world/model.ts';
import { timestamp } from '#src/sandbox/world/WorldTime.ts';
import { applicationOf, channelFor, demand, type RestContext } from '../context.ts';
import { messageFor } from './messages.ts';

const MAX_PINS = 250;
const PAGE = 50;

export function pinRoutes(api: FastifyInstance, context: RestContext): void {
  const { world } = context;

  /** The last pinned first. */
  const pinsIn = (channel: Channel): Message[] =>
    world.messages
      .in(channel.id)
      .filter(({ pinnedEpochMs }) => pinnedEpochMs !== null)
      .sort((a, b) => (b.pinnedEpochMs ?? 0) - (a.pinnedEpochMs ?? 0));

  api.get('/channels/:channelId/messages/pins', async (request) => {
    const pins = pinsIn(channelFor(context, request));
    return {
      items: pins.slice(0, PAGE).map((message) => ({
        pinned_at: timestamp(message.pinnedEpochMs ?? 0),
        message: presentMessage(world, message),
      })),
      has_more: pins.length > PAGE,
    };
  });

  // The older form, still answered.
  api.get('/channels/:channelId/pins', async (request) =>
    pinsIn(channelFor(context, request)).map((message) => presentMessage(world, message)),
  );

  for (const one of [
    '/channels/:channelId/messages/pins/:messageId',
    '/channels/:channelId/pins/:messageId',
  ]) {
    api.put(one, async (request, reply) => {
      const channel = channelFor(context, request);
      demand(context, applicationOf(context, request), channel, 'PinMessages');
      const message = messageFor(context, request, channel);
      if (message.pinnedEpochMs === null) {
        if (pinsIn(channel).length >= MAX_PINS) throw refusals.tooManyPins();
        const nowEpochMs = world.time.epochMs();
        world.messages.update(message, { pinnedEpochMs: nowEpochMs });
        world.setLastPin(channel, nowEpochMs);
      }
      return reply.code(204).send();
    });

    api.delete(one, async (request, reply) => {
      const channel = channelFor(context, request);
      demand(context, applicationOf(context, request), channel, 'PinMessages');
      const message = messageFor(context, request, channel);
      if (message.pinnedEpochMs === null) throw refusals.unknownMessage();
      world.messages.update(message, { pinnedEpochMs: null });
      world.setLastPin(channel, pinsIn(channel)[0]?.pinnedEpochMs ?? null);
      return reply.code(204).send();
    });
  }
}
