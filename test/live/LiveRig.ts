import { once } from 'node:events';
import type { WebSocket } from 'ws';
import type { LiveFailure } from '#src/live/failure.ts';
import { LiveSession } from '#src/live/LiveSession.ts';
import type { LiveListener, LiveOptions } from '#src/live/session.ts';
import { ScriptedServer, sendJson } from '#test/support/lyria/ScriptedServer.ts';
import { settle, VirtualClock } from '#test/support/VirtualClock.ts';

export const KEY = 'AIzaSyTest-not-a-real-key-0123456789abc';

/** A session against a server that does what the test says, and what the listener was told. */
export class LiveRig implements AsyncDisposable {
  readonly clock = new VirtualClock();
  readonly told: string[] = [];
  readonly speech: Int16Array[] = [];
  readonly sockets: WebSocket[] = [];
  readonly ended = Promise.withResolvers<LiveFailure | null>();
  readonly server: ScriptedServer;
  readonly session: LiveSession;

  static async start(
    onConnection: (socket: WebSocket, nth: number) => void = (socket) => setUp(socket),
    options: Partial<LiveOptions> = {},
  ): Promise<LiveRig> {
    const sockets: WebSocket[] = [];
    const server = await ScriptedServer.start({
      onConnection: (socket) => {
        sockets.push(socket);
        onConnection(socket, sockets.length);
      },
    });
    return new LiveRig(server, sockets, options);
  }

  private constructor(server: ScriptedServer, sockets: WebSocket[], options: Partial<LiveOptions>) {
    this.server = server;
    this.sockets = sockets;
    this.session = new LiveSession(
      {
        url: server.url,
        apiKey: KEY,
        model: 'gemini-3.8-live',
        voice: 'Puck',
        instruction: 'Be a DJ.',
        tools: [{ name: 'tempo', description: 'Sets it.', parameters: { type: 'object' } }],
        ...options,
      },
      this.clock,
      this.#listener(),
    );
  }

  #listener(): LiveListener {
    const tell = (text: string): void => void this.told.push(text);
    return {
      ready: () => tell('ready'),
      speech: (pcm) => {
        this.speech.push(pcm);
        tell(`speech ${pcm.length}`);
      },
      interrupted: () => tell('interrupted'),
      turnComplete: () => tell('turnComplete'),
      heard: (text) => tell(`heard ${text}`),
      said: (text) => tell(`said ${text}`),
      toolCalled: ({ id, name, args }) => tell(`called ${id} ${name} ${JSON.stringify(args)}`),
      toolsCancelled: (ids) => tell(`cancelled ${ids.join()}`),
      used: ({ total }) => tell(`used ${total}`),
      closed: (failure) => {
        tell(`closed ${failure?.code ?? 'as asked'}`);
        this.ended.resolve(failure);
      },
    };
  }

  get socket(): WebSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error('Nobody has connected');
    return socket;
  }

  async connected(times = 1): Promise<void> {
    while (this.sockets.length < times) await settle();
  }

  /** Sends, and waits until the session has read it. */
  async say(...messages: readonly unknown[]): Promise<void> {
    for (const message of messages) sendJson(this.socket, message);
    // The client's pong comes after it has read all before the ping.
    this.socket.ping();
    await once(this.socket, 'pong');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.session.close();
    await this.server.close();
  }
}

export function setUp(socket: WebSocket): void {
  socket.once('message', () => sendJson(socket, { setupComplete: { sessionId: 'one' } }));
}

/** So many samples of a tone, as the service says them. */
export function spoken(samples: number, mimeType = 'audio/pcm;rate=24000'): unknown {
  const pcm = Int16Array.from({ length: samples }, (_none, at) => 8_000 * Math.sin(at / 5));
  const data = Buffer.from(pcm.buffer).toString('base64');
  return { serverContent: { modelTurn: { parts: [{ inlineData: { mimeType, data } }] } } };
}
