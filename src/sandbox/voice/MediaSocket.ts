import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Log } from '#src/log.ts';
import { buildDiscoveryResponse, parseDiscoveryRequest } from './discovery.ts';
import type { Network } from './Network.ts';
import { opusOf, parseRtpHeader, type RtpHeader } from './rtp.ts';
import type { TrafficCounts } from './trafficCounts.ts';
import { NONCE_COUNTER_BYTES } from './transport.ts';
import type { VoiceSession } from './VoiceSession.ts';

/** A client's sign of life. It comes back as it went. */
const KEEP_ALIVE_BYTES = 8;

/** The most that Linux allows unless told otherwise; elsewhere as much of it as is allowed. */
const RECEIVE_BUFFER_BYTES = 4 * 1024 * 1024;

export interface MediaSocketOptions {
  readonly address: string;
  readonly log: Log;
  readonly network: Network;
  /** Counted on, whatever socket the sound comes by. */
  readonly counts: TrafficCounts;
  /** Passes packets on as they came: nobody looks into them. */
  readonly timing: boolean;
  readonly findSession: (ssrc: number) => VoiceSession | undefined;
  /** Gets each packet that was decrypted, or is not to be. Returns how many copies it sent to clients. */
  readonly onPacket: (session: VoiceSession, header: RtpHeader, opus: Buffer) => number;
}

/** The UDP side of the server: one socket for every client. */
export class MediaSocket {
  readonly #options: MediaSocketOptions;
  readonly #socket: Socket = createSocket('udp4');
  readonly #statistics: TrafficCounts;
  #closed: Promise<void> | undefined;

  private constructor(options: MediaSocketOptions) {
    this.#options = options;
    this.#statistics = options.counts;
  }

  static async open(options: MediaSocketOptions): Promise<MediaSocket> {
    const media = new MediaSocket(options);
    const socket = media.#socket;
    socket.bind(0, options.address);
    await once(socket, 'listening');
    // What comes from hundreds of speakers while this process is busy would be lost in the usual 208 kB.
    socket.setRecvBufferSize(RECEIVE_BUFFER_BYTES);
    socket.on('message', (datagram, remote) =>
      options.network.toServer(datagram, () => media.#onDatagram(datagram, remote)),
    );
    socket.on('error', (error) => options.log.warn({ err: error }, 'The voice UDP socket failed'));
    return media;
  }

  get port(): number {
    return this.#socket.address().port;
  }

  send(datagram: Buffer, port: number, address: string): void {
    this.#options.network.toClient(() => {
      // What was under way when the socket closed is lost.
      if (this.#closed === undefined) this.#socket.send(datagram, port, address);
    });
  }

  async close(): Promise<void> {
    this.#closed ??= new Promise<void>((resolve) => {
      this.#socket.close(() => resolve());
    });
    await this.#closed;
  }

  #onDatagram(datagram: Buffer, remote: RemoteInfo): void {
    if (this.#closed !== undefined) return;
    if (datagram.length === KEEP_ALIVE_BYTES) {
      this.#statistics.keepAlives++;
      this.send(datagram, remote.port, remote.address);
      return;
    }
    const discovering = parseDiscoveryRequest(datagram);
    if (discovering !== undefined) this.#answerDiscovery(discovering, remote);
    else this.#onMedia(datagram, remote);
  }

  #answerDiscovery(ssrc: number, remote: RemoteInfo): void {
    if (this.#options.findSession(ssrc) === undefined) {
      this.#statistics.fromStrangers++;
      return;
    }
    this.#statistics.discoveries++;
    const response = buildDiscoveryResponse(ssrc, remote.address, remote.port);
    this.send(response, remote.port, remote.address);
  }

  #onMedia(datagram: Buffer, remote: RemoteInfo): void {
    const statistics = this.#statistics;
    const header = parseRtpHeader(datagram);
    if (header === undefined) {
      statistics.malformed++;
      return;
    }
    const session = this.#options.findSession(header.ssrc);
    if (session === undefined || !session.isAt(remote.address, remote.port)) {
      statistics.fromStrangers++;
      return;
    }
    if (this.#options.timing) {
      statistics.packets++;
      statistics.forwarded += this.#options.onPacket(session, header, datagram);
      return;
    }
    const payload = session.open(datagram, header.bytes);
    if (payload === undefined) {
      statistics.undecryptable++;
      return;
    }
    if (!session.acceptNonce(datagram.readUInt32BE(datagram.length - NONCE_COUNTER_BYTES))) {
      statistics.repeatedNonces++;
      return;
    }
    const opus = opusOf(header, payload);
    if (opus === undefined) {
      statistics.malformed++;
      return;
    }
    statistics.packets++;
    if (session.restrictions.muted) {
      statistics.muted++;
      return;
    }
    statistics.forwarded += this.#options.onPacket(session, header, opus);
  }
}
