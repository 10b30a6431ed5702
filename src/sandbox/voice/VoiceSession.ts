import type { ExpectedSession, VoiceRestrictions } from './contract.ts';
import { encodeBinaryMessage, encodeNumberedMessage } from './messages.ts';
import { Outbox, type Wire } from './Outbox.ts';
import { ReplayWindow } from './ReplayWindow.ts';
import { buildRtpHeader } from './rtp.ts';
import {
  createTransport,
  createTransportKey,
  type EncryptionMode,
  type Transport,
} from './transport.ts';

/** How many numbered messages a client may miss and still resume. */
const OUTBOX_MESSAGES = 512;

/** The WebSocket that serves a session at the moment. */
export interface SessionConnection {
  send(wire: Wire): void;
  close(code: number): void;
  /** Takes the WebSocket away without a word. */
  terminate(): void;
}

export type SendDatagram = (datagram: Buffer, port: number, address: string) => void;

interface MediaRoute {
  readonly address: string;
  readonly port: number;
  readonly transport: Transport;
}

export interface VoiceSessionOptions {
  readonly identity: ExpectedSession;
  readonly ssrc: number;
  readonly restrictions: VoiceRestrictions;
  readonly sendDatagram: SendDatagram;
  /** What becomes of a binary message on its way. */
  readonly alterBinary: (op: number, payload: Buffer) => Buffer;
}

/** A client that has identified. Outlives its WebSocket, so that the client can resume. */
export class VoiceSession {
  readonly identity: ExpectedSession;
  readonly ssrc: number;
  readonly secretKey = createTransportKey();
  /** Bits, as the client sent them last; 0 is silent. */
  speaking = 0;
  restrictions: VoiceRestrictions;
  readonly #nonces = new ReplayWindow();
  readonly #outbox = new Outbox(OUTBOX_MESSAGES);
  readonly #sendDatagram: SendDatagram;
  readonly #alterBinary: VoiceSessionOptions['alterBinary'];
  #connection: SessionConnection | undefined;
  #media: MediaRoute | undefined;

  constructor(options: VoiceSessionOptions) {
    this.identity = options.identity;
    this.ssrc = options.ssrc;
    this.restrictions = options.restrictions;
    this.#sendDatagram = options.sendDatagram;
    this.#alterBinary = options.alterBinary;
  }

  get userId(): string {
    return this.identity.userId;
  }

  get connection(): SessionConnection | undefined {
    return this.#connection;
  }

  /** The transport encryption that the client has selected, if it has. */
  get mode(): EncryptionMode | undefined {
    return this.#media?.transport.mode;
  }

  /** Makes `connection` the one that serves this session, or none. */
  attach(connection: SessionConnection | undefined): void {
    this.#connection = connection;
  }

  selectProtocol(mode: EncryptionMode, address: string, port: number): void {
    this.#media = { address, port, transport: createTransport(mode, this.secretKey) };
  }

  /** Sends a message that is replayed if the client misses it. */
  send(op: number, data: unknown): void {
    this.#post(encodeNumberedMessage(op, data));
  }

  sendBinary(op: number, payload: Buffer): void {
    this.#post(encodeBinaryMessage(op, this.#alterBinary(op, payload)));
  }

  #post(encode: (sequence: number) => Wire): void {
    const wire = this.#outbox.add(encode);
    this.#connection?.send(wire);
  }

  acknowledge(sequence: number): void {
    this.#outbox.acknowledge(sequence);
  }

  /** What the client has missed since `sequence`, or undefined when that can no longer be told. */
  missedSince(sequence: number): readonly Wire[] | undefined {
    return this.#outbox.after(sequence);
  }

  /** Whether datagrams from there may be this client's. */
  isAt(address: string, port: number): boolean {
    return this.#media?.port === port && this.#media.address === address;
  }

  /** Decrypts a packet of this client; undefined when it was not sealed with the session's key. */
  open(packet: Buffer, headerBytes: number): Buffer | undefined {
    return this.#media?.transport.open(packet, headerBytes);
  }

  /** True once for each nonce. */
  acceptNonce(counter: number): boolean {
    return this.#nonces.accept(counter);
  }

  /** Sends another member's Opus to this client. */
  deliver(sequence: number, timestamp: number, ssrc: number, opus: Buffer): void {
    if (this.#media === undefined) return;
    const { transport, port, address } = this.#media;
    const header = buildRtpHeader(sequence, timestamp, ssrc);
    this.#sendDatagram(transport.seal(header, opus), port, address);
  }
}
