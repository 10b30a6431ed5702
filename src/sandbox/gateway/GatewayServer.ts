import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  GatewayCloseCodes,
  GatewayDispatchEvents,
  GatewayIntentBits,
  GatewayOpcodes,
} from 'discord-api-types/v10';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Log } from '#src/log.ts';
import type { Interactions } from '../interactions/Interactions.ts';
import { presentInteraction } from '../interactions/payload.ts';
import { Refusals } from '../Refusals.ts';
import type { VoiceStates } from '../voiceStates/VoiceStates.ts';
import { presentGuildCreate } from '../wire/guilds.ts';
import { guildIdOf, type WorldEvent } from '../world/events.ts';
import type { Guild } from '../world/Guild.ts';
import type { World } from '../world/World.ts';
import { admit, applicationByToken } from './admission.ts';
import { answerFrame } from './answerFrame.ts';
import { ENDING_CODES, reasonFor } from './closeCodes.ts';
import { type Dispatch, dispatchFor } from './dispatches.ts';
import type { ClientFrame, IdentifyData, ResumeData } from './frames.ts';
import {
  type Encoding,
  GatewayConnection,
  type GatewayHost,
  HEARTBEAT_INTERVAL_MS,
} from './GatewayConnection.ts';
import type { GatewayEvent } from './GatewayEvent.ts';
import type { GatewaySession } from './GatewaySession.ts';
import { IdentifyLimits } from './IdentifyLimits.ts';
import { includes } from './intents.ts';
import { SessionRegistry } from './SessionRegistry.ts';
import { welcome } from './welcome.ts';

/** What is in use; what the sandbox has is the same in both. The default is for who names none. */
const API_VERSIONS: ReadonlyMap<string | null, number> = new Map([
  [null, 10],
  ['10', 10],
  ['9', 9],
]);
/** About what Discord recommends, and what it takes at most in one connection. */
const GUILDS_A_SHARD = 1_000;
const MOST_GUILDS_A_SHARD = 2_500;
const UNAVAILABLE = 503;
const ENCODINGS = 'The gateway speaks JSON and ETF: connect with encoding=json or encoding=etf.\n';
/** Close codes by which a client ends its session at once. */
const GOODBYES: ReadonlySet<number> = new Set([1000, 1001]);

/** The gateway: sessions of bots, and what each is told of the world. */
export class GatewayServer implements GatewayHost {
  readonly #world: World;
  readonly #voiceStates: VoiceStates;
  readonly #log: Log;
  readonly #url: () => string;
  readonly #onEvent: (event: GatewayEvent) => void;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 });
  readonly #connections = new Set<GatewayConnection>();
  readonly #sessions: SessionRegistry;
  readonly #refusals = new Refusals();
  readonly #subscriptions: (() => void)[];
  /** For tests and faults: a bot that comes back is told that its session is gone. */
  refuseResumes = false;
  /** Likewise: connections stand, but nobody answers heartbeats. */
  ignoreHeartbeats = false;
  /** Likewise: nobody can connect. */
  refuseConnections = false;
  /** Likewise: nobody reaches it, by an HTTP status or, without one, by a reset. */
  outage: { readonly status: number | null } | null = null;
  /** Likewise: how long an answer to opcode 2 or 6 takes, ms. */
  delays = { identifyMs: 0, resumeMs: 0 };
  /** Guilds in an outage of their own: bots are told that they cannot be shown, and nothing else. */
  readonly #unavailable = new Set<string>();
  /** What new connections are told, ms. */
  heartbeatIntervalMs = HEARTBEAT_INTERVAL_MS;
  readonly identifies: IdentifyLimits;
  /** Into how many connections a bot is told to part its guilds. */
  shards: number;

  constructor(options: {
    readonly world: World;
    readonly interactions: Interactions;
    readonly voiceStates: VoiceStates;
    readonly log: Log;
    /** Where clients connect, such as `ws://127.0.0.1:PORT`. */
    readonly url: () => string;
    readonly onEvent: (event: GatewayEvent) => void;
  }) {
    this.#world = options.world;
    this.shards = Math.max(1, Math.ceil(options.world.guilds.size / GUILDS_A_SHARD));
    this.identifies = new IdentifyLimits(() => options.world.time.now());
    this.#sessions = new SessionRegistry(options.world.time, (session) => this.#ended(session));
    this.#voiceStates = options.voiceStates;
    this.#log = options.log;
    this.#url = options.url;
    this.#onEvent = options.onEvent;
    this.#subscriptions = [
      options.world.subscribe((event) => this.#tellAll(event)),
      options.interactions.subscribe((event) => {
        if (event.type !== 'interactionCreated') return;
        const { interaction } = event;
        const data = presentInteraction(this.#world, interaction);
        for (const session of this.#sessions.for(interaction.request.guildId)) {
          if (session.application.id !== interaction.request.applicationId) continue;
          session.dispatch({ event: GatewayDispatchEvents.InteractionCreate, data });
        }
      }),
    ];
  }

  get sessions(): readonly GatewaySession[] {
    return this.#sessions.all;
  }

  /** Takes over an HTTP upgrade; an unknown path or encoding is refused. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refusal = this.outage ?? (this.refuseConnections ? { status: UNAVAILABLE } : null);
    if (refusal !== null) {
      this.#onEvent({ type: 'gatewayTurnedAway' });
      const { status } = refusal;
      if (status === null) socket.destroy();
      else
        socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\n\r\n`);
      return;
    }
    const url = URL.parse(request.url ?? '/', 'ws://gateway');
    const encoding = url?.searchParams.get('encoding') ?? 'json';
    if (url === null || (encoding !== 'json' && encoding !== 'etf')) {
      socket.end(
        `HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/plain\r\n\r\n${ENCODINGS}`,
      );
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (client) =>
      this.#accept(client, url.searchParams, encoding),
    );
  }

  #accept(socket: WebSocket, parameters: URLSearchParams, encoding: Encoding): void {
    const version = API_VERSIONS.get(parameters.get('v'));
    if (version === undefined) {
      const code = GatewayCloseCodes.InvalidAPIVersion;
      socket.close(code, reasonFor(code));
      return;
    }
    const compress = parameters.get('compress');
    const { time } = this.#world;
    const { heartbeatIntervalMs } = this;
    this.#connections.add(
      new GatewayConnection({
        socket,
        host: this,
        time,
        version,
        encoding,
        compress,
        heartbeatIntervalMs,
      }),
    );
    this.#onEvent({ type: 'gatewayOpened' });
  }

  /** Null when the bot has identified a moment ago: it has to wait and try again. */
  identify(data: IdentifyData, connection: GatewayConnection): GatewaySession | number | null {
    const forced = this.#refusals.take();
    if (forced !== null) return this.#refused(forced);
    const session = admit(this.#world, data);
    if (typeof session === 'number') return this.#refused(session);
    if (this.#guildsOf(session).length > MOST_GUILDS_A_SHARD) {
      return this.#refused(GatewayCloseCodes.ShardingRequired);
    }
    const verdict = this.identifies.take(session.application.id, session.shard[0]);
    if (verdict === 'usedUp') return this.#refused(GatewayCloseCodes.AuthenticationFailed);
    if (verdict === 'tooSoon') {
      this.#onEvent({ type: 'gatewayIdentifiedTooSoon', session });
      return null;
    }
    this.#sessions.attach(session, connection);
    const guilds = this.#guildsOf(session);
    const { version } = connection;
    const resumeUrl = this.#url();
    for (const dispatch of welcome(this.#world, session, { guilds, version, resumeUrl })) {
      if (!this.#isHeldBack(dispatch)) session.dispatch(dispatch);
    }
    this.#onEvent({ type: 'gatewayIdentified', session });
    this.#log.debug({ session: session.id, intents: session.intents }, 'A bot has identified');
    return session;
  }

  resume(data: ResumeData, connection: GatewayConnection): GatewaySession | number | null {
    const forced = this.#refusals.take();
    if (forced !== null) return this.#refused(forced);
    const session = this.#sessions.get(data.session_id);
    if (session === undefined) return null;
    if (applicationByToken(this.#world, data.token) !== session.application) {
      return this.#refused(GatewayCloseCodes.AuthenticationFailed);
    }
    if (data.seq > session.sequence) return this.#refused(GatewayCloseCodes.InvalidSeq);
    if (this.refuseResumes || !session.canReplayAfter(data.seq)) {
      this.#sessions.end(session);
      return null;
    }
    this.#sessions.attach(session, connection);
    session.replayAfter(data.seq);
    session.dispatch({ event: GatewayDispatchEvents.Resumed, data: { _trace: [] } });
    this.#onEvent({ type: 'gatewayResumed', session });
    return session;
  }

  /** An outage of one guild begins or ends. */
  setGuildOutage(guildId: string, enabled: boolean): void {
    if (this.#unavailable.has(guildId) === enabled) return;
    if (enabled) this.#unavailable.add(guildId);
    else this.#unavailable.delete(guildId);
    const guild = this.#world.guilds.get(guildId);
    for (const session of this.#sessions.for(guildId)) {
      const botMember = guild?.members.get(session.botUserId);
      if (guild === undefined || botMember === undefined) continue;
      session.dispatch(
        enabled
          ? {
              event: GatewayDispatchEvents.GuildDelete,
              data: { id: guildId, unavailable: true },
            }
          : {
              event: GatewayDispatchEvents.GuildCreate,
              data: presentGuildCreate(
                this.#world,
                guild,
                botMember,
                includes(session.intents, GatewayIntentBits.GuildPresences),
              ),
            },
      );
    }
  }

  handle(frame: ClientFrame, session: GatewaySession): void {
    const [world, voiceStates, log] = [this.#world, this.#voiceStates, this.#log];
    answerFrame(frame, session, { world, voiceStates, log });
  }

  closed(connection: GatewayConnection, code: number): void {
    this.#connections.delete(connection);
    const { session } = connection;
    this.#onEvent({ type: 'gatewayClosed', session, code });
    if (session === null || session.outlet !== connection) return;
    if (GOODBYES.has(code) || ENDING_CODES.has(code)) this.#sessions.end(session);
    else this.#sessions.detach(session);
  }

  /** Asks every client to come back and resume (opcode 7). */
  requestReconnect(): void {
    for (const connection of this.#connections) {
      connection.sendOp(GatewayOpcodes.Reconnect, null);
    }
  }

  /** Asks every client for a heartbeat at once (opcode 1). */
  requestHeartbeat(): void {
    for (const connection of this.#connections) {
      connection.sendOp(GatewayOpcodes.Heartbeat, null);
    }
  }

  /** Tells every client that its session is invalid (opcode 9). */
  invalidateSessions(resumable: boolean): void {
    for (const connection of this.#connections) {
      const { session } = connection;
      connection.session = null;
      if (session !== null && resumable) this.#sessions.detach(session);
      else if (session !== null) this.#sessions.end(session);
      connection.sendOp(GatewayOpcodes.InvalidSession, resumable);
    }
  }

  /** Closes the next `times` that identify or resume with a code; undefined lifts it. */
  refuse(closeCode: number | undefined, times: number): void {
    this.#refusals.set(closeCode, times);
  }

  /**
   * Closes every connection with a code, or cuts the lines without a word.
   *
   * @param shardId of that one alone
   */
  dropConnections(code?: number, shardId?: number): void {
    for (const connection of this.#connections) {
      if (shardId !== undefined && connection.session?.shard[0] !== shardId) continue;
      if (code === undefined) connection.terminate();
      else connection.close(code);
    }
  }

  async close(): Promise<void> {
    this.#sessions.close();
    for (const unsubscribe of this.#subscriptions) unsubscribe();
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#connections.clear();
    await new Promise<void>((resolve) => this.#sockets.close(() => resolve()));
  }

  #tellAll(event: WorldEvent): void {
    const guildId = guildIdOf(event);
    if (this.#unavailable.has(guildId)) return;
    const members = this.#world.guilds.get(guildId)?.members;
    for (const session of this.#sessions.for(guildId)) {
      const leaves = event.type === 'memberRemoved' && event.member.userId === session.botUserId;
      if (members?.has(session.botUserId) !== true && !leaves) continue;
      const dispatch = dispatchFor(this.#world, event, session);
      if (dispatch !== null) session.dispatch(dispatch);
    }
  }

  #isHeldBack({ event, data }: Dispatch): boolean {
    if (event !== GatewayDispatchEvents.GuildCreate || this.#unavailable.size === 0) return false;
    const { id } = z.object({ id: z.string() }).parse(data);
    return this.#unavailable.has(id);
  }

  #guildsOf(session: GatewaySession): Guild[] {
    return [...this.#world.guilds.values()].filter(
      (guild) => guild.members.has(session.botUserId) && session.handles(guild.id),
    );
  }

  #refused(code: number): number {
    this.#onEvent({ type: 'gatewayRefused', code });
    return code;
  }

  /** The bot is gone: without another session it leaves voice as well. */
  #ended(session: GatewaySession): void {
    this.#onEvent({ type: 'gatewaySessionEnded', session });
    for (const guild of this.#guildsOf(session)) {
      const stays = this.#sessions
        .for(guild.id)
        .some(({ botUserId }) => botUserId === session.botUserId);
      if (!stays) this.#voiceStates.leave(guild.id, session.botUserId);
    }
  }
}
