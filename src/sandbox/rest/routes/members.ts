import { GatewayIntentBits } from 'discord-api-types/v10';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { refusals } from '#src/sandbox/DiscordError.ts';
import { isoTime, snowflake, text } from '#src/sandbox/validation/fields.ts';
import { parseForm, refuse } from '#src/sandbox/validation/parseForm.ts';
import { presentMember } from '#src/sandbox/wire/users.ts';
import type { Guild } from '#src/sandbox/world/Guild.ts';
import type { Member } from '#src/sandbox/world/model.ts';
import {
  currentGuildPermissions,
  guildPermissions,
  has,
  outranks,
  type PermissionName,
} from '#src/sandbox/world/permissions.ts';
import { applicationOf, guildFor, param, type RestContext } from '../context.ts';
import { bodyOf } from '../RequestBody.ts';

const MAX_PAGE = 1_000;
const MAX_NICK = 32;

const memberForm = z.object({
  nick: text(0, MAX_NICK).nullish(),
  mute: z.boolean().nullish(),
  deaf: z.boolean().nullish(),
  channel_id: snowflake.nullish(),
  communication_disabled_until: isoTime.nullish(),
});

/** Documented: a time-out lasts at most 28 days. */
const MAX_TIME_OUT_MS = 28 * 86_400_000;

function checkTimeOut(until: string | null, nowEpochMs: number): void {
  if (until === null || Date.parse(until) <= nowEpochMs + MAX_TIME_OUT_MS) return;
  refuse(
    ['communication_disabled_until'],
    'INVALID_COMMUNICATION_DISABLED_TIMESTAMP',
    'Invalid communication disabled timestamp',
  );
}

export function memberRoutes(api: FastifyInstance, context: RestContext): void {
  const { world } = context;

  const present = (member: Member) => {
    const user = world.users.get(member.userId);
    if (user === undefined) throw refusals.unknownUser();
    return presentMember(member, user);
  };
  const demandInGuild = (guild: Guild, request: FastifyRequest, name: PermissionName): void => {
    const self = guild.members.get(applicationOf(context, request).botUserId);
    if (
      self === undefined ||
      !has(currentGuildPermissions(guild, self, world.time.epochMs()), name)
    ) {
      throw refusals.missingPermissions();
    }
  };
  /** What is done to a member's name and voice at large takes a higher role than theirs. */
  const demandRank = (guild: Guild, request: FastifyRequest, target: Member): void => {
    const self = guild.members.get(applicationOf(context, request).botUserId);
    if (self === undefined || !outranks(guild, self, target)) throw refusals.missingPermissions();
  };

  api.get('/guilds/:guildId/members', async (request) => {
    const guild = guildFor(context, request);
    // Listing everybody takes the members intent, which is switched on for the application.
    const { privilegedIntents } = applicationOf(context, request);
    if ((privilegedIntents & GatewayIntentBits.GuildMembers) === 0) throw refusals.missingAccess();
    const asked = parseForm(
      z.object({
        limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(1),
        after: z.union([z.literal('0'), snowflake]).default('0'),
      }),
      request.query,
    );
    return [...guild.members.values()]
      .filter(({ userId }) => BigInt(userId) > BigInt(asked.after))
      .slice(0, asked.limit)
      .map(present);
  });

  api.get('/guilds/:guildId/members/search', async (request) => {
    const guild = guildFor(context, request);
    const asked = parseForm(
      z.object({
        query: text(1, 100),
        limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(1),
      }),
      request.query,
    );
    const wanted = asked.query.toLowerCase();
    return [...guild.members.values()]
      .map(present)
      .filter(({ nick, user }) =>
        [nick, user.username, user.global_name].some(
          (name) => name?.toLowerCase().startsWith(wanted) === true,
        ),
      )
      .slice(0, asked.limit);
  });

  api.get('/guilds/:guildId/members/:userId', async (request) => {
    const member = guildFor(context, request).members.get(param(request, 'userId'));
    if (member === undefined) throw refusals.unknownMember();
    return present(member);
  });

  api.patch('/guilds/:guildId/members/:userId', async (request) => {
    const guild = guildFor(context, request);
    const { botUserId } = applicationOf(context, request);
    const asked = param(request, 'userId');
    const member = guild.members.get(asked === '@me' ? botUserId : asked);
    if (member === undefined) throw refusals.unknownMember();
    const form = parseForm(memberForm, bodyOf(request).json);
    checkTimeOut(form.communication_disabled_until ?? null, world.time.epochMs());
    const own = member.userId === botUserId;
    if (form.nick !== undefined) {
      demandInGuild(guild, request, own ? 'ChangeNickname' : 'ManageNicknames');
      if (!own) demandRank(guild, request, member);
    }
    const inVoice = guild.voiceStates.has(member.userId);
    if (form.mute != null) demandInGuild(guild, request, 'MuteMembers');
    if (form.deaf != null) demandInGuild(guild, request, 'DeafenMembers');
    if (form.communication_disabled_until !== undefined) {
      demandInGuild(guild, request, 'ModerateMembers');
      demandRank(guild, request, member);
      if (has(guildPermissions(guild, member), 'Administrator'))
        throw refusals.missingPermissions();
    }
    if ((form.mute != null || form.deaf != null) && !inVoice) throw refusals.notConnectedToVoice();
    if (form.channel_id !== undefined) {
      demandInGuild(guild, request, 'MoveMembers');
      moveTo(guild, member, form.channel_id, botUserId);
    }
    const until = form.communication_disabled_until;
    const changed = world.updateMember(guild.id, member, {
      nick: form.nick === undefined ? member.nick : form.nick || null,
      mute: form.mute ?? member.mute,
      deaf: form.deaf ?? member.deaf,
      timedOutUntilEpochMs:
        until === undefined
          ? member.timedOutUntilEpochMs
          : until === null
            ? null
            : Date.parse(until),
    });
    const voice = guild.voiceStates.get(member.userId);
    if (voice !== undefined && (form.mute != null || form.deaf != null)) {
      context.voiceStates.change(voice, {});
    }
    return present(changed);
  });

  const moveTo = (
    guild: Guild,
    member: Member,
    channelId: string | null,
    moverId: string,
  ): void => {
    if (!guild.voiceStates.has(member.userId)) throw refusals.notConnectedToVoice();
    if (channelId === null) {
      context.voiceStates.leave(guild.id, member.userId);
      return;
    }
    // Who moves somebody has to be able to go there.
    const target = guild.channels.get(channelId);
    if (target !== undefined && !has(world.permissionsIn(target, moverId), 'Connect')) {
      throw refusals.missingPermissions();
    }
    const refusal = context.voiceStates.move(guild.id, member.userId, channelId);
    if (refusal === 'unknownChannel') throw refusals.unknownChannel();
    if (refusal !== null) throw refusals.wrongChannelType();
  };
}
