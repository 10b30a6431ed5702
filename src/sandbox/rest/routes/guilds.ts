import type { FastifyInstance } from 'fastify';
import { refusals } from '#src/sandbox/DiscordError.ts';
import { presentChannelOf, presentGuild } from '#src/sandbox/wire/guilds.ts';
import { presentRole } from '#src/sandbox/wire/users.ts';
import { guildFor, param, type RestContext } from '../context.ts';

const REGIONS = [
  { id: 'rotterdam', name: 'Rotterdam', optimal: true, deprecated: false, custom: false },
  { id: 'us-east', name: 'US East', optimal: false, deprecated: false, custom: false },
  { id: 'us-west', name: 'US West', optimal: false, deprecated: false, custom: false },
];

export function guildRoutes(api: FastifyInstance, context: RestContext): void {
  const { world } = context;

  api.get('/guilds/:guildId', async (request) => {
    const guild = guildFor(context, request);
    const query = new URLSearchParams(request.url.split('?')[1] ?? '');
    return {
      ...presentGuild(guild),
      ...(query.get('with_counts') === 'true' && {
        approximate_member_count: guild.members.size,
        approximate_presence_count: guild.members.size,
      }),
    };
  });

  api.get('/guilds/:guildId/channels', async (request) =>
    [...guildFor(context, request).channels.values()].map((channel) =>
      presentChannelOf(world, channel),
    ),
  );

  api.get('/guilds/:guildId/roles', async (request) =>
    [...guildFor(context, request).roles.values()].map(presentRole),
  );

  api.get('/guilds/:guildId/roles/:roleId', async (request) => {
    const role = guildFor(context, request).roles.get(param(request, 'roleId'));
    if (role === undefined) throw refusals.unknownRole();
    return presentRole(role);
  });

  api.get('/voice/regions', async () => REGIONS);
  api.get('/guilds/:guildId/regions', async (request) => {
    guildFor(context, request);
    return REGIONS;
  });
}
