import fastify, { type FastifyInstance } from 'fastify';
import type { Log } from '../log.ts';
import { CommandRegistry } from './commands/CommandRegistry.ts';
import type { GatewayEvent } from './gateway/GatewayEvent.ts';
import { GatewayServer } from './gateway/GatewayServer.ts';
import { Interactions } from './interactions/Interactions.ts';
import { Responder } from './interactions/Responder.ts';
import { HOST, portOf } from './loopback.ts';
import { MessageComposer } from './messages/MessageComposer.ts';
import { BucketLimiter } from './rest/BucketLimiter.ts';
import { createRestApi, type RestEvent } from './rest/createRestApi.ts';
import type { RateLimiter } from './rest/RateLimiter.ts';
import { MAX_BODY_BYTES } from './rest/RequestBody.ts';
import { RestFaults } from './rest/RestFaults.ts';
import { RestTraffic } from './rest/RestTraffic.ts';
import type { VoiceServer } from './voice/contract.ts';
import { VoiceStates } from './voiceStates/VoiceStates.ts';
import { AttachmentStore } from './world/AttachmentStore.ts';
import type { World } from './world/World.ts';

/** Longer than any token of an interaction. */
const MAX_TOKEN_LENGTH = 1_000;

/** What bots did to the server, beside what happened in the world. */
export type TrafficEvent = GatewayEvent | RestEvent;

/** Discord on one loopback port: REST API, gateway, and the files people uploaded. */
export class DiscordServer {
  readonly world: World;
  readonly commands: CommandRegistry;
  readonly interactions: Interactions;
  readonly voiceStates: VoiceStates;
  readonly gateway: GatewayServer;
  readonly composer: MessageComposer;
  readonly traffic: RestTraffic;
  readonly restFaults: RestFaults;
  readonly #app: FastifyInstance;
  readonly #listeners = new Set<(event: TrafficEvent) => void>();
  #port = 0;

  private constructor(options: {
    readonly world: World;
    readonly voice: VoiceServer;
    readonly log: Log;
  }) {
    const { world, voice, log } = options;
    this.world = world;
    this.traffic = new RestTraffic(() => world.time.now());
    this.restFaults = new RestFaults(world.time);
    this.commands = new CommandRegistry(world.ids, () => world.time.now());
    this.interactions = new Interactions(world);
    this.voiceStates = new VoiceStates(world, voice);
    const attachments = new AttachmentStore(world.ids);
    this.composer = new MessageComposer(
      attachments,
      (channelId, id, filename) =>
        `http://${HOST}:${this.#port}/attachments/${channelId}/${id}/${encodeURIComponent(filename)}`,
    );
    this.gateway = new GatewayServer({
      world,
      interactions: this.interactions,
      voiceStates: this.voiceStates,
      log,
      url: () => this.gatewayUrl,
      onEvent: (event) => this.#tell(event),
    });
    this.#app = fastify({
      logger: false,
      forceCloseConnections: true,
      bodyLimit: MAX_BODY_BYTES,
      routerOptions: { maxParamLength: MAX_TOKEN_LENGTH },
    });
    this.#app.server.on('upgrade', (request, socket, head) =>
      this.gateway.upgrade(request, socket, head),
    );
    serveAttachments(this.#app, attachments);
  }

  static async start(options: {
    readonly world: World;
    readonly voice: VoiceServer;
    readonly log: Log;
    /** 0, the default, takes a free one. */
    readonly port?: number;
    /** Discord's limits, unless given. */
    readonly limiter?: RateLimiter;
  }): Promise<DiscordServer> {
    const server = new DiscordServer(options);
    const { world, commands, interactions, voiceStates, composer } = server;
    await createRestApi(server.#app, {
      context: {
        world,
        commands,
        interactions,
        responder: new Responder(world, interactions, composer),
        composer,
        voiceStates,
        limiter: options.limiter ?? new BucketLimiter(() => world.time.now()),
        identifies: server.gateway.identifies,
        shards: () => server.gateway.shards,
        gatewayUrl: () => server.gatewayUrl,
      },
      traffic: server.traffic,
      faults: server.restFaults,
      log: options.log,
      onEvent: (event) => server.#tell(event),
    });
    await server.#app.listen({ host: HOST, port: options.port ?? 0 });
    server.#port = portOf(server.#app);
    return server;
  }

  /** What discord.js takes as `rest.api`. */
  get apiUrl(): string {
    return `http://${HOST}:${this.#port}/api`;
  }

  get gatewayUrl(): string {
    return `ws://${HOST}:${this.#port}`;
  }

  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: TrafficEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.interactions.close();
    this.restFaults.close();
    await this.gateway.close();
    this.voiceStates.close();
    this.#listeners.clear();
    await this.#app.close();
  }

  #tell(event: TrafficEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

function serveAttachments(app: FastifyInstance, attachments: AttachmentStore): void {
  app.get<{ Params: { id: string; filename: string } }>(
    '/attachments/:channelId/:id/:filename',
    async (request, reply) => {
      const file = attachments.get(request.params.id, request.params.filename);
      if (file === undefined) return reply.code(404).send('This content is no longer available.');
      return reply
        .header('content-type', file.contentType)
        .header('x-content-type-options', 'nosniff')
        .header('content-disposition', 'attachment')
        .send(Buffer.from(file.bytes));
    },
  );
}
