import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import { VoiceCloseCodes } from 'discord-api-types/voice/v8';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Certificate } from '../certificate.ts';
import { closeReason } from './closing.ts';
import type { GatewayConnection } from './GatewayConnection.ts';
import { versionOf } from './messages.ts';

/** A commit for a full voice channel fits many times. */
const MAX_MESSAGE_BYTES = 256 * 1024;

export interface GatewayListenerOptions {
  readonly address: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly certificate: Certificate;
  /** While true, every new connection is reset. */
  readonly isCutOff: () => boolean;
  readonly accept: (socket: WebSocket, version: number) => GatewayConnection;
}

/** Where the voice gateway can be reached, and everybody who is connected there. */
export class GatewayListener {
  /** `ADDRESS:PORT` */
  readonly endpoint: string;
  readonly #http: Server;
  readonly #gateway: WebSocketServer;
  readonly #connections: ReadonlySet<GatewayConnection>;
  readonly #closed: Promise<void>;

  private constructor(
    endpoint: string,
    http: Server,
    gateway: WebSocketServer,
    connections: ReadonlySet<GatewayConnection>,
  ) {
    this.endpoint = endpoint;
    this.#http = http;
    this.#gateway = gateway;
    this.#connections = connections;
    this.#closed = new Promise((resolve) => http.once('close', resolve));
  }

  static async open(options: GatewayListenerOptions): Promise<GatewayListener> {
    const { address, port, certificate, isCutOff, accept } = options;
    const http = createServer({ cert: certificate.cert, key: certificate.key });
    http.on('connection', (socket) => {
      if (isCutOff()) socket.destroy();
    });
    http.on('request', (_request, response) => response.writeHead(426).end());
    const gateway = new WebSocketServer({ server: http, maxPayload: MAX_MESSAGE_BYTES });
    const connections = new Set<GatewayConnection>();
    gateway.on('connection', (socket, request) => {
      const version = versionOf(request.url ?? '/');
      if (version === undefined) {
        socket.close(VoiceCloseCodes.BadRequest, closeReason(VoiceCloseCodes.BadRequest));
        return;
      }
      const connection = accept(socket, version);
      connections.add(connection);
      socket.once('close', () => connections.delete(connection));
    });
    http.listen(port, address);
    await once(http, 'listening');
    return new GatewayListener(`${address}:${portOf(http)}`, http, gateway, connections);
  }

  /** Takes nobody any more. Whoever is connected stays so. */
  stopListening(): void {
    this.#gateway.close();
    this.#http.close();
  }

  /** Cuts everybody off, and takes nobody any more. */
  async close(): Promise<void> {
    for (const connection of this.#connections) connection.terminate();
    this.stopListening();
    this.#http.closeAllConnections();
    await this.#closed;
  }
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Not listening on TCP');
  return address.port;
}
