import { GatewayCloseCodes, GatewayOpcodes } from 'discord-api-types/v10';
import type { RawData, WebSocket } from 'ws';
import type { Timer } from '#src/clock.ts';
import { isSendable } from '../closeCodes.ts';
import { parseJson } from '../wire/parseJson.ts';
import type { WorldTime } from '../world/WorldTime.ts';
import { reasonFor } from './closeCodes.ts';
import { createEncoder, type FrameEncoder, payloadEncoder, plainEncoder } from './compression.ts';
import { decodeEtf, encodeEtf } from './etf.ts';
import {
  anyFrame,
  type ClientFrame,
  clientFrame,
  type IdentifyData,
  KNOWN_OPCODES,
  type ResumeData,
} from './frames.ts';
import type { GatewaySession, Outlet } from './GatewaySession.ts';
import { SendAllowance } from './SendAllowance.ts';

/** Discord's own interval. */
export const HEARTBEAT_INTERVAL_MS = 41_250;
/** A client that is silent for longer is taken for dead. */
const HEARTBEAT_PATIENCE = 1.5;
/** Documented: frames above 4 KiB are refused. */
const MAX_FRAME_BYTES = 4_096;

/** How frames are written: JSON as text, Erlang's external term format as binary. */
export type Encoding = 'json' | 'etf';

/** What a connection needs of the server behind it. */
export interface GatewayHost {
  /** A zombie: the line stands, and nobody answers heartbeats. */
  readonly ignoreHeartbeats: boolean;
  /** How long an answer takes, ms. */
  readonly delays: { readonly identifyMs: number; readonly resumeMs: number };
  /** Opens a session, says with which code to close, or null when it is too soon for another. */
  identify(data: IdentifyData, connection: GatewayConnection): GatewaySession | number | null;
  /** Takes a session up again, says with which code to close, or null when it is gone. */
  resume(data: ResumeData, connection: GatewayConnection): GatewaySession | number | null;
  handle(frame: ClientFrame, session: GatewaySession): void;
  closed(connection: GatewayConnection, code: number): void;
}

/** One client's WebSocket: the gateway protocol from HELLO to the close. */
export class GatewayConnection implements Outlet {
  session: GatewaySession | null = null;
  /** Of the API that the client speaks. */
  readonly version: number;
  readonly #socket: WebSocket;
  readonly #host: GatewayHost;
  readonly #time: WorldTime;
  readonly #allowance: SendAllowance;
  readonly #heartbeatIntervalMs: number;
  readonly #encoding: Encoding;
  /** The code it is being closed with from this side. */
  #closingWith: number | null = null;
  #encoder: FrameEncoder;
  #watchdog: Timer;
  /** Until it is told whether it is let in. */
  #answering: Timer | undefined;

  constructor(options: {
    readonly socket: WebSocket;
    readonly host: GatewayHost;
    readonly time: WorldTime;
    readonly version: number;
    readonly encoding: Encoding;
    readonly compress: string | null;
    readonly heartbeatIntervalMs: number;
  }) {
    this.#socket = options.socket;
    this.version = options.version;
    this.#host = options.host;
    this.#time = options.time;
    this.#encoding = options.encoding;
    this.#heartbeatIntervalMs = options.heartbeatIntervalMs;
    this.#allowance = new SendAllowance(() => options.time.now());
    this.#encoder = createEncoder(options.compress);
    this.#watchdog = this.#watch();
    options.socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    options.socket.on('close', (code) => this.#closed(code));
    // A broken socket is followed by its close, which tells the host.
    options.socket.on('error', () => options.socket.terminate());
    this.sendOp(GatewayOpcodes.Hello, {
      heartbeat_interval: this.#heartbeatIntervalMs,
      _trace: ['["sandbox-gateway"]'],
    });
  }

  send(text: string): void {
    const frame = this.#encoding === 'etf' ? encodeEtf(JSON.parse(text)) : text;
    this.#encoder.encode(frame, (data) => {
      if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(data);
    });
  }

  sendOp(op: GatewayOpcodes, data: unknown): void {
    this.send(JSON.stringify({ t: null, s: null, op, d: data }));
  }

  /** With the words that belong to the code; one that no frame may carry cuts the line. */
  close(code: number): void {
    this.#closingWith ??= code;
    if (isSendable(code)) this.#socket.close(code, reasonFor(code));
    else this.#socket.terminate();
  }

  /** Cuts the line without a word, as a failing network does. */
  terminate(): void {
    this.#socket.terminate();
  }

  #watch(): Timer {
    return this.#time.after(this.#heartbeatIntervalMs * HEARTBEAT_PATIENCE, () =>
      this.close(GatewayCloseCodes.SessionTimedOut),
    );
  }

  #receive(data: RawData, isBinary: boolean): void {
    // What comes after the close is read by nobody.
    if (this.#closingWith !== null) return;
    if (!this.#allowance.take()) {
      this.close(GatewayCloseCodes.RateLimited);
      return;
    }
    const bytes = toBuffer(data);
    const fits = isBinary === (this.#encoding === 'etf') && bytes.byteLength <= MAX_FRAME_BYTES;
    const frame = fits ? parse(bytes, this.#encoding) : undefined;
    const outer = anyFrame.safeParse(frame);
    if (!outer.success) {
      this.close(GatewayCloseCodes.DecodeError);
      return;
    }
    if (!KNOWN_OPCODES.has(outer.data.op)) {
      this.close(GatewayCloseCodes.UnknownOpcode);
      return;
    }
    const parsed = clientFrame.safeParse(frame);
    if (parsed.success) this.#act(parsed.data);
    else this.close(GatewayCloseCodes.DecodeError);
  }

  #act(frame: ClientFrame): void {
    switch (frame.op) {
      case GatewayOpcodes.Heartbeat:
        this.#watchdog.cancel();
        this.#watchdog = this.#watch();
        if (!this.#host.ignoreHeartbeats) this.sendOp(GatewayOpcodes.HeartbeatAck, null);
        return;
      case GatewayOpcodes.Identify:
        if (this.#refuseSecond()) return;
        // Payloads are not compressed once more inside a stream that is: some clients ask for both.
        if (frame.d.compress === true && this.#encoder === plainEncoder) {
          this.#encoder = payloadEncoder;
        }
        this.#soon(this.#host.delays.identifyMs, () => this.#host.identify(frame.d, this));
        return;
      case GatewayOpcodes.Resume:
        if (this.#refuseSecond()) return;
        this.#soon(this.#host.delays.resumeMs, () => this.#host.resume(frame.d, this));
        return;
      default:
        if (this.session === null) {
          this.close(GatewayCloseCodes.NotAuthenticated);
          return;
        }
        this.#host.handle(frame, this.session);
    }
  }

  /** Meanwhile the client is neither in nor out: it may send heartbeats and nothing else. */
  #soon(delayMs: number, answer: () => GatewaySession | number | null): void {
    if (delayMs === 0) {
      this.#take(answer());
      return;
    }
    this.#answering = this.#time.after(delayMs, () => {
      this.#answering = undefined;
      this.#take(answer());
    });
  }

  #refuseSecond(): boolean {
    if (this.session === null && this.#answering === undefined) return false;
    this.close(GatewayCloseCodes.AlreadyAuthenticated);
    return true;
  }

  #take(outcome: GatewaySession | number | null): void {
    if (outcome === null) this.sendOp(GatewayOpcodes.InvalidSession, false);
    else if (typeof outcome === 'number') this.close(outcome);
  }

  #closed(code: number): void {
    this.#watchdog.cancel();
    this.#answering?.cancel();
    this.#encoder.close();
    this.#host.closed(this, this.#closingWith ?? code);
  }
}

function toBuffer(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}

function parse(bytes: Buffer, encoding: Encoding): unknown {
  try {
    return encoding === 'etf' ? decodeEtf(bytes) : parseJson(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
