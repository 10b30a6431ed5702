import { once } from 'node:events';
import { createServer, type IncomingMessage, STATUS_CODES } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import { type Clock, systemClock } from '../clock.ts';
import { type Log, silentLog } from '../log.ts';
import { blocklist, DEFAULT_BLOCKLIST } from './blocklist.ts';
import { Conditions, type Refusal } from './Conditions.ts';
import type { GeneratorObserver, GeneratorServer } from './contract.ts';
import { CLOSE, GeneratorSession } from './GeneratorSession.ts';
import type { CreateMusicSource } from './MusicSource.ts';
import { RenderQueue } from './RenderQueue.ts';
import { GENERATOR_PATH, routeOf } from './route.ts';
import { createSynth } from './synth/Synth.ts';

const HOST = '127.0.0.1';
/** The largest value of the `seed` control. */
const MAX_SEED = 2_147_483_647;
/** A client's messages are a few hundred bytes; a mix of hundreds of prompts still fits. */
const MAX_MESSAGE_BYTES = 256 * 1024;
/** How long a client has to answer a close before its socket is destroyed, in real time. */
const CLOSE_TIMEOUT_MS = 1_000;

/** Google's text, word for word: clients recognise it. */
const BAD_KEY: Refusal = {
  kind: 'close',
  code: CLOSE.invalid,
  reason: 'API key not valid. Please pass a valid API key.',
};

export interface GeneratorOptions {
  /** 0 (the default): any free port. */
  readonly port?: number;
  /** What makes the music; the built-in synthesiser unless given. */
  readonly createSource?: CreateMusicSource;
  /** Sessions with any other key are closed with 1007. Without it, no key is asked for. */
  readonly requiredKey?: string;
  /** Prompts that contain one of these are refused; see `DEFAULT_BLOCKLIST`. */
  readonly blockedWords?: readonly string[];
  /** At least so long between PLAY and the first chunk; 0: as soon as it is rendered. */
  readonly firstAudioMs?: number;
  /**
   * How far a client playing at real time is ahead right after a chunk. The default of two chunks
   * leaves it between 2 and 4 s: it never runs dry for want of one chunk, and what it holds is
   * soon played, so a vote is soon heard.
   */
  readonly leadMs?: number;
  /** Google's limit of 600 s unless given. */
  readonly sessionLimitMs?: number;
  /** Faults to be switched on at run time. */
  readonly conditions?: Conditions;
  readonly observer?: GeneratorObserver;
  readonly clock?: Clock;
  readonly log?: Log;
  /** 0 to 1, for the seeds of sessions. */
  readonly random?: () => number;
}

const UNOBSERVED: GeneratorObserver = {};

const DEFAULTS = {
  createSource: createSynth,
  port: 0,
  firstAudioMs: 0,
  leadMs: 4_000,
  sessionLimitMs: 600_000,
  blockedWords: DEFAULT_BLOCKLIST,
  observer: UNOBSERVED,
  clock: systemClock,
  log: silentLog,
  random: Math.random,
};

// The published types of ws do not know `closeTimeout` yet.
const SOCKET_OPTIONS: ServerOptions & { readonly closeTimeout: number } = {
  noServer: true,
  maxPayload: MAX_MESSAGE_BYTES,
  closeTimeout: CLOSE_TIMEOUT_MS,
};

/** Serves the Lyria RealTime protocol on loopback until closed. */
export async function startGenerator(options: GeneratorOptions): Promise<GeneratorServer> {
  const settings = { conditions: new Conditions(), ...DEFAULTS, ...options };
  const { clock, conditions, log, observer, random, requiredKey } = settings;
  const isAlwaysBlocked = blocklist(settings.blockedWords);
  const isBlocked = (prompt: string): boolean =>
    isAlwaysBlocked(prompt) || blocklist(conditions.state.filteredWords)(prompt);
  const renderQueue = new RenderQueue();
  const sessions = new Set<GeneratorSession>();
  let opened = 0;
  let lastOpenedAtMs = Number.NEGATIVE_INFINITY;

  const webSockets = new WebSocketServer(SOCKET_OPTIONS);
  const http = createServer((_request, response) => response.writeHead(404).end());

  const begin = (socket: WebSocket, connection: Duplex): GeneratorSession => {
    opened += 1;
    const id = opened;
    const isTooSoon = clock.now() - lastOpenedAtMs < conditions.state.startSpacingMs;
    lastOpenedAtMs = clock.now();
    const session = new GeneratorSession({
      ...settings,
      id,
      socket,
      reset: () => reset(connection),
      seed: Math.floor(random() * MAX_SEED),
      renderQueue,
      isBlocked: isTooSoon ? () => true : isBlocked,
      onClosed: () => {
        sessions.delete(session);
        log.debug({ session: id }, 'Generator session closed');
      },
    });
    sessions.add(session);
    log.debug({ session: id }, 'Generator session open');
    return session;
  };

  const refusalOf = (key: string | null): Refusal | undefined =>
    conditions.takeRefusal() ??
    (requiredKey === undefined || key === requiredKey ? undefined : BAD_KEY);

  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const route = routeOf(request.url ?? '');
    if (route.kind === 'not-found') {
      refuse(socket, 404, '');
      return;
    }
    const refusal = refusalOf(route.key);
    observer.attempted?.(refusal ?? null, clock.now());
    if (refusal?.kind === 'status') {
      refuse(socket, refusal.status, refusal.text, refusal.retryAfter);
    } else if (refusal?.kind === 'reset') {
      reset(socket);
    } else {
      webSockets.handleUpgrade(request, socket, head, (client) => {
        const session = begin(client, socket);
        if (refusal !== undefined) session.end(refusal);
      });
    }
  });

  http.listen(settings.port, HOST);
  await once(http, 'listening');
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('Not listening on TCP');

  return {
    url: `ws://${HOST}:${address.port}${GENERATOR_PATH}`,
    async close() {
      const ended = Promise.all([...webSockets.clients].map((client) => once(client, 'close')));
      for (const session of sessions) session.close(CLOSE.goingAway, '');
      const closed = once(http, 'close');
      http.close();
      webSockets.close();
      await ended;
      http.closeAllConnections();
      await closed;
      renderQueue.close();
    },
  };
}

/** Answers a request for a WebSocket with an HTTP status instead. */
function refuse(socket: Duplex, status: number, text: string, retryAfter?: string): void {
  // The client may be gone already; then there is nobody to tell.
  socket.once('error', () => socket.destroy());
  const body = Buffer.from(text);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    `Content-Type: ${contentTypeOf(text)}; charset=utf-8`,
    `Content-Length: ${body.length}`,
    ...(retryAfter === undefined ? [] : [`Retry-After: ${retryAfter}`]),
  ];
  socket.end(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]));
}

function contentTypeOf(text: string): string {
  if (text.startsWith('{') || text.startsWith('[')) return 'application/json';
  return text.startsWith('<') ? 'text/html' : 'text/plain';
}

function reset(connection: Duplex): void {
  if (connection instanceof Socket) connection.resetAndDestroy();
  else connection.destroy();
}
