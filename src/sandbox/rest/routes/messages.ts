import { ChannelType, MessageFlags, MessageType, RESTJSONErrorCodes } from 'discord-api-types/v10';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { refusals } from '#src/sandbox/DiscordError.ts';
import { newMessage } from '#src/sandbox/messages/newMessage.ts';
import { snowflake } from '#src/sandbox/validation/fields.ts';
import { type MessageForm, parseMessage } from '#src/sandbox/validation/messages.ts';
import { parseForm, refuse } from '#src/sandbox/validation/parseForm.ts';
import { presentMessage } from '#src/sandbox/wire/messages.ts';
import type { Message } from '#src/sandbox/world/message.ts';
import type { Application, Channel } from '#src/sandbox/world/model.ts';
import { has } from '#src/sandbox/world/permissions.ts';
import { applicationOf, channelFor, demand, param, type RestContext } from '../context.ts';
import { senderOf } from '../limitRequests.ts';
import { OLD_MESSAGE_MS } from '../limits.ts';
import { RateLimited } from '../RateLimited.ts';
import { bodyOf } from '../RequestBody.ts';

/** How long Discord remembers a nonce that is enforced. */
const NONCE_MS = 5 * 60_000;
const DEFAULT_PAGE = 50;
const MAX_PAGE = 100;

const page = z.object({
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(DEFAULT_PAGE),
  before: snowflake.optional(),
  after: z.union([z.literal('0'), snowflake]).optional(),
  around: snowflake.optional(),
});

/** A message that the bot can see in a channel. @throws DiscordError 10008, 50001 */
export function messageFor(
  context: RestContext,
  request: FastifyRequest,
  channel: Channel,
): Message {
  const application = applicationOf(context, request);
  const message = context.world.messages.get(channel.id, param(request, 'messageId'));
  if (message === undefined || message.visibleTo !== null) throw refusals.unknownMessage();
  const permissions = context.world.permissionsIn(channel, application.botUserId);
  const own = message.authorId === application.botUserId;
  if (!own && !has(permissions, 'ReadMessageHistory')) throw refusals.missingAccess();
  return message;
}

export function messageRoutes(api: FastifyInstance, context: RestContext): void {
  const { world, composer } = context;
  const base = '/channels/:channelId/messages';

  api.get(base, async (request) => {
    const channel = channelFor(context, request);
    const { botUserId } = applicationOf(context, request);
    const asked = parseForm(page, request.query);
    if (!has(world.permissionsIn(channel, botUserId), 'ReadMessageHistory')) return [];
    const all = world.messages.in(channel.id).filter(({ visibleTo }) => visibleTo === null);
    return selectPage(all, asked).map((message) => presentMessage(world, message));
  });

  api.get(`${base}/:messageId`, async (request) => {
    const channel = channelFor(context, request);
    return presentMessage(world, messageFor(context, request, channel));
  });

  api.post(base, async (request) => {
    const channel = channelFor(context, request);
    const application = applicationOf(context, request);
    if (channel.type === ChannelType.GuildCategory) throw refusals.nonTextChannel();
    demand(context, application, channel, 'SendMessages');
    const { json, files } = bodyOf(request);
    const form = parseMessage(json);
    if (files.length > 0) demand(context, application, channel, 'AttachFiles');
    if (form.tts === true) demand(context, application, channel, 'SendTTSMessages');
    if ((form.embeds?.length ?? 0) > 0) demand(context, application, channel, 'EmbedLinks');
    const twin = form.enforce_nonce === true ? twinOf(context, application, channel, form) : null;
    if (twin !== null) return presentMessage(world, twin);
    const replyTo = referenceOf(context, application, channel, form);
    const body = composer.compose(channel.id, form, files);
    const message = newMessage(world, {
      ...body,
      guildId: channel.guildId,
      channelId: channel.id,
      authorId: application.botUserId,
      applicationId: application.id,
      type: replyTo === null ? MessageType.Default : MessageType.Reply,
      tts: form.tts ?? false,
      nonce: form.nonce ?? null,
      replyTo,
    });
    world.messages.add(message);
    return presentMessage(world, message);
  });

  api.patch(`${base}/:messageId`, async (request) => {
    const channel = channelFor(context, request);
    const message = messageFor(context, request, channel);
    if (message.authorId !== applicationOf(context, request).botUserId) {
      throw refusals.notYourMessage();
    }
    limitOldEdit(context, request, message);
    const { json, files } = bodyOf(request);
    const wasLayout = (message.flags & MessageFlags.IsComponentsV2) !== 0;
    const body = composer.edit(message, parseMessage(json, { wasLayout }), files);
    const edited = world.messages.update(message, {
      ...body,
      editedEpochMs: world.time.epochMs(),
    });
    return presentMessage(world, edited);
  });

  api.delete(`${base}/:messageId`, async (request, reply) => {
    const channel = channelFor(context, request);
    const application = applicationOf(context, request);
    const message = messageFor(context, request, channel);
    if (message.authorId !== application.botUserId) {
      demand(context, application, channel, 'ManageMessages');
    }
    world.messages.delete(message);
    return reply.code(204).send();
  });

  api.post('/channels/:channelId/typing', async (request, reply) => {
    const channel = channelFor(context, request);
    const application = applicationOf(context, request);
    demand(context, application, channel, 'SendMessages');
    world.tell({ type: 'typingStarted', channel, userId: application.botUserId });
    return reply.code(204).send();
  });
}

/** What the same bot has said with the same nonce "in the past few minutes". */
function twinOf(
  { world }: RestContext,
  application: Application,
  channel: Channel,
  { nonce }: MessageForm,
): Message | null {
  if (nonce == null) return null;
  const sinceMs = world.time.epochMs() - NONCE_MS;
  const twin = world.messages
    .in(channel.id)
    .findLast(
      (message) =>
        message.authorId === application.botUserId &&
        message.nonce === nonce &&
        message.createdEpochMs >= sinceMs,
    );
  return twin ?? null;
}

/** @throws RateLimited with code 30046 when too many old messages are edited in a channel. */
function limitOldEdit(context: RestContext, request: FastifyRequest, message: Message): void {
  if (context.world.time.epochMs() - message.createdEpochMs < OLD_MESSAGE_MS) return;
  const refusal = context.limiter.takeOldEdit(senderOf(request), message.channelId);
  if (refusal === null) return;
  throw new RateLimited(
    refusal,
    'Maximum number of edits to messages older than 1 hour reached. Try again later',
    RESTJSONErrorCodes.MaximumNumberOfEditsToMessagesOlderThanOneHourReached,
  );
}

/** Newest first, as Discord lists them. @param all Oldest first. */
function selectPage(all: readonly Message[], asked: z.output<typeof page>): Message[] {
  const { limit, before, after, around } = asked;
  const isBefore = (message: Message, id: string): boolean => BigInt(message.id) < BigInt(id);
  if (before !== undefined) {
    return all
      .filter((message) => isBefore(message, before))
      .slice(-limit)
      .reverse();
  }
  if (after !== undefined) {
    return all
      .filter(({ id }) => BigInt(id) > BigInt(after))
      .slice(0, limit)
      .reverse();
  }
  if (around !== undefined) {
    const older = all.filter((message) => isBefore(message, around)).length;
    const from = Math.max(0, older - Math.floor(limit / 2));
    return all.slice(from, from + limit).reverse();
  }
  return all.slice(-limit).reverse();
}

function referenceOf(
  context: RestContext,
  application: Application,
  channel: Channel,
  form: MessageForm,
): Message['replyTo'] {
  const reference = form.message_reference;
  if (!reference) return null;
  const permissions = context.world.permissionsIn(channel, application.botUserId);
  if (!has(permissions, 'ReadMessageHistory')) throw refusals.noMessageHistory();
  if (context.world.messages.get(channel.id, reference.message_id) !== undefined) {
    return { channelId: channel.id, messageId: reference.message_id };
  }
  if (reference.fail_if_not_exists === false) return null;
  return refuse(['message_reference'], 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', 'Unknown message');
}
