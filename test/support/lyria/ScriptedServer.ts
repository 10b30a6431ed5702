import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { Inbox } from './Inbox.ts';

interface Script {
  /** Answers the request for a WebSocket with a status instead. */
  readonly refusal?: { readonly status: number; readonly body?: string };
  /** Takes the raw connection instead of opening a WebSocket. */
  readonly onUpgrade?: (socket: Duplex, request: IncomingMessage) => void;
  /** The other side of an open WebSocket. */
  readonly onConnection?: (socket: WebSocket) => void;
}

/** A server that does what a test says, for good or ill, over real sockets on loopback. */
export class ScriptedServer {
  /** Every text or binary frame of every client, parsed. */
  readonly received = new Inbox<unknown>();
  /** Path and query of every request. */
  readonly targets: string[] = [];
  readonly #http = createServer();
  readonly #webSockets = new WebSocketServer({ noServer: true });
  readonly #connections = new Set<Duplex>();

  static async start(script: Script): Promise<ScriptedServer> {
    const server = new ScriptedServer(script);
    server.#http.listen(0, '127.0.0.1');
    await once(server.#http, 'listening');
    return server;
  }

  private constructor(script: Script) {
    this.#http.on('connection', (socket) => {
      socket.on('error', () => {});
      this.#connections.add(socket);
      socket.on('close', () => this.#connections.delete(socket));
    });
    this.#http.on('upgrade', (request, socket, head) => {
      this.targets.push(request.url ?? '');
      if (script.onUpgrade !== undefined) {
        // Node leaves both to whoever takes an upgraded connection over.
        socket.resume();
        socket.once('end', () => socket.end());
        script.onUpgrade(socket, request);
        return;
      }
      if (script.refusal !== undefined) {
        const { status, body = '' } = script.refusal;
        socket.end(
          `HTTP/1.1 ${status} Refused\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
        );
        return;
      }
      this.#webSockets.handleUpgrade(request, socket, head, (client) => {
        client.on('error', () => {});
        client.on('message', (data) => this.received.push(JSON.parse(data.toString())));
        script.onConnection?.(client);
      });
    });
    this.#http.on('request', (_request, response: ServerResponse) => response.writeHead(404).end());
  }

  get url(): string {
    // A listening TCP server's address is never a string or null.
    const { port } = this.#http.address() as AddressInfo;
    return `ws://127.0.0.1:${port}/ws/Music`;
  }

  /** Connections that are still open, upgraded or not. */
  get openConnections(): number {
    return this.#connections.size;
  }

  /** Resolves when every client has gone. */
  async deserted(): Promise<void> {
    const gone = (socket: Duplex) => new Promise((resolve) => socket.once('close', resolve));
    await Promise.all([...this.#connections].map(gone));
  }

  async close(): Promise<void> {
    for (const client of this.#webSockets.clients) client.terminate();
    for (const socket of this.#connections) socket.destroy();
    this.#http.close();
    await once(this.#http, 'close');
  }
}

/** Does the set-up as the service does, in a binary frame. */
export function completeSetup(socket: WebSocket): void {
  socket.once('message', () => sendJson(socket, { setupComplete: {} }));
}

export function sendJson(socket: WebSocket, message: unknown): void {
  socket.send(Buffer.from(JSON.stringify(message)));
}

/** What RFC 6455 appends to a client's key before hashing it. */
const HANDSHAKE_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** Opens a WebSocket by hand, for a test that then writes whatever bytes it likes. */
export function acceptByHand(socket: Duplex, request: IncomingMessage): void {
  const key = request.headers['sec-websocket-key'] ?? '';
  const accept = createHash('sha1').update(`${key}${HANDSHAKE_GUID}`).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
}

/** An unmasked frame of up to 125 bytes, as a server sends it. */
export function frame(opcode: number, payload: string | Buffer): Buffer {
  const bytes = Buffer.from(payload);
  return Buffer.concat([Buffer.from([0x80 | opcode, bytes.length]), bytes]);
}
