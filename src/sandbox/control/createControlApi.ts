import fastify, { type FastifyInstance } from 'fastify';
import type { Log } from '#src/log.ts';
import { HOST, portOf } from '../loopback.ts';
import { PersonError } from '../people/PersonError.ts';
import { ControlError } from './ControlError.ts';
import type { ControlContext } from './context.ts';
import { discordFaultRoutes } from './routes/discordFaults.ts';
import { eventRoutes } from './routes/events.ts';
import { faultRoutes } from './routes/faults.ts';
import { interactionRoutes } from './routes/interactions.ts';
import { liveRoutes } from './routes/live.ts';
import { lyriaRoutes } from './routes/lyria.ts';
import { lyriaFaultRoutes } from './routes/lyriaFaults.ts';
import { peopleRoutes } from './routes/people.ts';
import { recordingRoutes } from './routes/recordings.ts';
import { stationRoutes } from './routes/station.ts';
import { voiceFaultRoutes } from './routes/voiceFaults.ts';
import { worldRoutes } from './routes/world.ts';

export interface ControlApi {
  /** Such as `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Where the same is served for one guild. */
  guildUrl(guildId: string): string;
  close(): Promise<void>;
}

/**
 * Serves the control API on loopback; docs/sandbox.md describes it. The first guild is what paths
 * mean that name none.
 */
export async function startControlApi(
  guilds: readonly [ControlContext, ...ControlContext[]],
  options: { readonly port?: number; readonly log: Log },
): Promise<ControlApi> {
  const app = createApp(options.log);
  let port = 0;
  refuseStrangers(app, () => port);
  const scopes = new GuildScopes(guilds, options.log);
  app.addHook('onRequest', async (request, reply) => {
    const scope = scopes.of(request.url);
    if (scope === undefined) return;
    reply.hijack();
    await scope.app.ready();
    request.raw.url = scope.rest;
    scope.app.routing(request.raw, reply.raw);
  });
  serveGuild(app, guilds[0]);
  await app.listen({ host: HOST, port: options.port ?? 0 });
  port = portOf(app);
  const url = `http://${HOST}:${port}`;
  return {
    url,
    guildUrl: (guildId) => `${url}${pathOf(guildId)}`,
    async close() {
      await app.close();
      await scopes.close();
    },
  };
}

/**
 * Each guild's routes, made when somebody first asks for them: hundreds of guilds have tens of
 * thousands, and to register them in one router takes a minute.
 */
class GuildScopes {
  readonly #contexts: ReadonlyMap<string, ControlContext>;
  readonly #apps = new Map<string, FastifyInstance>();
  readonly #log: Log;

  constructor(guilds: readonly ControlContext[], log: Log) {
    this.#contexts = new Map(guilds.map((context) => [context.guildId, context]));
    this.#log = log;
  }

  /** Who serves a path that names a guild, and the rest of the path. */
  of(url: string): { readonly app: FastifyInstance; readonly rest: string } | undefined {
    const [, guildId = '', rest = ''] = /^\/guilds\/(\d+)(?:\/|(?=\?|$))(.*)$/.exec(url) ?? [];
    const context = this.#contexts.get(guildId);
    if (context === undefined) return undefined;
    let app = this.#apps.get(guildId);
    if (app === undefined) {
      app = createApp(this.#log);
      serveGuild(app, context);
      this.#apps.set(guildId, app);
    }
    return { app, rest: `/${rest}` };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#apps.values()].map((app) => app.close()));
  }
}

function createApp(log: Log): FastifyInstance {
  const app = fastify({ logger: false, forceCloseConnections: true });
  app.setErrorHandler(async (error, _request, reply) => {
    const { status, code, message } = describe(error, log);
    return reply.code(status).send({ error: { code, message } });
  });
  app.setNotFoundHandler(async (request, reply) =>
    reply.code(404).send({
      error: {
        code: 'request.notFound',
        message: `The control API has no ${request.method} ${request.url.split('?')[0]}.`,
      },
    }),
  );
  return app;
}

function pathOf(guildId: string): string {
  return `/guilds/${guildId}`;
}

function serveGuild(app: FastifyInstance, context: ControlContext): void {
  worldRoutes(app, context);
  peopleRoutes(app, context);
  interactionRoutes(app, context);
  recordingRoutes(app, context);
  lyriaRoutes(app, context);
  lyriaFaultRoutes(app, context);
  liveRoutes(app, context);
  faultRoutes(app, context);
  discordFaultRoutes(app, context);
  voiceFaultRoutes(app, context);
  eventRoutes(app, context);
  stationRoutes(app, context);
}

/**
 * A page somewhere in the operator's browser must not drive the sandbox: its requests carry its
 * own origin, or, by a name that points to this machine, a foreign host.
 */
function refuseStrangers(app: FastifyInstance, port: () => number): void {
  app.addHook('onRequest', async (request) => {
    const hosts = [HOST, 'localhost'].map((name) => `${name}:${port()}`);
    const { host, origin } = request.headers;
    const known =
      host !== undefined &&
      hosts.includes(host) &&
      (origin === undefined || hosts.some((each) => origin === `http://${each}`));
    if (!known) {
      throw new ControlError(403, 'request.foreign', 'The control API serves this machine only.');
    }
  });
}

function describe(error: unknown, log: Log): { status: number; code: string; message: string } {
  if (error instanceof ControlError) return error;
  if (error instanceof PersonError) {
    const status = error.code.endsWith('.unknown') ? 404 : 409;
    return { status, code: error.code, message: error.message };
  }
  if (error instanceof Error && 'statusCode' in error && Number(error.statusCode) < 500) {
    return { status: 400, code: 'request.invalid', message: error.message };
  }
  log.error({ error }, 'A route of the control API failed');
  return { status: 500, code: 'sandbox.failed', message: 'The sandbox failed; its log says why.' };
}
