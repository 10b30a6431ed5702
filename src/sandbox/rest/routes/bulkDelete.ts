import { ChannelType } from 'discord-api-types/v10';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { refusals } from '#src/sandbox/DiscordError.ts';
import { list, snowflake } from '#src/sandbox/validation/fields.ts';
import { parseForm } from '#src/sandbox/validation/parseForm.ts';
import { snowflakeTimeMs } from '#src/sandbox/world/snowflake.ts';
import { applicationOf, channelFor, demand, type RestContext } from '../context.ts';
import { bodyOf } from '../RequestBody.ts';

/** Documented: from 2 to 100 messages at once, none of them older than two weeks. */
const MIN_MESSAGES = 2;
const MAX_MESSAGES = 100;
const MAX_AGE_MS = 14 * 86_400_000;

const form = z.object({ messages: list(snowflake, MIN_MESSAGES, MAX_MESSAGES) });

/** Clearing up a channel in one request. */
export function bulkDeleteRoutes(api: FastifyInstance, context: RestContext): void {
  const { world } = context;

  api.post('/channels/:channelId/messages/bulk-delete', async (request, reply) => {
    const channel = channelFor(context, request);
    if (channel.type === ChannelType.GuildCategory) throw refusals.nonTextChannel();
    demand(context, applicationOf(context, request), channel, 'ManageMessages');
    const ids = parseForm(form, bodyOf(request).json).messages;
    const oldestEpochMs = world.time.epochMs() - MAX_AGE_MS;
    if (ids.some((id) => snowflakeTimeMs(id) < oldestEpochMs)) throw refusals.tooOldForBulk();
    // What is not there any more is no error.
    const messages = [...new Set(ids)].flatMap((id) => {
      const message = world.messages.get(channel.id, id);
      return message === undefined || message.visibleTo !== null ? [] : [message];
    });
    world.messages.deleteMany(channel, messages);
    return reply.code(204).send();
  });
}
