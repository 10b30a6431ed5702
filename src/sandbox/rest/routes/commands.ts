import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { presentCommand, type RegisteredCommand } from '#src/sandbox/commands/CommandRegistry.ts';
import { refusals } from '#src/sandbox/DiscordError.ts';
import { commandForm } from '#src/sandbox/validation/commands.ts';
import { parseForm } from '#src/sandbox/validation/parseForm.ts';
import { applicationOf, guildFor, param, type RestContext } from '../context.ts';
import { bodyOf } from '../RequestBody.ts';

/** Registering commands, globally and in a guild. */
export function commandRoutes(api: FastifyInstance, context: RestContext): void {
  const { commands } = context;

  /** Whose commands, and where. */
  const scopeOf = (request: FastifyRequest): readonly [string, string | null] => {
    const application = applicationOf(context, request);
    if (param(request, 'applicationId') !== application.id) {
      throw refusals.notAuthorizedForApplication();
    }
    const guildId = param(request, 'guildId') === '' ? null : guildFor(context, request).id;
    return [application.id, guildId];
  };
  const oneOf = (request: FastifyRequest): RegisteredCommand =>
    commands.get(...scopeOf(request), param(request, 'commandId'));

  for (const base of [
    '/applications/:applicationId/commands',
    '/applications/:applicationId/guilds/:guildId/commands',
  ]) {
    api.get(base, async (request) => {
      const { with_localizations: wanted } = z
        .object({ with_localizations: z.string().optional() })
        .parse(request.query);
      return commands
        .list(...scopeOf(request))
        .map((command) => presentCommand(command, wanted === 'true'));
    });

    api.post(base, async (request, reply) => {
      const scope = scopeOf(request);
      const form = parseForm(commandForm, bodyOf(request).json);
      const { command, created } = commands.upsert(...scope, form);
      return reply.code(created ? 201 : 200).send(presentCommand(command, true));
    });

    api.put(base, async (request) => {
      const scope = scopeOf(request);
      const forms = parseForm(z.array(commandForm), bodyOf(request).json);
      return commands.overwrite(...scope, forms).map((command) => presentCommand(command, true));
    });

    api.get(`${base}/:commandId`, async (request) => presentCommand(oneOf(request), true));

    api.patch(`${base}/:commandId`, async (request) => {
      const command = oneOf(request);
      const change = parseForm(z.looseObject({}), bodyOf(request).json);
      const form = parseForm(commandForm, { ...command.form, ...change, type: command.form.type });
      return presentCommand(commands.replace(command, form), true);
    });

    api.delete(`${base}/:commandId`, async (request, reply) => {
      commands.delete(oneOf(request));
      return reply.code(204).send();
    });
  }
}
