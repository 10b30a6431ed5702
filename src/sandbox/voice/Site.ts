import type { WebSocket } from 'ws';
import { GatewayListener, type GatewayListenerOptions } from './GatewayListener.ts';
import { MediaSocket, type MediaSocketOptions } from './MediaSocket.ts';

/** Where clients are told to send their sound. */
export interface MediaAddress {
  readonly address: string;
  readonly port: number;
}

export interface SiteOptions {
  readonly address: string;
  /** For the WebSocket; 0 takes a free one. */
  readonly port: number;
  readonly certificate: GatewayListenerOptions['certificate'];
  readonly isCutOff: GatewayListenerOptions['isCutOff'];
  /** Takes a client who comes for the sound at `media`. */
  readonly accept: (
    client: { readonly socket: WebSocket; readonly version: number },
    media: MediaAddress,
  ) => ReturnType<GatewayListenerOptions['accept']>;
  readonly media: Omit<MediaSocketOptions, 'address'>;
}

/** One place where the voice server can be: the WebSocket's port, and a UDP port that goes with it. */
export class Site {
  readonly #listener: GatewayListener;
  readonly #media: MediaSocket;

  private constructor(listener: GatewayListener, media: MediaSocket) {
    this.#listener = listener;
    this.#media = media;
  }

  static async open({
    address,
    port,
    certificate,
    isCutOff,
    accept,
    media,
  }: SiteOptions): Promise<Site> {
    const mediaSocket = await MediaSocket.open({ ...media, address });
    const mediaAddress = { address, port: mediaSocket.port };
    try {
      const listener = await GatewayListener.open({
        address,
        port,
        certificate,
        isCutOff,
        accept: (socket, version) => accept({ socket, version }, mediaAddress),
      });
      return new Site(listener, mediaSocket);
    } catch (error) {
      await mediaSocket.close();
      throw error;
    }
  }

  /** `ADDRESS:PORT` */
  get endpoint(): string {
    return this.#listener.endpoint;
  }

  send(datagram: Buffer, port: number, address: string): void {
    this.#media.send(datagram, port, address);
  }

  /** Takes nobody any more and is deaf to sound. WebSockets stand, to be told good-bye. */
  async abandon(): Promise<void> {
    this.#listener.stopListening();
    await this.#media.close();
  }

  /** Cuts everybody off. Whoever abandoned it may close it as well. */
  async close(): Promise<void> {
    await this.#listener.close();
    await this.#media.close();
  }
}
