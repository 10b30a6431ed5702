import type { IncomingMessage } from 'node:http';
import { type ClientOptions, type RawData, WebSocket } from 'ws';
import type { Clock } from '../clock.ts';
import type { Redact } from '../redact/createRedact.ts';
import type { LyriaFailure } from './failure.ts';
import { lyriaFailure } from './failureTexts.ts';
import { Heartbeat } from './Heartbeat.ts';
import { closeFailure, httpFailure } from './refusal.ts';
import { refusalBody } from './refusalBody.ts';
import { readRetryAfter } from './retryAfter.ts';
import { REUSED_READS, reuseMessages } from './reuseBuffers.ts';

/** Eight chunks of 2 s as base64: enough for several chunks a message, little enough to parse. */
const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

/** How long the other side has to finish closing, in real time, before the socket is destroyed. */
const CLOSE_TIMEOUT_MS = 1_000;

const NORMAL_CLOSURE = 1000;

// The published types of ws do not know `closeTimeout` yet.
const SOCKET_OPTIONS: ClientOptions & typeof REUSED_READS & { readonly closeTimeout: number } = {
  ...REUSED_READS,
  // Audio in base64 does not deflate, and inflating would cost the 20 ms path dearly.
  perMessageDeflate: false,
  maxPayload: MAX_MESSAGE_BYTES,
  closeTimeout: CLOSE_TIMEOUT_MS,
  // A redirect would carry the key to wherever it points.
  followRedirects: false,
};

interface LyriaSocketOptions {
  /** Holds the key. */
  readonly address: URL;
  readonly clock: Clock;
  readonly redact: Redact;
  readonly onOpen: () => void;
  /** JSON in UTF-8, good until this returns. */
  readonly onMessage: (bytes: Buffer) => void;
  /** Called once, when the socket is gone and nothing is left behind. */
  readonly onClosed: (failure: LyriaFailure) => void;
}

/** A WebSocket to the service whose every end is told as a failure, free of keys. */
export class LyriaSocket {
  readonly #options: LyriaSocketOptions;
  readonly #startedAtMs: number;
  readonly #socket: WebSocket;
  #heartbeat: Heartbeat | undefined;
  /** Why it ends, where that is known before it does. */
  #failure: LyriaFailure | undefined;
  #errorText = '';

  constructor(options: LyriaSocketOptions) {
    this.#options = options;
    this.#startedAtMs = options.clock.now();
    this.#socket = new WebSocket(options.address, SOCKET_OPTIONS);
    this.#socket.on('open', () => this.#open());
    this.#socket.on('message', (data) => {
      this.#heartbeat?.alive();
      options.onMessage(bytesOf(data));
    });
    this.#socket.on('ping', () => this.#heartbeat?.alive());
    this.#socket.on('pong', () => this.#heartbeat?.alive());
    this.#socket.on('unexpected-response', (_request, response) => this.#refused(response));
    this.#socket.on('error', (error) => this.#failed(error));
    this.#socket.on('close', (code, reason) => this.#closed(code, reason.toString('utf8')));
  }

  /** A message of the protocol, as an object. Does nothing when the socket is closing or closed. */
  send(message: object): void {
    this.#socket.send(JSON.stringify(message));
  }

  /** Closes in an orderly way, within `CLOSE_TIMEOUT_MS`; again and again without harm. */
  close(): void {
    this.#socket.close(NORMAL_CLOSURE);
  }

  /** Ends the connection at once. The first reason given is the one that is told. */
  fail(failure: LyriaFailure): void {
    this.#failure ??= failure;
    this.#socket.terminate();
  }

  #open(): void {
    reuseMessages(this.#socket);
    this.#heartbeat = new Heartbeat({
      clock: this.#options.clock,
      ping: () => {
        if (this.#socket.readyState === WebSocket.OPEN) this.#socket.ping();
      },
      onDead: () => this.fail(lyriaFailure('lyria.dropped', 'it has stopped answering pings.')),
    });
    this.#options.onOpen();
  }

  #refused(response: IncomingMessage): void {
    const status = response.statusCode ?? 0;
    // The wall clock, since a date of HTTP's is one of the wall clock's.
    const { date, 'retry-after': retryAfter } = response.headers;
    const retryAfterMs = readRetryAfter(retryAfter, Date.now(), date);
    this.#failure ??= httpFailure(status, '', retryAfterMs);
    void refusalBody(response).then((body) => {
      this.#failure = httpFailure(status, this.#options.redact(body), retryAfterMs);
      this.#socket.terminate();
    });
  }

  /** `close` always follows. */
  #failed(error: Error): void {
    this.#errorText = this.#options.redact(describe(error));
    if (this.#heartbeat === undefined) {
      this.#failure ??= lyriaFailure('lyria.unreachable', `${this.#errorText}.`);
    }
  }

  #closed(code: number, reason: string): void {
    this.#heartbeat?.stop();
    const ageMs = this.#options.clock.now() - this.#startedAtMs;
    const text = reason === '' ? this.#errorText : this.#options.redact(reason);
    this.#options.onClosed(this.#failure ?? closeFailure(code, text, ageMs));
  }
}

/** An error's code where it has one (`ECONNREFUSED`): its message may be empty. */
function describe(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return [code, error.message].filter((part) => part !== undefined && part !== '').join(' ');
}

function bytesOf(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
