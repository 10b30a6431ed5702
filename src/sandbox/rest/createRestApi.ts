import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '#src/log.ts';
import { DiscordError, refusals } from '../DiscordError.ts';
import { formErrorTree, InvalidForm } from '../validation/formErrors.ts';
import { answerFault, failAtEdge } from './answerFault.ts';
import { checkPath } from './checkPath.ts';
import { applicationOf, type RestContext } from './context.ts';
import { answerLimited, limitRequests, shutOutInvalid } from './limitRequests.ts';
import { RateLimited } from './RateLimited.ts';
import { readBodies } from './RequestBody.ts';
import type { RestFaults } from './RestFaults.ts';
import type { RestTraffic } from './RestTraffic.ts';
import { applicationRoutes } from './routes/applications.ts';
import { bulkDeleteRoutes } from './routes/bulkDelete.ts';
import { channelRoutes } from './routes/channels.ts';
import { commandRoutes } from './routes/commands.ts';
import { gatewayRoutes } from './routes/gateway.ts';
import { guildRoutes } from './routes/guilds.ts';
import { interactionRoutes } from './routes/interactions.ts';
import { memberRoutes } from './routes/members.ts';
import { messageRoutes } from './routes/messages.ts';
import { ownGuildRoutes } from './routes/ownGuilds.ts';
import { pinRoutes } from './routes/pins.ts';
import { voiceRoutes } from './routes/voice.ts';
import { webhookRoutes } from './routes/webhooks.ts';

/**
 * The versions that libraries use today, and scripts that name none. What the sandbox has is the
 * same in all of them; 6 to 8, which Discord deprecates, write permissions and errors otherwise.
 */
const PREFIXES = ['/api/v10', '/api/v9', '/api'] as const;
const VERSION = /^\/api(?:\/v\d+)?(?=\/)/;
const OTHER_VERSION = /^\/api\/v(?!(?:9|10)\/)\d+\//;
/** Fastify names the charset, too. */
const JSON_TYPE = 'application/json';
const INVALID_FORM = 50035;

/** A request that has been answered, without tokens. */
export interface RestEvent {
  readonly type: 'restRequest';
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route needs no bot token. */
    readonly public?: boolean;
  }
}

/** Puts Discord's REST API under `/api/v10`, `/api/v9` and `/api` of a server. */
export async function createRestApi(
  app: FastifyInstance,
  options: {
    readonly context: RestContext;
    readonly traffic: RestTraffic;
    readonly faults: RestFaults;
    readonly log: Log;
    readonly onEvent: (event: RestEvent) => void;
  },
): Promise<void> {
  const { context, traffic, faults, log, onEvent } = options;
  const known: RegExp[] = [];
  // Discord names no charset, and there are libraries that take anything else for raw bytes.
  app.addHook('onSend', async (_request, reply) => {
    const type = reply.getHeader('content-type');
    if (String(type).startsWith(JSON_TYPE)) reply.header('content-type', JSON_TYPE);
  });
  const serve = (api: FastifyInstance, _options: object, done: () => void): void => {
    readBodies(api);
    failAtEdge(api, faults, traffic, routeOf);
    api.addHook('onRoute', ({ url }) => void known.push(pattern(url)));
    shutOutInvalid(api, traffic);
    api.addHook('onRequest', async (request) => {
      // Unknown routes are told so before anybody asks who is asking.
      if (request.is404) return;
      if ((request.headers['user-agent'] ?? '') === '') throw refusals.noUserAgent();
      if (request.routeOptions.config.public !== true) applicationOf(context, request);
    });
    const epochMs = (): number => context.world.time.epochMs();
    limitRequests(api, { limiter: context.limiter, traffic, epochMs, routeOf });
    api.addHook('preHandler', async (request, reply) => {
      checkPath(request);
      const answer = await faults.meet('api', request.method, routeOf(request));
      if (answer !== null) return answerFault(request, reply, answer, traffic);
    });
    api.addHook('onResponse', async (request, reply) => {
      onEvent({
        type: 'restRequest',
        method: request.method,
        route: routeOf(request),
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime * 10) / 10,
      });
    });
    api.setErrorHandler((error, request, reply) => {
      if (error instanceof RateLimited) return answerLimited(reply, error, traffic);
      return answerError(error, request, reply, log);
    });
    api.setNotFoundHandler(async (request) => {
      const path = request.url.split('?')[0] ?? '';
      if (OTHER_VERSION.test(path)) throw refusals.invalidApiVersion();
      throw known.some((route) => route.test(path))
        ? refusals.methodNotAllowed()
        : refusals.notFound();
    });
    gatewayRoutes(api, context);
    applicationRoutes(api, context);
    ownGuildRoutes(api, context);
    commandRoutes(api, context);
    interactionRoutes(api, context);
    webhookRoutes(api, context);
    messageRoutes(api, context);
    bulkDeleteRoutes(api, context);
    pinRoutes(api, context);
    channelRoutes(api, context);
    guildRoutes(api, context);
    memberRoutes(api, context);
    voiceRoutes(api, context);
    done();
  };
  for (const prefix of PREFIXES) await app.register(serve, { prefix });
  app.setNotFoundHandler(async (_request, reply) => {
    const { status, code, message } = refusals.notFound();
    return reply.code(status).send({ message, code });
  });
}

function pattern(url: string): RegExp {
  return new RegExp(`^${url.replaceAll(/:[A-Za-z]+/g, '[^/]+')}$`);
}

function routeOf(request: FastifyRequest): string {
  return (request.routeOptions.url ?? '(unknown)').replace(VERSION, '');
}

async function answerError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  log: Log,
): Promise<FastifyReply> {
  if (error instanceof InvalidForm) {
    return reply.code(400).send({
      message: 'Invalid Form Body',
      code: INVALID_FORM,
      errors: formErrorTree(error.issues),
    });
  }
  if (error instanceof DiscordError) {
    return reply.code(error.status).send({ message: error.message, code: error.code });
  }
  if (isTooLarge(error)) {
    const { status, code, message } = refusals.tooLarge();
    return reply.code(status).send({ message, code });
  }
  log.error({ error, method: request.method, route: routeOf(request) }, 'A REST route failed');
  return reply.code(500).send({ message: '500: Internal Server Error', code: 0 });
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'statusCode' in error && error.statusCode === 413;
}
