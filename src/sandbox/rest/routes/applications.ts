import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refusals } from '#src/sandbox/DiscordError.ts';
import { presentApplication, presentUser } from '#src/sandbox/wire/users.ts';
import { applicationOf, param, type RestContext } from '../context.ts';

/** The bot's own application and account, and users. */
export function applicationRoutes(api: FastifyInstance, context: RestContext): void {
  const { world } = context;

  const ownApplication = async (request: FastifyRequest) => {
    const application = applicationOf(context, request);
    const bot = world.users.get(application.botUserId);
    const owner = world.users.get(application.ownerId);
    if (bot === undefined || owner === undefined) throw refusals.unknownApplication();
    return presentApplication(application, bot, owner, world.guilds.size);
  };
  api.get('/applications/@me', ownApplication);
  api.get('/oauth2/applications/@me', ownApplication);

  api.get('/applications/:applicationId/emojis', async () => ({ items: [] }));

  api.get('/users/@me', async (request) => {
    const bot = world.users.get(applicationOf(context, request).botUserId);
    if (bot === undefined) throw refusals.unknownUser();
    return { ...presentUser(bot), verified: true, mfa_enabled: true, email: null, flags: 0 };
  });

  api.get('/users/:userId', async (request) => {
    const user = world.users.get(param(request, 'userId'));
    if (user === undefined) throw refusals.unknownUser();
    return presentUser(user);
  });
}
