import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { snowflake } from '#src/sandbox/validation/fields.ts';
import { parseForm } from '#src/sandbox/validation/parseForm.ts';
import type { Guild } from '#src/sandbox/world/Guild.ts';
import type { Member } from '#src/sandbox/world/model.ts';
import { guildPermissions } from '#src/sandbox/world/permissions.ts';
import { applicationOf, guildFor, type RestContext } from '../context.ts';

const MAX_PAGE = 200;

const page = z.object({
  before: snowflake.optional(),
  after: z.union([z.literal('0'), snowflake]).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(MAX_PAGE),
  with_counts: z.string().optional(),
});

/** The guilds that the bot is in. */
export function ownGuildRoutes(api: FastifyInstance, context: RestContext): void {
  const { world } = context;

  api.get('/users/@me/guilds', async (request) => {
    const { botUserId } = applicationOf(context, request);
    const { before, after, limit, with_counts: withCounts } = parseForm(page, request.query);
    const own = [...world.guilds.values()].flatMap((guild) => {
      const member = guild.members.get(botUserId);
      return member === undefined ? [] : [{ guild, member }];
    });
    const asked = own
      .toSorted((one, other) => (BigInt(one.guild.id) < BigInt(other.guild.id) ? -1 : 1))
      .filter(({ guild }) => after === undefined || BigInt(guild.id) > BigInt(after))
      .filter(({ guild }) => before === undefined || BigInt(guild.id) < BigInt(before));
    // Rising ids in either case: with `before` the ones nearest to it.
    const shown = before === undefined ? asked.slice(0, limit) : asked.slice(-limit);
    return shown.map(({ guild, member }) => presentOwn(guild, member, withCounts === 'true'));
  });

  api.delete('/users/@me/guilds/:guildId', async (request, reply) => {
    const guild = guildFor(context, request);
    const { botUserId } = applicationOf(context, request);
    const member = guild.members.get(botUserId);
    context.voiceStates.leave(guild.id, botUserId);
    if (member !== undefined) world.removeMember(guild.id, member);
    return reply.code(204).send();
  });
}

function presentOwn(guild: Guild, member: Member, withCounts: boolean) {
  return {
    id: guild.id,
    name: guild.settings.name,
    icon: null,
    banner: null,
    owner: guild.settings.ownerId === member.userId,
    permissions: String(guildPermissions(guild, member)),
    features: [],
    ...(withCounts && {
      approximate_member_count: guild.members.size,
      approximate_presence_count: guild.members.size,
    }),
  };
}
