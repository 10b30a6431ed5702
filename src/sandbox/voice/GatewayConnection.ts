import { VoiceCloseCodes, VoiceOpcodes } from 'discord-api-types/voice/v8';
import type { RawData, WebSocket } from 'ws';
import type { z } from 'zod';
import type { Clock, Timer } from '#src/clock.ts';
import type { Log } from '#src/log.ts';
import { isSendable } from '../closeCodes.ts';
import { closeReason, ProtocolError } from './closing.ts';
import {
  BUFFERING_VERSION,
  CLIENT_BINARY_OPERATIONS,
  CLIENT_OPERATIONS,
  encodeMessage,
  envelopeSchema,
  heartbeatOf,
  type Identify,
  identifySchema,
  namesChannel,
  type Resume,
  resumeSchema,
  selectProtocolSchema,
  speakingSchema,
  transitionSchema,
  UNHEEDED_OPERATIONS,
} from './messages.ts';
import type { Wire } from './Outbox.ts';
import { ENCRYPTION_MODES, type EncryptionMode } from './transport.ts';
import type { SessionConnection, VoiceSession } from './VoiceSession.ts';

/** A client may miss one heartbeat and be late with the next. */
const HEARTBEATS_BEFORE_TIMEOUT = 2;

/** What a connection asks of the server behind it. Refusals are thrown as ProtocolError. */
export interface Reception {
  /** Opens a session and attaches the connection to it. */
  identify(request: Identify, connection: SessionConnection): VoiceSession;
  /** Attaches the connection to the session that goes on. */
  resume(request: Resume, connection: SessionConnection): VoiceSession;
  /** The client can send and be sent media from now on. */
  mediaReady(session: VoiceSession): void;
  speakingChanged(session: VoiceSession): void;
  /** What the session's channel speaks; 0 without end-to-end encryption. */
  daveVersion(session: VoiceSession): number;
  daveReceived(session: VoiceSession, op: number, transitionId: number): void;
  /** Throws a RangeError when the payload is malformed. */
  daveBinaryReceived(session: VoiceSession, op: number, payload: Buffer): void;
  /** The session's WebSocket is gone; `resumable` says whether the client may come back to it. */
  connectionLost(session: VoiceSession, resumable: boolean): void;
}

export interface GatewayConnectionOptions {
  readonly socket: WebSocket;
  /** Of the gateway that the client speaks: 4 to 9. */
  readonly version: number;
  readonly reception: Reception;
  readonly clock: Clock;
  readonly log: Log;
  readonly heartbeatIntervalMs: number;
  /** Encryption modes in the order in which they are offered. */
  readonly modes: readonly EncryptionMode[];
  readonly media: { readonly address: string; readonly port: number };
}

/** One client's WebSocket: the voice gateway, versions 4 to 9. */
export class GatewayConnection implements SessionConnection {
  readonly #options: GatewayConnectionOptions;
  #session: VoiceSession | undefined;
  #heartbeatTimer: Timer | undefined;
  #finished = false;

  constructor(options: GatewayConnectionOptions) {
    this.#options = options;
    const { socket, log } = options;
    socket.on('message', (data, isBinary) => this.#onMessage(data, isBinary));
    socket.on('close', (code) => this.#onClosedByClient(code));
    socket.on('error', (error) => log.debug({ err: error }, 'A voice WebSocket failed'));
    this.#awaitHeartbeat();
    this.#reply(VoiceOpcodes.Hello, {
      v: options.version,
      heartbeat_interval: options.heartbeatIntervalMs,
    });
  }

  send(wire: Wire): void {
    if (!this.#finished) this.#options.socket.send(wire);
  }

  close(code: number): void {
    if (this.#finished) return;
    this.#options.log.debug({ code, userId: this.#session?.userId }, 'Closing a voice connection');
    if (isSendable(code)) this.#options.socket.close(code, closeReason(code));
    else this.#options.socket.terminate();
    this.#finish(code === VoiceCloseCodes.VoiceServerCrashed);
  }

  terminate(): void {
    this.#options.socket.terminate();
    this.#finish(true);
  }

  #finish(resumable: boolean): void {
    if (this.#finished) return;
    this.#finished = true;
    this.#heartbeatTimer?.cancel();
    const session = this.#session;
    if (session?.connection !== this) return;
    session.attach(undefined);
    this.#options.reception.connectionLost(session, resumable);
  }

  /** A client that says goodbye means it; every other end may be followed by a RESUME. */
  #onClosedByClient(code: number): void {
    this.#finish(code !== 1000 && code !== 1001);
  }

  #reply(op: VoiceOpcodes, data: unknown): void {
    this.send(encodeMessage(op, data));
  }

  #awaitHeartbeat(): void {
    const { clock, heartbeatIntervalMs } = this.#options;
    this.#heartbeatTimer?.cancel();
    this.#heartbeatTimer = clock.after(heartbeatIntervalMs * HEARTBEATS_BEFORE_TIMEOUT, () =>
      this.close(VoiceCloseCodes.SessionTimeout),
    );
  }

  #onMessage(data: RawData, isBinary: boolean): void {
    if (this.#finished) return;
    try {
      if (isBinary) this.#onBinary(bytesOf(data));
      else this.#onText(data.toString());
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.close(error.closeCode);
    }
  }

  #onBinary(message: Buffer): void {
    const session = this.#identified();
    const op = message.at(0);
    if (op === undefined || !CLIENT_BINARY_OPERATIONS.has(op)) {
      throw new ProtocolError(VoiceCloseCodes.UnknownOpcode);
    }
    try {
      this.#options.reception.daveBinaryReceived(session, op, message.subarray(1));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#options.log.debug({ err: error, op }, 'A voice client sent malformed MLS');
      throw new ProtocolError(VoiceCloseCodes.BadRequest);
    }
  }

  #onText(text: string): void {
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      throw new ProtocolError(VoiceCloseCodes.FailedToDecode);
    }
    const { op, d } = this.#parse(envelopeSchema, message);
    if (UNHEEDED_OPERATIONS.has(op)) {
      this.#identified();
      return;
    }
    if (!CLIENT_OPERATIONS.has(op)) throw new ProtocolError(VoiceCloseCodes.UnknownOpcode);
    if (op === VoiceOpcodes.Heartbeat) this.#onHeartbeat(d);
    else if (op === VoiceOpcodes.Identify) this.#onIdentify(d);
    else if (op === VoiceOpcodes.Resume) this.#onResume(d);
    else if (op === VoiceOpcodes.SelectProtocol) this.#onSelectProtocol(this.#identified(), d);
    else if (op === VoiceOpcodes.Speaking) this.#onSpeaking(this.#identified(), d);
    else this.#onTransition(this.#identified(), op, d);
  }

  /** The session; refuses what comes before there is one. */
  #identified(): VoiceSession {
    if (this.#session === undefined) throw new ProtocolError(VoiceCloseCodes.NotAuthenticated);
    return this.#session;
  }

  #notYetIdentified(): void {
    if (this.#session !== undefined) throw new ProtocolError(VoiceCloseCodes.AlreadyAuthenticated);
  }

  /** Checks an operation's data. */
  #parse<T>(schema: z.ZodType<T>, data: unknown, code = VoiceCloseCodes.BadRequest): T {
    const parsed = schema.safeParse(data);
    if (parsed.success) return parsed.data;
    this.#options.log.debug({ issues: parsed.error.issues }, 'A voice client sent nonsense');
    throw new ProtocolError(code);
  }

  #onHeartbeat(data: unknown): void {
    const { answer, received } = this.#parse(heartbeatOf(this.#options.version), data);
    this.#awaitHeartbeat();
    if (received !== null) this.#session?.acknowledge(received);
    this.#reply(VoiceOpcodes.HeartbeatAck, answer);
  }

  #onIdentify(data: unknown): void {
    this.#notYetIdentified();
    const { version } = this.#options;
    const given = this.#parse(identifySchema, data, VoiceCloseCodes.FailedToDecode);
    if (!namesChannel(given, version)) throw new ProtocolError(VoiceCloseCodes.FailedToDecode);
    // DAVE's binary messages are numbered: without numbers there is none.
    const dave = version >= BUFFERING_VERSION ? given.max_dave_protocol_version : 0;
    const request = { ...given, max_dave_protocol_version: dave };
    const session = this.#options.reception.identify(request, this);
    this.#session = session;
    const { media, modes } = this.#options;
    this.#reply(VoiceOpcodes.Ready, {
      ssrc: session.ssrc,
      ip: media.address,
      port: media.port,
      modes,
      experiments: [],
      streams: [],
    });
  }

  #onResume(data: unknown): void {
    this.#notYetIdentified();
    const { version } = this.#options;
    const request = this.#parse(resumeSchema, data);
    if (!namesChannel(request, version)) throw new ProtocolError(VoiceCloseCodes.BadRequest);
    const session = this.#options.reception.resume(request, this);
    this.#session = session;
    // Clients drop what comes before they know that they have resumed.
    this.#reply(VoiceOpcodes.Resumed, null);
    if (version < BUFFERING_VERSION || request.seq_ack == null) return;
    for (const wire of session.missedSince(request.seq_ack) ?? []) this.send(wire);
  }

  #onSelectProtocol(session: VoiceSession, data: unknown): void {
    const request = this.#parse(selectProtocolSchema, data);
    if (request.protocol !== 'udp') throw new ProtocolError(VoiceCloseCodes.UnknownProtocol);
    const mode = ENCRYPTION_MODES.find((known) => known === request.data.mode);
    if (mode === undefined || !this.#options.modes.includes(mode)) {
      throw new ProtocolError(VoiceCloseCodes.UnknownEncryptionMode);
    }
    session.selectProtocol(mode, request.data.address, request.data.port);
    this.#reply(VoiceOpcodes.SessionDescription, {
      mode,
      secret_key: [...session.secretKey],
      audio_codec: 'opus',
      video_codec: 'H264',
      dave_protocol_version: this.#options.reception.daveVersion(session),
    });
    this.#options.reception.mediaReady(session);
  }

  #onTransition(session: VoiceSession, op: number, data: unknown): void {
    const request = this.#parse(transitionSchema, data);
    this.#options.reception.daveReceived(session, op, request.transition_id);
  }

  #onSpeaking(session: VoiceSession, data: unknown): void {
    const request = this.#parse(speakingSchema, data);
    if (request.ssrc !== session.ssrc) throw new ProtocolError(VoiceCloseCodes.BadRequest);
    if (session.speaking === request.speaking) return;
    session.speaking = request.speaking;
    this.#options.reception.speakingChanged(session);
  }
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
