import { once } from 'node:events';
import { createServer, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { type Clock, systemClock } from '../../clock.ts';
import { LiveConditions } from './LiveConditions.ts';
import { LivePeer } from './LivePeer.ts';
import { LiveRecord } from './LiveRecord.ts';
import { lazySenses, type Senses } from './Senses.ts';

const HOST = '127.0.0.1';
/** Where Google serves it; its own SDK puts a second slash before `ws`, and takes `v1` unless told. */
const PATH =
  /^\/{1,2}ws\/google\.ai\.generativelanguage\.(?:v1|v1beta|v1alpha)\.GenerativeService\.BidiGenerateContent$/;
const OWN_PATH = '/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent';
/** Ten seconds of audio at once as base64. */
const MAX_MESSAGE_BYTES = 1024 * 1024;
/** Sessions that are remembered. */
const MOST_RECORDS = 200;

export interface LiveServer {
  /** The WebSocket endpoint, without a key: it asks for none. */
  readonly url: string;
  readonly conditions: LiveConditions;
  /** The newest sessions, the oldest first. */
  readonly records: readonly LiveRecord[];
  /**
   * Gets ears and mouth ready: they take some ten seconds when they are first used on a machine. Whoever
   * speaks before that is told.
   */
  warmUp(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Serves the Live API's protocol on loopback until closed: it hears what Flite's voices say with the
 * words of `VOCABULARY`, calls tools, and speaks.
 */
export async function startLive(
  options: {
    readonly port?: number;
    readonly clock?: Clock;
    readonly senses?: Senses;
    /** Whether the ears are made ready at once, off the way of the music. */
    readonly isPrepared?: boolean;
  } = {},
): Promise<LiveServer> {
  const { port = 0, clock = systemClock } = options;
  const { senses = lazySenses(clock, options.isPrepared) } = options;
  const conditions = new LiveConditions();
  const records: LiveRecord[] = [];
  const peers = new Set<LivePeer>();
  let opened = 0;
  const webSockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const http = createServer((_request, response) => response.writeHead(404).end());
  http.on('upgrade', (request, socket, head) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const { refusal } = conditions.state;
    if (!PATH.test(path)) refuse(socket, 404, '');
    else if (refusal !== null && 'status' in refusal) refuse(socket, refusal.status, refusal.text);
    else {
      webSockets.handleUpgrade(request, socket, head, (client) => {
        opened += 1;
        const record = new LiveRecord(opened, clock.now());
        records.push(record);
        if (records.length > MOST_RECORDS) records.shift();
        const onClosed = (): void => void peers.delete(peer);
        const peer = new LivePeer({ socket: client, clock, conditions, record, senses, onClosed });
        peers.add(peer);
        if (refusal !== null) peer.close(refusal.closeCode, refusal.reason);
      });
    }
  });
  http.listen(port, HOST);
  await once(http, 'listening');
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('Not listening on TCP');
  return {
    url: `ws://${HOST}:${address.port}${OWN_PATH}`,
    conditions,
    records,
    warmUp: () => senses.warmUp(),
    async close() {
      for (const peer of peers) peer.close(1001, '');
      for (const client of webSockets.clients) client.terminate();
      webSockets.close();
      const closed = once(http, 'close');
      http.close();
      http.closeAllConnections();
      await closed;
      await senses.close();
    },
  };
}

function refuse(socket: Duplex, status: number, text: string): void {
  // The client may be gone already; then there is nobody to tell.
  socket.once('error', () => socket.destroy());
  const type = text.startsWith('{') ? 'application/json' : 'text/plain';
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  );
}
