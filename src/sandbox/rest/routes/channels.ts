import { ChannelType, OverwriteType } from 'discord-api-types/v10';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DiscordError, refusals } from '#src/sandbox/DiscordError.ts';
import { list, permissionBits, snowflake, text } from '#src/sandbox/validation/fields.ts';
import { parseForm, refuse } from '#src/sandbox/validation/parseForm.ts';
import { presentChannelOf } from '#src/sandbox/wire/guilds.ts';
import type { Channel, Overwrite } from '#src/sandbox/world/model.ts';
import { has, isVoice } from '#src/sandbox/world/permissions.ts';
import { applicationOf, channelFor, demand, param, type RestContext } from '../context.ts';
import { bodyOf } from '../RequestBody.ts';

/** Documented limits of channels. */
const MIN_BITRATE = 8_000;
const MAX_BITRATE_BY_TIER = [96_000, 128_000, 256_000, 384_000] as const;
const MAX_STAGE_BITRATE = 64_000;
const MAX_VOICE_USERS = 99;
const MAX_STAGE_USERS = 10_000;
const MAX_SLOWMODE_S = 21_600;
const BITRATE_TOO_HIGH = 30_052;

const overwriteForm = z.object({
  type: z.literal([OverwriteType.Role, OverwriteType.Member]),
  allow: permissionBits.nullish(),
  deny: permissionBits.nullish(),
});

const channelForm = z.object({
  name: text(1, 100).optional(),
  position: z.int().min(0).nullish(),
  topic: text(0, 1_024).nullish(),
  nsfw: z.boolean().nullish(),
  rate_limit_per_user: z.int().min(0).max(MAX_SLOWMODE_S).nullish(),
  bitrate: z.int().min(MIN_BITRATE).nullish(),
  user_limit: z.int().min(0).max(MAX_STAGE_USERS).nullish(),
  rtc_region: z.string().nullish(),
  permission_overwrites: list(overwriteForm.extend({ id: snowflake }), 0, 1_000).nullish(),
});

export function channelRoutes(api: FastifyInstance, context: RestContext): void {
  const { world } = context;
  const one = '/channels/:channelId';

  api.get(one, async (request) => presentChannelOf(world, channelFor(context, request)));

  api.patch(one, async (request) => {
    const channel = channelFor(context, request);
    demand(context, applicationOf(context, request), channel, 'ManageChannels');
    const form = parseForm(channelForm, bodyOf(request).json);
    if (form.permission_overwrites) {
      demand(context, applicationOf(context, request), channel, 'ManageRoles');
      for (const each of form.permission_overwrites) {
        demandOwn(context, request, channel, toOverwrite(each));
      }
    }
    const tier = world.guilds.get(channel.guildId)?.settings.premiumTier ?? 0;
    checkUserLimit(channel, form.user_limit ?? 0);
    checkBitrate(channel, form.bitrate ?? channel.bitrate, MAX_BITRATE_BY_TIER[tier]);
    const changed = world.updateChannel(channel, {
      name: form.name ?? channel.name,
      position: form.position ?? channel.position,
      topic: form.topic === undefined ? channel.topic : form.topic,
      nsfw: form.nsfw ?? channel.nsfw,
      slowmodeS: form.rate_limit_per_user ?? channel.slowmodeS,
      bitrate: form.bitrate ?? channel.bitrate,
      userLimit: form.user_limit ?? channel.userLimit,
      rtcRegion: form.rtc_region === undefined ? channel.rtcRegion : form.rtc_region,
      overwrites: form.permission_overwrites?.map(toOverwrite) ?? channel.overwrites,
    });
    return presentChannelOf(world, changed);
  });

  api.delete(one, async (request) => {
    const channel = channelFor(context, request);
    demand(context, applicationOf(context, request), channel, 'ManageChannels');
    const shown = presentChannelOf(world, channel);
    world.deleteChannel(channel);
    return shown;
  });

  api.put(`${one}/permissions/:targetId`, async (request, reply) => {
    const channel = channelFor(context, request);
    demand(context, applicationOf(context, request), channel, 'ManageRoles');
    const form = parseForm(overwriteForm, bodyOf(request).json);
    const overwrite = toOverwrite({ ...form, id: param(request, 'targetId') });
    demandOwn(context, request, channel, overwrite);
    world.updateChannel(channel, {
      overwrites: [...channel.overwrites.filter(({ id }) => id !== overwrite.id), overwrite],
    });
    return reply.code(204).send();
  });

  api.delete(`${one}/permissions/:targetId`, async (request, reply) => {
    const channel = channelFor(context, request);
    demand(context, applicationOf(context, request), channel, 'ManageRoles');
    const targetId = param(request, 'targetId');
    world.updateChannel(channel, {
      overwrites: channel.overwrites.filter(({ id }) => id !== targetId),
    });
    return reply.code(204).send();
  });

  api.put(`${one}/voice-status`, async (request, reply) => {
    const channel = channelFor(context, request);
    const application = applicationOf(context, request);
    if (channel.type !== ChannelType.GuildVoice) throw refusals.wrongChannelType();
    demand(context, application, channel, 'SetVoiceChannelStatus');
    // Who is not in the channel needs to be its manager as well.
    const state = world.guilds.get(channel.guildId)?.voiceStates.get(application.botUserId);
    if (state?.channelId !== channel.id) {
      demand(context, application, channel, 'ManageChannels');
    }
    const { status } = parseForm(
      z.object({ status: text(0, 500).nullish() }),
      bodyOf(request).json,
    );
    world.setVoiceStatus(channel, status || null);
    return reply.code(204).send();
  });
}

/**
 * Documented: one gives and takes only what one has, unless the channel itself lets one manage
 * roles.
 *
 * @throws DiscordError 50013
 */
function demandOwn(
  context: RestContext,
  request: FastifyRequest,
  channel: Channel,
  { id, allow, deny }: Overwrite,
): void {
  const { botUserId } = applicationOf(context, request);
  const bot = context.world.guilds.get(channel.guildId)?.members.get(botUserId);
  const manages = channel.overwrites.some(
    (each) =>
      (each.id === botUserId || bot?.roleIds.includes(each.id) === true) &&
      has(each.allow, 'ManageRoles'),
  );
  if (manages) return;
  const before = channel.overwrites.find((each) => each.id === id);
  const changed = (allow ^ (before?.allow ?? 0n)) | (deny ^ (before?.deny ?? 0n));
  const own = context.world.permissionsIn(channel, botUserId);
  if ((changed & ~own) !== 0n) throw refusals.missingPermissions();
}

function toOverwrite(form: z.output<typeof overwriteForm> & { id: string }): Overwrite {
  return { id: form.id, type: form.type, allow: form.allow ?? 0n, deny: form.deny ?? 0n };
}

function checkUserLimit({ type }: Channel, limit: number): void {
  if (type === ChannelType.GuildStageVoice || limit <= MAX_VOICE_USERS) return;
  refuse(
    ['user_limit'],
    'NUMBER_TYPE_MAX',
    `int value should be less than or equal to ${MAX_VOICE_USERS}.`,
  );
}

function checkBitrate(channel: Channel, bitrate: number, max: number): void {
  if (!isVoice(channel)) return;
  const limit = channel.type === ChannelType.GuildStageVoice ? MAX_STAGE_BITRATE : max;
  if (bitrate <= limit) return;
  throw new DiscordError(400, BITRATE_TOO_HIGH, 'Bitrate is too high for channel of this type');
}
