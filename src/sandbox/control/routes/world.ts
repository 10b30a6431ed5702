import { ChannelType, OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { presentChannelOf } from '#src/sandbox/wire/guilds.ts';
import { presentRole } from '#src/sandbox/wire/users.ts';
import { type PermissionName, permissionBits } from '#src/sandbox/world/permissions.ts';
import { ControlError, notFound, parse } from '../ControlError.ts';
import { type ControlContext, channelOf, guildOf, memberOf } from '../context.ts';
import { showPerson, showVoiceState } from '../presentation.ts';

const permissionName = z
  .string()
  .refine((name): name is PermissionName => Object.hasOwn(PermissionFlagsBits, name), {
    error: 'is no permission; they are called as in discord.js, such as "Connect"',
  });
const permissionNames = z.array(permissionName).default([]);

/** What a guild's moderators do, without asking whether anybody may. */
export function worldRoutes(app: FastifyInstance, context: ControlContext): void {
  const { world, voiceStates } = context.discord;
  const { guildId } = context;

  app.get('/', async () => {
    const guild = guildOf(context);
    return {
      guild: { id: guild.id, name: guild.settings.name },
      channels: [...guild.channels.values()].map((channel) => presentChannelOf(world, channel)),
      roles: [...guild.roles.values()].map(presentRole),
      people: context.people.all().map((person) => showPerson(context, person)),
      bots: context.discord.gateway.sessions.map((session) => ({
        name: session.application.name,
        userId: session.botUserId,
        connected: session.outlet !== null,
        presence: session.presence,
      })),
      lastEvent: context.events.last,
    };
  });

  app.get('/voice-states', async () =>
    [...guildOf(context).voiceStates.values()].map((state) => showVoiceState(context, state)),
  );

  app.post('/members/:member/disconnect', async (request, reply) => {
    if (!voiceStates.leave(guildId, memberIn(request))) throw notConnected();
    return reply.code(204).send();
  });

  app.post('/members/:member/move', async (request, reply) => {
    const { channel } = parse(z.object({ channel: z.string() }), request.body);
    const target = channelOf(context, channel);
    const refusal = voiceStates.move(guildId, memberIn(request), target.id);
    if (refusal === 'notMember') throw notConnected();
    if (refusal !== null) {
      throw new ControlError(409, `voice.${refusal}`, `"${target.name}" is no voice channel.`);
    }
    return reply.code(204).send();
  });

  app.patch('/members/:member', async (request, reply) => {
    const form = z.object({
      mute: z.boolean().optional(),
      deaf: z.boolean().optional(),
      roles: z.array(z.string()).optional(),
      speaker: z.boolean().optional(),
    });
    const { mute, deaf, roles, speaker } = parse(form, request.body);
    const member = memberOf(context, memberIn(request));
    world.updateMember(guildId, member, {
      mute: mute ?? member.mute,
      deaf: deaf ?? member.deaf,
      roleIds: roles?.map((role) => roleOf(role).id) ?? member.roleIds,
    });
    // Of roles alone no voice state is sent.
    const voice = guildOf(context).voiceStates.get(member.userId);
    const heard = mute !== undefined || deaf !== undefined;
    if (voice !== undefined && heard) voiceStates.change(voice, {});
    if (speaker !== undefined) {
      const stage = guildOf(context).channels.get(voice?.channelId ?? '');
      if (voice === undefined || stage?.type !== ChannelType.GuildStageVoice) throw notConnected();
      voiceStates.letSpeak(voice, speaker, false);
    }
    return reply.code(204).send();
  });

  app.delete('/members/:member', async (request, reply) => {
    const userId = memberIn(request);
    voiceStates.leave(guildId, userId);
    world.removeMember(guildId, memberOf(context, userId));
    return reply.code(204).send();
  });

  app.patch('/guild', async (request, reply) => {
    const form = z.object({
      name: z.string().min(2).max(100).optional(),
      premiumTier: z.literal([0, 1, 2, 3]).optional(),
    });
    const change = parse(form, request.body);
    const guild = guildOf(context);
    world.updateGuild(guild, {
      name: change.name ?? guild.settings.name,
      premiumTier: change.premiumTier ?? guild.settings.premiumTier,
    });
    return reply.code(204).send();
  });

  app.patch('/channels/:channel', async (request) => {
    const form = z.object({
      name: z.string().min(1).max(100).optional(),
      bitrate: z.int().min(8_000).max(384_000).optional(),
      userLimit: z.int().min(0).max(99).optional(),
    });
    const change = parse(form, request.body);
    const channel = channelIn(request);
    const changed = world.updateChannel(channel, {
      name: change.name ?? channel.name,
      bitrate: change.bitrate ?? channel.bitrate,
      userLimit: change.userLimit ?? channel.userLimit,
    });
    return presentChannelOf(world, changed);
  });

  app.delete('/channels/:channel', async (request, reply) => {
    world.deleteChannel(channelIn(request));
    return reply.code(204).send();
  });

  app.put('/channels/:channel/overwrites/:target', async (request) => {
    const { target } = parse(z.object({ target: z.string() }), request.params);
    const form = z.object({ allow: permissionNames, deny: permissionNames });
    const { allow, deny } = parse(form, request.body);
    const channel = channelIn(request);
    const role = findRole(target);
    const id = role?.id ?? memberOf(context, target).userId;
    const overwrite = {
      id,
      type: role === undefined ? OverwriteType.Member : OverwriteType.Role,
      allow: permissionBits(...allow),
      deny: permissionBits(...deny),
    };
    const others = channel.overwrites.filter((each) => each.id !== id);
    const none = overwrite.allow === 0n && overwrite.deny === 0n;
    const changed = world.updateChannel(channel, {
      overwrites: none ? others : [...others, overwrite],
    });
    return presentChannelOf(world, changed);
  });

  app.patch('/roles/:role', async (request) => {
    const { role: name } = parse(z.object({ role: z.string() }), request.params);
    const { add, remove } = parse(
      z.object({ add: permissionNames, remove: permissionNames }),
      request.body,
    );
    const role = roleOf(name);
    const permissions = (role.permissions | permissionBits(...add)) & ~permissionBits(...remove);
    world.setRole(guildId, { ...role, permissions });
    return presentRole({ ...role, permissions });
  });

  const channelIn = (request: { params: unknown }) =>
    channelOf(context, parse(z.object({ channel: z.string() }), request.params).channel);
  const memberIn = (request: { params: unknown }): string => {
    const { member } = parse(z.object({ member: z.string() }), request.params);
    return memberOf(context, member).userId;
  };
  const findRole = (name: string) => {
    const wanted = name.replace(/^@/, '').toLowerCase();
    return [...guildOf(context).roles.values()].find(
      (role) => role.id === name || role.name.replace(/^@/, '').toLowerCase() === wanted,
    );
  };
  const roleOf = (name: string) => {
    const role = findRole(name);
    if (role === undefined) throw notFound(`role "${name}"`);
    return role;
  };
}

function notConnected(): ControlError {
  return new ControlError(409, 'voice.notConnected', 'That member is not in a voice channel.');
}
