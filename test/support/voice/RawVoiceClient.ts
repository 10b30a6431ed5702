import { once } from 'node:events';
import WebSocket from 'ws';
import * as z from 'zod';
import type { ExpectedSession } from '#src/sandbox/voice/contract.ts';

const PATIENCE_MS = 5_000;

/** What a binary message begins with, before its operation. */
const SEQUENCE_BYTES = 2;

const messageSchema = z.object({ op: z.int(), d: z.unknown(), seq: z.int().optional() });
type Message = z.infer<typeof messageSchema>;

/** A voice gateway client that sends whatever a test wants to see refused. */
export class RawVoiceClient {
  readonly #socket: WebSocket;
  readonly #received: Message[] = [];
  readonly #binary: Buffer[] = [];
  /** The code that the server closed the connection with. */
  readonly closed: Promise<number>;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data, isBinary) => {
      if (isBinary) this.#binary.push(Buffer.isBuffer(data) ? data : Buffer.alloc(0));
      else this.#received.push(messageSchema.parse(JSON.parse(data.toString())));
    });
    this.closed = new Promise((resolve) => socket.once('close', resolve));
  }

  static async connect(endpoint: string | null, query = 'v=8'): Promise<RawVoiceClient> {
    if (endpoint === null) throw new Error('The voice server is gone');
    const socket = new WebSocket(`wss://${endpoint}?${query}`);
    const client = new RawVoiceClient(socket);
    await once(socket, 'open', { signal: AbortSignal.timeout(PATIENCE_MS) });
    return client;
  }

  send(op: number, d: unknown): void {
    this.sendText(JSON.stringify({ op, d }));
  }

  sendText(text: string): void {
    this.#socket.send(text);
  }

  sendBinary(bytes: Buffer): void {
    this.#socket.send(bytes);
  }

  identify(session: ExpectedSession, fields: object = {}): void {
    this.send(0, {
      server_id: session.guildId,
      user_id: session.userId,
      session_id: session.sessionId,
      token: session.token,
      max_dave_protocol_version: 0,
      ...fields,
    });
  }

  resume(session: ExpectedSession, sequence: number): void {
    this.send(7, {
      server_id: session.guildId,
      session_id: session.sessionId,
      token: session.token,
      seq_ack: sequence,
    });
  }

  /** The next message with this operation; messages before it are skipped. */
  async next(op: number): Promise<Message> {
    for (;;) {
      for (let message = this.#received.shift(); message; message = this.#received.shift()) {
        if (message.op === op) return message;
      }
      await once(this.#socket, 'message', { signal: AbortSignal.timeout(PATIENCE_MS) });
    }
  }

  /** The payload of the next binary message with this operation. */
  async nextBinary(op: number): Promise<Buffer> {
    for (;;) {
      for (let message = this.#binary.shift(); message; message = this.#binary.shift()) {
        if (message.at(SEQUENCE_BYTES) === op) return message.subarray(SEQUENCE_BYTES + 1);
      }
      await once(this.#socket, 'message', { signal: AbortSignal.timeout(PATIENCE_MS) });
    }
  }

  close(code?: number): void {
    this.#socket.close(code);
  }

  terminate(): void {
    this.#socket.terminate();
  }
}
